using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <content>Operators that look at several rows: they do so for the rows of one outer row at a time.</content>
internal sealed partial class Decorrelation
{
    private UnnestedPlan RewriteAggregate(Aggregate aggregate, AttributeSet needed, Rising rising)
    {
        var all = needed.Union(outer.In(aggregate.Expressions));
        var restores = restoresRows && aggregate.GroupingExpressions.IsEmpty && !ReferenceEquals(aggregate, keptAggregate);
        var below = Rewrite(aggregate.Child, all, restores ? Rising.Equalities : Grouped(rising));
        AttributeReference[] keys = [.. below.Keys(all)];
        if (restores)
            return WithRowsOverNothing(aggregate, below, all, keys);

        var grouping = aggregate.GroupingExpressions.Map(e => OuterColumns.Replace(e, below.Columns));
        var grouped = AttributeSet.Of(grouping.OfType<AttributeReference>());
        var has = aggregate.OutputSet;
        return below.Over(new Aggregate(
            [.. grouping, .. keys.Where(key => !grouped.Contains(key))],
            [.. aggregate.AggregateExpressions.Map(e => OuterColumns.Replace(e, below.Columns)), .. keys.Where(key => !has.Contains(key))],
            below.Plan));
    }

    /// <summary>
    /// An aggregation without GROUP BY has a row also where there is nothing to aggregate: the domain is joined with the groups, and what has none gets what the aggregates make of no rows.
    /// </summary>
    /// <remarks>
    /// <code>
    /// Aggregate [], [count(v) AS n]      Project [CASE WHEN isnull(_match) THEN 0 ELSE n' END AS n, d]    with d &lt;=&gt; outer(a)
    /// +- Filter k = outer(a)             +- Join LeftOuter, k = d
    ///    +- child                 =>        :- domain [d]
    ///                                       +- Project [n', k, TRUE AS _match]
    ///                                          +- Aggregate [k], [count(v) AS n', k]
    ///                                             +- child
    /// </code>
    /// </remarks>
    private UnnestedPlan WithRowsOverNothing(Aggregate aggregate, UnnestedPlan below, AttributeSet marks, AttributeReference[] keys)
    {
        marks = marks.Union(outer.In(below.Conditions));
        var domain = outer.Domain(marks, out var columns);
        var computed = new List<Expression>();
        var list = new List<Expression>();
        var match = new Alias(Literal.True, "_match");
        var isMissing = new IsNull(match.ToAttribute().WithNullability(true));
        foreach (var output in aggregate.AggregateExpressions)
        {
            var alias = (Alias)output;

            // In rows with a match the value is what the aggregate says, so that a count is never NULL.
            var value = alias with { Child = OuterColumns.Replace(alias.Child, below.Columns), ExprId = ExprId.New() };
            computed.Add(value);
            list.Add(alias with
            {
                Child = new CaseWhen(
                    [new CaseBranch(isMissing, OuterColumns.Replace(OverNothing(alias.Child), columns))], value.ToAttribute()),
            });
        }

        // Keys go on under names of their own, since some of them may be columns of the outputs too.
        var groups = new Aggregate([.. keys], [.. computed, .. keys], below.Plan);
        var matched = new Project([.. groups.Output, match], groups);
        var conditions = below.Conditions.Map(c => OuterColumns.Replace(c, columns));
        var joined = new Join(domain, matched, JoinType.LeftOuter, JoinConditions.All(conditions));
        return new UnnestedPlan(new Project([.. list, .. columns.Values], joined), AreOfOuterRow(marks, columns), columns);
    }

    /// <summary>What an expression over aggregates is over no rows.</summary>
    private static Expression OverNothing(Expression expression) =>
        expression.TransformDown(static e => e is AggregateExpression aggregate ? new Literal(aggregate.Call.Bound.EmptyValue, aggregate.DataType) : e);

    private UnnestedPlan RewriteWindow(Window window, AttributeSet needed, Rising rising)
    {
        var all = needed.Union(outer.In(window.Expressions));
        var below = Rewrite(window.Child, all, Grouped(rising));
        var keys = below.Keys(all).ToEquatableArray();
        var replaced = (Window)window.MapExpressions(e => OuterColumns.Replace(e, below.Columns));
        return below.Over(new Window(
            replaced.WindowExpressions.Map(e => WithinKeys(e, keys)), [.. replaced.PartitionBy, .. keys], replaced.OrderBy, below.Plan));
    }

    /// <summary>Windows that do not reach from the rows of one outer row into those of another.</summary>
    private static Expression WithinKeys(Expression expression, IEnumerable<AttributeReference> keys) => expression.TransformUp(
        NodeKinds.WindowExpression, e => e is WindowExpression window ? window with { Spec = window.Spec with { PartitionBy = [.. window.Spec.PartitionBy, .. keys] } } : e);

    /// <summary>Keys stay in every projection of a row.</summary>
    private UnnestedPlan RewriteExpand(Expand expand, AttributeSet needed, Rising rising)
    {
        var all = needed.Union(outer.In(expand.Expressions));
        var below = Rewrite(expand.Child, all, Grouped(rising));
        var has = expand.OutputSet;
        AttributeReference[] keys = [.. below.Keys(all)];

        // A column that grouping sets make NULL is no key any more: keys go on as columns of their own.
        var renamed = keys.Where(has.Contains).ToDictionary(key => key.ExprId, key => key.NewInstance());
        AttributeReference Renamed(AttributeReference key) => renamed.GetValueOrDefault(key.ExprId, key);
        var plan = new Expand(
            expand.Projections.Map(p => p.Map(e => OuterColumns.Replace(e, below.Columns)).AddRange(keys)),
            [.. expand.Attributes, .. keys.Select(Renamed)],
            below.Plan);
        var asExpressions = renamed.ToDictionary(r => r.Key, Expression (r) => r.Value);
        return new UnnestedPlan(
            plan,
            below.Conditions.Map(c => Substitution.Apply(c, asExpressions)),
            below.Columns.Where(c => keys.Any(key => key.ExprId == c.Value.ExprId)).ToDictionary(c => c.Key, c => Renamed(c.Value)));
    }
}
