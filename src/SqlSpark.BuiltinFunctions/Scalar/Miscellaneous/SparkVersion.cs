using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Miscellaneous;

/// <summary><c>version()</c>: the version of Spark whose answers are given.</summary>
/// <remarks>Spark: <c>SparkVersion</c> in misc.scala.</remarks>
internal static class SparkVersion
{
    public static readonly ScalarFunction Definition = new("version")
    {
        Group = FunctionGroup.Misc,
        Since = "3.0.0",
        Usage = "version() - Returns the version of Spark and a revision.",
        Examples = [new("SELECT startswith(version(), '4.1')", "true")],
        RewriteArity = (0, 0),
        Rewrite = static _ => Literal.String("4.1.0 0000000000000000000000000000000000000000"),
    };
}
