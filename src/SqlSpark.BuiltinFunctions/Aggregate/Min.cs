using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Aggregate;

/// <summary><c>min(a)</c>: the smallest value that is not NULL; NULL over none. NaN is the largest number.</summary>
/// <remarks>Spark: <c>Min</c>.</remarks>
internal static class Min
{
    public static readonly AggregateFunction Definition = new("min")
    {
        Group = FunctionGroup.Aggregate,
        Usage = "min(expr) - Returns the smallest value of expr.",
        Examples = [new("SELECT min(col) FROM VALUES (10), (-1), (20) AS tab(col)", "-1")],
        Overloads = [new AggregateOverload([TypePattern.Any], ExtremeKernels<LessThanOperation>.Bind)],
    };
}
