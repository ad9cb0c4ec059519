using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary><c>xpath_double(xml, path)</c>: the number of an XPath expression as a DOUBLE, NaN when it is none.</summary>
/// <remarks>Spark: <c>XPathDouble</c> in xml/xpath.scala.</remarks>
internal static class XPathDouble
{
    public static readonly ScalarFunction Definition = new("xpath_double")
    {
        Aliases = ["xpath_number"],
        Group = FunctionGroup.Xml,
        Since = "2.0.0",
        Usage = "xpath_double(xml, xpath) - Returns the number of an XPath expression as a DOUBLE, NaN when it is none.",
        Examples = [new("SELECT xpath_double('<a><b>1</b><b>2</b></a>', 'sum(a/b)')", "3.0")],
        Overloads = [XPathEvaluation<Result>.Overload],
    };

    private readonly struct Result : IXPathResult
    {
        public static DataType Type => DoubleType.Instance;

        public static string? Conversion => "number";

        public static void Write(object value, VectorWriter result, int row) => result.Values<double>()[row] = (double)value;
    }
}
