using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary><c>xpath_int(xml, path)</c>: the number of an XPath expression as an INT, 0 when it is none.</summary>
/// <remarks>Spark: <c>XPathInt</c> in xml/xpath.scala.</remarks>
internal static class XPathInt
{
    public static readonly ScalarFunction Definition = new("xpath_int")
    {
        Group = FunctionGroup.Xml,
        Since = "2.0.0",
        Usage = "xpath_int(xml, xpath) - Returns the number of an XPath expression as an INT, 0 when it is none.",
        Examples = [new("SELECT xpath_int('<a><b>1</b><b>2</b></a>', 'sum(a/b)')", "3")],
        Overloads = [XPathEvaluation<Result>.Overload],
    };

    private readonly struct Result : IXPathResult
    {
        public static DataType Type => IntegerType.Instance;

        public static string? Conversion => "number";

        public static void Write(object value, VectorWriter result, int row) => result.Values<int>()[row] = (int)Math.Clamp(XPathFunctions.ToLong(value), int.MinValue, int.MaxValue);
    }
}
