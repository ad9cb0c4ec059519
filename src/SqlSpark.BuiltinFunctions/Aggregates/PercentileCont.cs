using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>percentile_cont(p) WITHIN GROUP (ORDER BY a)</c>: the percentile of the values in the order of its key, between the two closest values.</summary>
/// <remarks>Spark: <c>PercentileCont</c> in percentiles.scala.</remarks>
internal static class PercentileCont
{
    public static readonly AggregateFunction Definition = new("percentile_cont")
    {
        Printer = Percentiles.PrintOrdered,
        Group = FunctionGroup.Aggregate,
        Since = "4.0.0",
        Usage = "percentile_cont(percentage) WITHIN GROUP (ORDER BY col) - Returns the percentile of the values, between the two closest ones, or an array of them.",
        Examples =
        [
            new("SELECT percentile_cont(0.25) WITHIN GROUP (ORDER BY col) FROM VALUES (0), (10) AS tab(col)", "2.5"),
        ],
        TakesOrder = true,
        IgnoresOrder = true,
        Overloads = [new([Percentiles.Values, Percentiles.Percentages, BooleanType.Instance], static call => Percentiles.BindOrdered(call, PercentileMethod.Interpolated))],
    };
}
