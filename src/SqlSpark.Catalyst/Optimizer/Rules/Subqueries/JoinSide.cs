using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>The input of an operator with subqueries, to which their joins are added.</summary>
/// <param name="outer">The input without them: the columns that the subqueries refer to.</param>
internal sealed class JoinSide(LogicalPlan outer)
{
    /// <summary>
    /// The rows whose values are asked for in subqueries. More may be there than in <see cref="Plan"/>: conditions that refer to a query further out are left out, so that its rows are not needed.
    /// </summary>
    public LogicalPlan Outer { get; } = Widened(outer);

    /// <summary>The input with the joins so far.</summary>
    public LogicalPlan Plan { get; set; } = outer;

    private static LogicalPlan Widened(LogicalPlan plan)
    {
        DeepStack.Guard();
        if (!plan.ContainsAny(NodeKinds.OuterReference))
            return plan;
        switch (plan)
        {
            case Filter filter:
                Expression[] kept = [.. And.Split(filter.Condition).Where(m => !OuterReferences.IsIn(m))];
                return kept.Length == 0 ? Widened(filter.Child) : new Filter(And.Of(kept), Widened(filter.Child));
            case Project or SubqueryAlias or Join { Type: JoinType.Inner or JoinType.Cross }:
                return plan.MapChildren(Widened);
            case Join { Type: JoinType.LeftSemi or JoinType.LeftAnti } join:
                return OuterReferences.IsIn(join.Condition ?? Literal.True) || join.Right.ContainsAny(NodeKinds.OuterReference) ? Widened(join.Left) : join with { Left = Widened(join.Left) };
            default:
                return plan;
        }
    }
}
