using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>skewness(a)</c>: the skewness of the values.</summary>
/// <remarks>Spark: <c>Skewness</c>.</remarks>
internal static class Skewness
{
    public static readonly AggregateFunction Definition = new("skewness")
    {
        Group = FunctionGroup.Aggregate,
        Since = "1.6.0",
        Usage = "skewness(expr) - Returns the skewness of the values; NULL when all are equal.",
        Examples = [new("SELECT skewness(col) FROM VALUES (-10), (-20), (100), (1000) AS tab(col)", "1.1135657469022011")],
        Overloads = [new([DoubleType.Instance], static _ => HigherMomentKernel.Bind(isKurtosis: false))],
    };
}
