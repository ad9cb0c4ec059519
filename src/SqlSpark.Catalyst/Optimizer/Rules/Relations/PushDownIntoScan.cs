using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Relations;

/// <summary>Turns tables into scans: offers filters and limits to the source and reads only the columns that are needed.</summary>
/// <remarks>
/// <code>
/// Project [a]                         Project [a]
/// +- Filter (b > 1 AND f(c))    =>    +- Filter f(c)
///    +- Relation [a, b, c, d]            +- RelationV2 [a, c], PushedFilters [b > 1]
/// </code>
/// A condition is dropped from the plan only if the source promises that it returns no other rows. Only deterministic conditions that cannot fail are
/// offered, since a source may test them in any order. Runs once, after the filters have come down. Spark: <c>V2ScanRelationPushDown</c>.
/// </remarks>
public sealed class PushDownIntoScan : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.ContainsAny(NodeKinds.Scan) ? Rewrite(plan, plan.OutputSet, null) : plan;

    private static LogicalPlan Rewrite(LogicalPlan plan, AttributeSet needed, long? limit)
    {
        DeepStack.Guard();
        switch (plan)
        {
            case LogicalRelation relation:
                return Scan(relation, [], needed, limit);
            case Filter { Child: LogicalRelation relation } filter:
                return Scan(relation, And.Split(filter.Condition), needed, limit);
            case Project or Filter or Sort or Offset or Sample or Window or WindowGroupLimit:
                var unary = (UnaryNode)plan;
                var below = plan is Project ? plan.References : needed.Union(plan.References);
                return unary.WithChildren([Rewrite(unary.Child, below, plan is Project ? limit : null)]);
            case Generate generate:
                return generate.WithChildren([Rewrite(generate.Child, AttributeSet.Of(generate.KeptOutput.Where(needed.Contains)).Union(generate.References), null)]);
            case Limit node:
                return node.WithChildren([Rewrite(node.Child, needed, Limits.LimitValue.Of(node.LimitExpression))]);
            case Join join:
                var read = needed.Union(join.References);
                return join.MapChildren(side => Rewrite(side, side.OutputSet.Intersect(read), null));
            case Aggregate aggregate:
                return aggregate.WithChildren([Rewrite(aggregate.Child, aggregate.References, null)]);
            default:
                return plan.MapChildren(child => Rewrite(child, child.OutputSet, null));
        }
    }

    private static LogicalPlan Scan(LogicalRelation relation, EquatableArray<Expression> conditions, AttributeSet needed, long? limit)
    {
        var builder = relation.Table.NewScanBuilder();
        var offered = conditions.Where(c => c.IsDeterministic && !c.CanFail).ToArray();
        var answers = offered.Length == 0
            ? []
            : builder.PushFilters([.. offered.Select(c => ToOrdinals(c, relation.Attributes))]);
        var exact = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var pushed = new List<Expression>();
        for (var i = 0; i < offered.Length; i++)
        {
            if (answers[i] == FilterPush.Exact)
                exact.Add(offered[i]);
            if (answers[i] != FilterPush.Refused)
                pushed.Add(offered[i]);
        }

        var residual = conditions.Where(c => !exact.Contains(c)).ToArray();
        foreach (var condition in residual)
            needed = needed.Union(condition.References);
        var columns = Enumerable.Range(0, relation.Attributes.Count).Where(i => needed.Contains(relation.Attributes[i])).ToArray();
        builder.Prune(columns);
        if (limit is { } n && residual.Length == 0)
            builder.PushLimit(n);

        var statistics = relation.Complete(builder.Estimate(), columns);
        var scan = new ScanRelation(
            relation.Table, builder.Build(), columns.Select(i => relation.Attributes[i]).ToEquatableArray(), pushed.ToEquatableArray())
        {
            Statistics = statistics,
        };
        return residual.Length == 0 ? scan : new Filter(And.Of(residual), scan);
    }

    private static Expression ToOrdinals(Expression condition, EquatableArray<AttributeReference> attributes) => condition.TransformUp(e =>
    {
        if (e is not AttributeReference attribute)
            return e;
        for (var i = 0; i < attributes.Count; i++)
        {
            if (attributes[i].ExprId == attribute.ExprId)
                return new BoundReference(i, attribute.Type, attribute.IsNullable);
        }

        return e;
    });
}
