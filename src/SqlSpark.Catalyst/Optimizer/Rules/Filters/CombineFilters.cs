using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Filters;

/// <summary>Merges two adjacent filters into one.</summary>
/// <remarks>
/// <code>
/// Filter q                 Filter (p AND q)
/// +- Filter p       =>     +- child
///    +- child
/// </code>
/// Both conditions must be deterministic. <c>p</c> stays on the left: AND narrows from left to right, and <c>q</c> may fail on rows
/// that <c>p</c> removes. Spark: <c>CombineFilters</c>.
/// </remarks>
public sealed class CombineFilters : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.Filter, static node => node switch
        {
            Filter(var outer, Filter(var inner, var child)) when outer.IsDeterministic && inner.IsDeterministic =>
                new Filter(new And(inner, outer), child),
            _ => node,
        });
}
