using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Joins;

/// <summary>Makes INTERSECT a semi join.</summary>
/// <remarks>
/// <code>
/// Intersect                Distinct
/// :- left [a]       =>     +- Join LeftSemi, a &lt;=> b
/// +- right [b]                :- left [a]
///                             +- right [b]
/// </code>
/// Columns are compared by &lt;=>, for which NULLs are equal. A projection says which columns are never NULL because of the right side. INTERSECT ALL is an aggregation: <c>RewriteIntersectAll</c>. Spark: <c>ReplaceIntersectWithSemiJoin</c>.
/// </remarks>
public sealed class ReplaceIntersectWithSemiJoin : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.SetOperation, static node => node is SetOperation { Operator: SetOperator.Intersect, IsAll: false } operation
            ? new Distinct(WithNullability(new Join(operation.Left, operation.Right, JoinType.LeftSemi, JoinConditions.AllEqual(operation)), operation))
            : node);

    /// <summary>A column of the intersection is never NULL where that of one side is not; the join knows its left side alone.</summary>
    private static LogicalPlan WithNullability(Join join, SetOperation operation) =>
        join.Output == operation.Output ? join : new Project(operation.Output.Map(a => (Expression)a), join);
}
