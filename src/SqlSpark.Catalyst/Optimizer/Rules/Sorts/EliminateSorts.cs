using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Sorts;

/// <summary>Drops sorts and sort keys that decide nothing.</summary>
/// <remarks>
/// <code>
/// Sort [a, 1, a DESC]      =>     Sort [a]
/// Sort [a]                 =>     Sort [a]
/// +- Sort [b]                     +- child
///    +- child
/// </code>
/// A literal key orders nothing, nor does a key that stood before. A sort of at most one row goes. A sort right under another one goes unless a
/// LIMIT lies between; so does one under an aggregation whose functions do not look at order. Spark: <c>EliminateSorts</c>.
/// </remarks>
public sealed class EliminateSorts : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.Sort, static node => node switch
        {
            Sort sort => Simplify(sort),
            Aggregate aggregate when aggregate.AggregateExpressions.All(IgnoresOrder) => aggregate.WithChildren([WithoutSort(aggregate.Child)]),
            _ => node,
        });

    private static LogicalPlan Simplify(Sort sort)
    {
        if (sort.Child.MaxRows <= 1)
            return sort.Child;

        var seen = new HashSet<Expression>();
        var kept = sort.Order.Where(key => ((SortOrder)key).Child is var e && !e.IsFoldable && (!e.IsDeterministic || seen.Add(e.Canonicalized)))
            .ToEquatableArray();
        if (kept.IsEmpty)
            return sort.Child;
        var order = kept.Count == sort.Order.Count ? sort.Order : kept;
        var child = sort.IsGlobal ? WithoutSort(sort.Child) : sort.Child;
        return order.SameStorage(sort.Order) && ReferenceEquals(child, sort.Child) ? sort : sort with { Order = order, Child = child };
    }

    /// <summary>The plan without a sort that only rows' order hangs on, looking through projections and filters.</summary>
    private static LogicalPlan WithoutSort(LogicalPlan plan) => plan switch
    {
        Sort sort when sort.Order.All(key => !key.CanFail) => WithoutSort(sort.Child),
        Project project when project.ProjectList.All(e => e.IsDeterministic) => project.WithChildren([WithoutSort(project.Child)]),
        Filter filter when filter.Condition.IsDeterministic => filter.WithChildren([WithoutSort(filter.Child)]),
        _ => plan,
    };

    private static bool IgnoresOrder(Expression expression) =>
        expression.IsDeterministic && !expression.Exists(e => e is AggregateCall { Bound.IsOrderSensitive: true } or AggregateCall { DataType: Core.Types.FractionalType });
}
