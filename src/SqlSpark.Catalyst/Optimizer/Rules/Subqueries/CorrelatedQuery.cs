using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>
/// A subquery as one side of a join: without references to the outer query, whose conditions became those of the join. Its first columns are those of the subquery; behind
/// them may stand columns that the conditions read.
/// </summary>
/// <param name="Plan">The query.</param>
/// <param name="Conditions">The conditions, over columns of the outer query and of <paramref name="Plan"/>.</param>
/// <param name="IsOneRowPerKey">True when at most one row fulfils the conditions for a row of the outer query.</param>
internal sealed record CorrelatedQuery(LogicalPlan Plan, EquatableArray<Expression> Conditions, bool IsOneRowPerKey)
{
    /// <summary>Takes a subquery apart.</summary>
    /// <param name="subquery">The query, without subqueries of its own.</param>
    /// <param name="side">The plan that it will be joined with; columns of the result are no columns of this one.</param>
    /// <param name="context">Settings and functions.</param>
    /// <param name="keepsTopRow">
    /// False when an aggregation without GROUP BY at the top may have no row where there is nothing to aggregate: the caller knows what it would be.
    /// </param>
    /// <param name="restoresRows">False to take the row from every such aggregation.</param>
    /// <exception cref="Core.Errors.SqlSparkException"><c>UNSUPPORTED_FEATURE.OPERATOR</c>: a correlation in an operator that has no form for it.</exception>
    public static CorrelatedQuery Of(LogicalPlan subquery, JoinSide side, RuleContext context, bool keepsTopRow = true, bool restoresRows = true)
    {
        var outer = new OuterColumns(side.Outer);
        var marked = outer.Mark(subquery, context.Conf.Get(SqlConf.PullOutNestedDataOuterRefs));
        if (Made(marked).Intersects(Made(side.Plan)))
            marked = FreshIds.Renew(marked);
        if (!outer.IsIn(marked))
            return new CorrelatedQuery(marked, [], subquery.MaxRows <= 1);
        var unnested = new Decorrelation(outer, keepsTopRow ? null : TopAggregate(marked), restoresRows, context).Rewrite(marked).Only(marked.Output, AttributeSet.Empty);
        return new CorrelatedQuery(unnested.Plan, unnested.Conditions.Map(outer.Open), subquery.MaxRows <= 1 || IsGroupedByKeys(unnested));
    }

    /// <summary>An aggregation without GROUP BY, which has a row also over no rows, perhaps under projections and filters; or null.</summary>
    public static Aggregate? TopAggregate(LogicalPlan plan) => plan switch
    {
        Aggregate { GroupingExpressions.IsEmpty: true } aggregate => aggregate,
        Project or SubqueryAlias or Sort or Filter => TopAggregate(plan.Children[0]),
        _ => null,
    };

    /// <summary>True when rows of the aggregation at the top are filtered.</summary>
    public static bool HasFilterAtTop(LogicalPlan plan) => plan is Filter || (plan is Project or SubqueryAlias or Sort && HasFilterAtTop(plan.Children[0]));

    /// <summary>True when the query has one row, whatever there is to read.</summary>
    public static bool IsAlwaysOneRow(LogicalPlan plan) => plan switch
    {
        Aggregate aggregate => aggregate.GroupingExpressions.IsEmpty,
        OneRowRelation => true,
        Project or SubqueryAlias or Sort => IsAlwaysOneRow(plan.Children[0]),
        _ => false,
    };

    private static AttributeSet Made(LogicalPlan plan)
    {
        var made = new List<AttributeReference>();
        plan.ForEach(node => made.AddRange(node.Output));
        return AttributeSet.Of(made);
    }

    /// <summary>Groups by columns that are equal to what the outer query gives: one group for each outer row.</summary>
    private static bool IsGroupedByKeys(UnnestedPlan query)
    {
        var plan = query.Plan;
        while (plan is Project or SubqueryAlias or Sort or Filter)
            plan = plan.Children[0];
        if (plan is not Aggregate aggregate)
            return false;
        var keys = AttributeSet.Of(query.Conditions.OfType<Comparison>()
            .Where(c => c.Operator is ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe)
            .SelectMany(c => new[] { c.Left, c.Right }).OfType<AttributeReference>());
        return aggregate.GroupingExpressions.All(g => g.IsFoldable || (g is AttributeReference column && keys.Contains(column)));
    }
}
