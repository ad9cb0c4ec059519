using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Limits;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Ctes;

/// <summary>Ends a recursive query when it has the rows that a LIMIT above it wants.</summary>
/// <remarks>
/// <code>
/// Limit 10                  Limit 10
/// +- Project [a + 1]   =>   +- Project [a + 1]
///    +- UnionLoop 1            +- UnionLoop 1, 10
/// </code>
/// Only through nodes that hand on each row: the recursion could not end otherwise, or fails at the session's limit of rows, which does not count for it then. So this always runs.
/// Spark: part of <c>LimitPushDown</c>.
/// </remarks>
public sealed class LimitUnionLoops : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => !plan.ContainsAny(NodeKinds.Recursion)
        ? plan
        : plan.TransformDown(NodeKinds.Limit, static node =>
            node is Limit limit && RowsOf(limit.LimitExpression) is { } rows && limit.ContainsAny(NodeKinds.Recursion)
                ? limit.MapChildren(child => Limited(child, rows))
                : node);

    // Constants are not folded yet.
    private static long? RowsOf(Expression rows) => ConstantFolder.TryFold(rows) is { } folded ? LimitValue.Of(folded) : null;

    private static LogicalPlan Limited(LogicalPlan plan, long rows)
    {
        DeepStack.Guard();
        return plan switch
        {
            UnionLoop loop when !(loop.WantedRows <= rows) => loop with { WantedRows = rows },
            Project or SubqueryAlias or Union => plan.MapChildren(child => Limited(child, rows)),
            Offset offset when RowsOf(offset.OffsetExpression) is { } skipped && skipped <= long.MaxValue - rows => offset.MapChildren(child => Limited(child, rows + skipped)),
            _ => plan,
        };
    }
}
