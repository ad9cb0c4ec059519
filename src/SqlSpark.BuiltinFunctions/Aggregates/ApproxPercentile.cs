using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>percentile_approx(a, p, accuracy)</c>: the smallest value that a share of the values does not exceed.</summary>
/// <remarks>Spark: <c>ApproximatePercentile</c>.</remarks>
internal static class ApproxPercentile
{
    public static readonly AggregateFunction Definition = new("percentile_approx")
    {
        Aliases = ["approx_percentile"],
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments)}{(arguments.Count == 2 ? ", 10000" : "")})",
        Group = FunctionGroup.Aggregate,
        Since = "2.1.0",
        Usage = "percentile_approx(col, percentage[, accuracy]) - Returns the smallest value that percentage of the values do not exceed, or an array of them. The result is exact whatever accuracy says.",
        Examples = [new("SELECT percentile_approx(col, array(0.5, 0.4, 0.1), 100) FROM VALUES (0), (1), (2), (10) AS tab(col)", "[1,1,0]")],
        Overloads =
        [
            new([Percentiles.Values, Percentiles.Percentages, LongType.Instance], static call => Percentiles.Bind(call, PercentileMethod.Approximate)) { OptionalCount = 1 },
        ],
    };
}
