using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>min(a)</c>: the smallest value that is not NULL.</summary>
/// <remarks>Spark: <c>Min</c>.</remarks>
internal static class Min
{
    public static readonly AggregateFunction Definition = new("min")
    {
        Group = FunctionGroup.Aggregate,
        Usage = "min(expr) - Returns the smallest of the values.",
        Examples = [new("SELECT min(col) FROM VALUES (10), (-1), (50) AS tab(col)", "-1")],
        Overloads = [ExtremeBinding.Overload(isMax: false)],
    };
}
