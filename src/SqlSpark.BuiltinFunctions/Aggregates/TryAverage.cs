using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>try_avg(a)</c>: the mean of the values, NULL when it overflows.</summary>
/// <remarks>Spark: <c>TryAverageExpressionBuilder</c>.</remarks>
internal static class TryAverage
{
    public static readonly AggregateFunction Definition = new("try_avg")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.3.0",
        Usage = "try_avg(expr) - Returns the mean of the values; NULL when it overflows.",
        Examples = [new("SELECT try_avg(col) FROM VALUES (1), (2), (3) AS tab(col)", "2.0")],
        Overloads = [new([SumBinding.Pattern], static call => Average.Bind(call, nullsOverflow: true))],
    };
}
