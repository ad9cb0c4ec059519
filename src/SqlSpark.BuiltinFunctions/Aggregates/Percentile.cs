using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>percentile(a, p, frequency)</c>: the exact percentile, between the two closest values.</summary>
/// <remarks>Spark: <c>Percentile</c>.</remarks>
internal static class Percentile
{
    public static readonly AggregateFunction Definition = new("percentile")
    {
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments)}{(arguments.Count == 2 ? ", 1" : "")})",
        Group = FunctionGroup.Aggregate,
        Since = "2.1.0",
        Usage = "percentile(col, percentage[, frequency]) - Returns the exact percentile of the values, or an array of them; each value counts as often as frequency says.",
        Examples =
        [
            new("SELECT percentile(col, 0.3) FROM VALUES (0), (10) AS tab(col)", "3.0"),
            new("SELECT percentile(col, array(0.25, 0.75)) FROM VALUES (0), (10) AS tab(col)", "[2.5,7.5]"),
        ],
        Overloads =
        [
            new([Percentiles.Values, Percentiles.Percentages, LongType.Instance], static call => Percentiles.Bind(call, PercentileMethod.Interpolated)) { OptionalCount = 1 },
        ],
    };
}
