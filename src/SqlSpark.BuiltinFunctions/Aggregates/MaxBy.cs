using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>max_by(a, b)</c>: the value of a in the row in which b is largest.</summary>
/// <remarks>Spark: <c>MaxBy</c>.</remarks>
internal static class MaxBy
{
    public static readonly AggregateFunction Definition = new("max_by")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.0.0",
        Usage = "max_by(x, y) - Returns the value of x in the row in which y is largest.",
        Examples = [new("SELECT max_by(x, y) FROM VALUES ('a', 10), ('b', 50), ('c', 20) AS tab(x, y)", "b")],
        Overloads = [new([TypePattern.Any, TypePattern.Any], static call => ExtremeByKernel.Bind(call, isMax: true))],
    };
}
