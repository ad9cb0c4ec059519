using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary><c>xpath_string(xml, path)</c>: the text of the first node that an XPath expression finds.</summary>
/// <remarks>Spark: <c>XPathString</c> in xml/xpath.scala.</remarks>
internal static class XPathString
{
    public static readonly ScalarFunction Definition = new("xpath_string")
    {
        Group = FunctionGroup.Xml,
        Since = "2.0.0",
        Usage = "xpath_string(xml, xpath) - Returns the text of the first node that an XPath expression finds.",
        Examples = [new("SELECT xpath_string('<a><b>b</b><c>cc</c></a>', 'a/c')", "cc")],
        Overloads = [XPathEvaluation<Result>.Overload],
    };

    private readonly struct Result : IXPathResult
    {
        public static DataType Type => StringType.Instance;

        public static string? Conversion => "string";

        public static void Write(object value, VectorWriter result, int row) => result.SetBytes(row, XPathFunctions.ToBytes(value));
    }
}
