using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary><c>xpath_short(xml, path)</c>: the number of an XPath expression as a SMALLINT, 0 when it is none.</summary>
/// <remarks>Spark: <c>XPathShort</c> in xml/xpath.scala.</remarks>
internal static class XPathShort
{
    public static readonly ScalarFunction Definition = new("xpath_short")
    {
        Group = FunctionGroup.Xml,
        Since = "2.0.0",
        Usage = "xpath_short(xml, xpath) - Returns the number of an XPath expression as a SMALLINT, 0 when it is none.",
        Examples = [new("SELECT xpath_short('<a><b>1</b><b>2</b></a>', 'sum(a/b)')", "3")],
        Overloads = [XPathEvaluation<Result>.Overload],
    };

    private readonly struct Result : IXPathResult
    {
        public static DataType Type => ShortType.Instance;

        public static string? Conversion => "number";

        public static void Write(object value, VectorWriter result, int row) => result.Values<short>()[row] = (short)(int)Math.Clamp(XPathFunctions.ToLong(value), int.MinValue, int.MaxValue);
    }
}
