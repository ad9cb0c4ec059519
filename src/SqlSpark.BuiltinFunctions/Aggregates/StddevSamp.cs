using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>stddev_samp(a)</c>: the standard deviation of the values as a sample.</summary>
/// <remarks>Spark: <c>StddevSamp</c>. NULL over no rows, and over one.</remarks>
internal static class StddevSamp
{
    public static readonly AggregateFunction Definition = new("stddev_samp")
    {
        Aliases = ["stddev", "std"],
        Group = FunctionGroup.Aggregate,
        Since = "1.6.0",
        Usage = "stddev_samp(expr) - Returns the standard deviation of the values as a sample.",
        Examples = [new("SELECT stddev_samp(col) FROM VALUES (1), (2), (3) AS tab(col)", "1.0")],
        Overloads = [new([DoubleType.Instance], static _ => MomentKernel.Bind(Spread.SampleDeviation))],
    };
}
