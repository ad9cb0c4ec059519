using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>stddev_pop(a)</c>: the standard deviation of the values as a whole population.</summary>
/// <remarks>Spark: <c>StddevPop</c>. NULL over no rows.</remarks>
internal static class StddevPop
{
    public static readonly AggregateFunction Definition = new("stddev_pop")
    {
        Group = FunctionGroup.Aggregate,
        Since = "1.6.0",
        Usage = "stddev_pop(expr) - Returns the standard deviation of the values as a whole population.",
        Examples = [new("SELECT stddev_pop(col) FROM VALUES (1), (2), (3) AS tab(col)", "0.816496580927726")],
        Overloads = [new([DoubleType.Instance], static _ => MomentKernel.Bind(Spread.PopulationDeviation))],
    };
}
