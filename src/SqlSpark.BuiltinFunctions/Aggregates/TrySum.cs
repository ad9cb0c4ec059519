using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>try_sum(a)</c>: like <c>sum</c>, NULL when it overflows.</summary>
/// <remarks>Spark: <c>TrySum</c>.</remarks>
internal static class TrySum
{
    public static readonly AggregateFunction Definition = new("try_sum")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.3.0",
        Usage = "try_sum(expr) - Returns the sum of the values, or NULL when it overflows.",
        Examples = [new("SELECT try_sum(col) FROM VALUES (9223372036854775807L), (1L) AS tab(col)", "NULL")],
        Overloads = [new([SumBinding.Pattern], static call => SumBinding.Bind(call, SumOverflow.Null))],
    };
}
