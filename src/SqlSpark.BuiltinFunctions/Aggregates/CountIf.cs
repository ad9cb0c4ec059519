using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>count_if(condition)</c>: the rows for which the condition is TRUE.</summary>
/// <remarks>Spark: <c>CountIf</c>, <c>count(nullif(condition, false))</c>.</remarks>
internal static class CountIf
{
    public static readonly AggregateFunction Definition = new("count_if")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.0.0",
        Usage = "count_if(expr) - Returns the number of rows for which expr is TRUE.",
        Examples = [new("SELECT count_if(col % 2 = 0) FROM VALUES (NULL), (0), (1), (2), (3) AS tab(col)", "2")],
        RewriteArity = (1, 1),
        Rewrite = static call => new UnresolvedFunction(
            "count",
            new If(Comparison.EqualTo(call.Arguments[0], Literal.False), Literal.Null(BooleanType.Instance), call.Arguments[0])),
    };
}
