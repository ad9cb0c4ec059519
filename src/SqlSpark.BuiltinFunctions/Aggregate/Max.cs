using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Aggregate;

/// <summary><c>max(a)</c>: the largest value that is not NULL; NULL over none. NaN is the largest number.</summary>
/// <remarks>Spark: <c>Max</c>.</remarks>
internal static class Max
{
    public static readonly AggregateFunction Definition = new("max")
    {
        Group = FunctionGroup.Aggregate,
        Usage = "max(expr) - Returns the largest value of expr.",
        Examples = [new("SELECT max(col) FROM VALUES (10), (50), (20) AS tab(col)", "50")],
        Overloads = [new AggregateOverload([TypePattern.Any], ExtremeKernels<GreaterThanOperation>.Bind)],
    };
}
