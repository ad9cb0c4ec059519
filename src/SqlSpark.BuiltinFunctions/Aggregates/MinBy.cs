using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>min_by(a, b)</c>: the value of a in the row in which b is smallest.</summary>
/// <remarks>Spark: <c>MinBy</c>.</remarks>
internal static class MinBy
{
    public static readonly AggregateFunction Definition = new("min_by")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.0.0",
        Usage = "min_by(x, y) - Returns the value of x in the row in which y is smallest.",
        Examples = [new("SELECT min_by(x, y) FROM VALUES ('a', 10), ('b', 50), ('c', 20) AS tab(x, y)", "a")],
        Overloads = [new([TypePattern.Any, TypePattern.Any], static call => ExtremeByKernel.Bind(call, isMax: false))],
    };
}
