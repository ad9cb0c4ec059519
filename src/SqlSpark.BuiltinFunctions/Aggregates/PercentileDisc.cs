using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>percentile_disc(p) WITHIN GROUP (ORDER BY a)</c>: the first value, in the order of its key, whose share of rows reaches the percentage.</summary>
/// <remarks>Spark: <c>PercentileDisc</c> in percentiles.scala.</remarks>
internal static class PercentileDisc
{
    public static readonly AggregateFunction Definition = new("percentile_disc")
    {
        Printer = Percentiles.PrintOrdered,
        Group = FunctionGroup.Aggregate,
        Since = "4.0.0",
        Usage = "percentile_disc(percentage) WITHIN GROUP (ORDER BY col) - Returns the first value whose share of rows reaches the percentage, or an array of them.",
        Examples =
        [
            new("SELECT percentile_disc(0.25) WITHIN GROUP (ORDER BY col) FROM VALUES (0), (10) AS tab(col)", "0.0"),
            new("SELECT percentile_disc(array(0.25, 0.75)) WITHIN GROUP (ORDER BY col DESC) FROM VALUES (0), (10) AS tab(col)", "[10.0,0.0]"),
        ],
        TakesOrder = true,
        IgnoresOrder = true,
        Overloads = [new([Percentiles.Values, Percentiles.Percentages, BooleanType.Instance], static call => Percentiles.BindOrdered(call, Method(call.Conf)))],
    };

    private static PercentileMethod Method(ConfSnapshot conf) => conf.Get(SqlConf.LegacyPercentileDisc) ? PercentileMethod.Lower : PercentileMethod.Discrete;
}
