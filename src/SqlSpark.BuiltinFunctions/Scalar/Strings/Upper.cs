using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>upper(s)</c>: the text in upper case; "ß" becomes "SS".</summary>
/// <remarks>Spark: <c>Upper</c> in stringExpressions.scala.</remarks>
internal static class Upper
{
    public static readonly ScalarFunction Definition = new("upper")
    {
        Aliases = ["ucase"],
        Group = FunctionGroup.String,
        Since = "1.0.1",
        Usage = "upper(str) - Returns str with all characters changed to upper case.",
        Examples = [new("SELECT upper('SparkSql')", "SPARKSQL")],
        Overloads = [CaseKernel.Overload(isUpper: true)],
    };
}
