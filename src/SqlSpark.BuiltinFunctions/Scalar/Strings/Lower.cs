using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>lower(s)</c>: the text in lower case.</summary>
/// <remarks>Spark: <c>Lower</c> in stringExpressions.scala.</remarks>
internal static class Lower
{
    public static readonly ScalarFunction Definition = new("lower")
    {
        Aliases = ["lcase"],
        Group = FunctionGroup.String,
        Since = "1.0.1",
        Usage = "lower(str) - Returns str with all characters changed to lower case.",
        Examples = [new("SELECT lower('SparkSql')", "sparksql")],
        Overloads = [CaseKernel.Overload(isUpper: false)],
    };
}
