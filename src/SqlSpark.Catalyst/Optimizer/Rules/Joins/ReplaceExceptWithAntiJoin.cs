using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Joins;

/// <summary>Makes EXCEPT an anti join.</summary>
/// <remarks>
/// <code>
/// Except                   Distinct
/// :- left [a]       =>     +- Join LeftAnti, a &lt;=> b
/// +- right [b]                :- left [a]
///                             +- right [b]
/// </code>
/// Columns are compared by &lt;=>, for which NULLs are equal. EXCEPT ALL is an aggregation: <c>RewriteExceptAll</c>. Spark: <c>ReplaceExceptWithAntiJoin</c>.
/// </remarks>
public sealed class ReplaceExceptWithAntiJoin : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.SetOperation, static node => node is SetOperation { Operator: SetOperator.Except, IsAll: false } operation
            ? new Distinct(new Join(operation.Left, operation.Right, JoinType.LeftAnti, JoinConditions.AllEqual(operation)))
            : node);
}
