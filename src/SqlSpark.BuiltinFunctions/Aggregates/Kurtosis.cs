using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>kurtosis(a)</c>: the kurtosis of the values.</summary>
/// <remarks>Spark: <c>Kurtosis</c>.</remarks>
internal static class Kurtosis
{
    public static readonly AggregateFunction Definition = new("kurtosis")
    {
        Group = FunctionGroup.Aggregate,
        Since = "1.6.0",
        Usage = "kurtosis(expr) - Returns the kurtosis of the values; NULL when all are equal.",
        Examples = [new("SELECT round(kurtosis(col), 12) FROM VALUES (-10), (-20), (100), (1000) AS tab(col)", "-0.701436804753")],
        Overloads = [new([DoubleType.Instance], static _ => HigherMomentKernel.Bind(isKurtosis: true))],
    };
}
