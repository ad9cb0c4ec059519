using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary><c>xpath_float(xml, path)</c>: the number of an XPath expression as a FLOAT, NaN when it is none.</summary>
/// <remarks>Spark: <c>XPathFloat</c> in xml/xpath.scala.</remarks>
internal static class XPathFloat
{
    public static readonly ScalarFunction Definition = new("xpath_float")
    {
        Group = FunctionGroup.Xml,
        Since = "2.0.0",
        Usage = "xpath_float(xml, xpath) - Returns the number of an XPath expression as a FLOAT, NaN when it is none.",
        Examples = [new("SELECT xpath_float('<a><b>1</b><b>2</b></a>', 'sum(a/b)')", "3.0")],
        Overloads = [XPathEvaluation<Result>.Overload],
    };

    private readonly struct Result : IXPathResult
    {
        public static DataType Type => FloatType.Instance;

        public static string? Conversion => "number";

        public static void Write(object value, VectorWriter result, int row) => result.Values<float>()[row] = (float)(double)value;
    }
}
