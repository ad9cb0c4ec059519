using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>collect_set(a)</c>: the values that are not NULL as an array, each once.</summary>
/// <remarks>Spark: <c>CollectSet</c>.</remarks>
internal static class CollectSet
{
    public static readonly AggregateFunction Definition = new("collect_set")
    {
        Group = FunctionGroup.Aggregate,
        Since = "2.0.0",
        Usage = "collect_set(expr) - Returns the values in an array, each once, without NULLs.",
        Examples = [new("SELECT sort_array(collect_set(col)) FROM VALUES (1), (2), (1) AS tab(col)", "[1,2]")],
        Overloads = [new([TypePattern.Any], static call => CollectList.Bind(call, isSet: true))],
    };
}
