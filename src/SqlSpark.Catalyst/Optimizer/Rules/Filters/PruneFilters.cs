using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Filters;

/// <summary>Drops filters that are always TRUE, and the rows under filters that never are.</summary>
/// <remarks>
/// <code>
/// Filter TRUE                        Filter FALSE
/// +- child        =>   child         +- child          =>   LocalRelation &lt;empty>
/// </code>
/// NULL counts as FALSE. Spark: <c>PruneFilters</c>.
/// </remarks>
public sealed class PruneFilters : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.Filter, static node => node switch
        {
            Filter(Literal { IsTrue: true }, var child) => child,
            Filter(Literal, var child) => new LocalRelation(child.Output, []),
            _ => node,
        });
}
