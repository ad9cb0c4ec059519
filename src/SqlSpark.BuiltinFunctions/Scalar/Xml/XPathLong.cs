using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary><c>xpath_long(xml, path)</c>: the number of an XPath expression as a BIGINT, 0 when it is none.</summary>
/// <remarks>Spark: <c>XPathLong</c> in xml/xpath.scala.</remarks>
internal static class XPathLong
{
    public static readonly ScalarFunction Definition = new("xpath_long")
    {
        Group = FunctionGroup.Xml,
        Since = "2.0.0",
        Usage = "xpath_long(xml, xpath) - Returns the number of an XPath expression as a BIGINT, 0 when it is none.",
        Examples = [new("SELECT xpath_long('<a><b>1</b><b>2</b></a>', 'sum(a/b)')", "3")],
        Overloads = [XPathEvaluation<Result>.Overload],
    };

    private readonly struct Result : IXPathResult
    {
        public static DataType Type => LongType.Instance;

        public static string? Conversion => "number";

        public static void Write(object value, VectorWriter result, int row) => result.Values<long>()[row] = XPathFunctions.ToLong(value);
    }
}
