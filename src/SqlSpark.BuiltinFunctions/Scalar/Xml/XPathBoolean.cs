using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary><c>xpath_boolean(xml, path)</c>: whether an XPath expression is TRUE or finds a node.</summary>
/// <remarks>Spark: <c>XPathBoolean</c> in xml/xpath.scala.</remarks>
internal static class XPathBoolean
{
    public static readonly ScalarFunction Definition = new("xpath_boolean")
    {
        Group = FunctionGroup.Xml,
        Since = "2.0.0",
        Usage = "xpath_boolean(xml, xpath) - Returns whether an XPath expression is TRUE or finds a node.",
        Examples = [new("SELECT xpath_boolean('<a><b>1</b></a>', 'a/b')", "true")],
        Overloads = [XPathEvaluation<Result>.Overload],
    };

    private readonly struct Result : IXPathResult
    {
        public static DataType Type => BooleanType.Instance;

        public static string? Conversion => "boolean";

        public static void Write(object value, VectorWriter result, int row) => Bitmaps.Assign(result.Bits, row, (bool)value);
    }
}
