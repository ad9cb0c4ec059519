using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Aggregates;

/// <summary>Makes DISTINCT a grouping by all columns.</summary>
/// <remarks>
/// <code>
/// Distinct              Aggregate [a, b], [a, b]
/// +- child       =>     +- child
/// </code>
/// Grouping finds NULLs equal, as DISTINCT does. Spark: <c>ReplaceDistinctWithAggregate</c>.
/// </remarks>
public sealed class ReplaceDistinctWithAggregate : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.Distinct, static node => node is Distinct distinct
            ? new Aggregate(distinct.Output.Map(a => (Expression)a), distinct.Output.Map(a => (Expression)a), distinct.Child)
            : node);
}
