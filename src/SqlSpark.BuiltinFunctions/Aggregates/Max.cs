using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>max(a)</c>: the largest value that is not NULL.</summary>
/// <remarks>Spark: <c>Max</c>.</remarks>
internal static class Max
{
    public static readonly AggregateFunction Definition = new("max")
    {
        Group = FunctionGroup.Aggregate,
        Usage = "max(expr) - Returns the largest of the values.",
        Examples = [new("SELECT max(col) FROM VALUES (10), (-1), (50) AS tab(col)", "50")],
        Overloads = [ExtremeBinding.Overload(isMax: true)],
    };
}
