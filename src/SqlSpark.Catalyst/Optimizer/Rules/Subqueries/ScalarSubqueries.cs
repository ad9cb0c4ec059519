using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>Makes subqueries that stand for a value joins, whose column is the value.</summary>
/// <remarks>
/// <code>
/// Filter b > scalar-subquery(SELECT avg(c) FROM r WHERE k = outer(a))        Project [a, b]
/// +- child [a, b]                                                     =>     +- Filter b > avg
///                                                                               +- Join LeftOuter, k = a
///                                                                                  :- child [a, b]
///                                                                                  +- Aggregate [k], [avg(c) AS avg, k]
///                                                                                     +- r
/// </code>
/// A row without a match gets NULL, or what the aggregates of the subquery make of no rows (the count bug). A subquery without references to the outer one is one row
/// that is joined with all. Rows are counted where there may be several (<see cref="SingleRow"/>). Spark: <c>RewriteCorrelatedScalarSubquery</c>.
/// </remarks>
internal sealed class ScalarSubqueries(RuleContext context)
{
    /// <summary>True when such a subquery stands in the expression.</summary>
    public static bool IsIn(Expression expression) => expression.ContainsAny(NodeKinds.Subquery) && expression.Exists(static e => e is ScalarSubquery);

    /// <summary>The expression over the values, which joins add.</summary>
    /// <param name="expression">Subqueries in subqueries are gone.</param>
    /// <param name="sideOf">The side that a subquery is joined with.</param>
    /// <param name="known">The values that there are: the same subquery is joined once.</param>
    public Expression Replace(Expression expression, Func<SubqueryExpression, JoinSide> sideOf, Dictionary<Expression, Expression> known) => !IsIn(expression)
        ? expression
        : expression.TransformUp(e =>
        {
            if (e is not ScalarSubquery subquery)
                return e;
            if (!known.TryGetValue(subquery.Canonicalized, out var value))
                known.Add(subquery.Canonicalized, value = Join(subquery, sideOf(subquery)));
            return value;
        });

    private Expression Join(ScalarSubquery subquery, JoinSide side)
    {
        if (Inline(subquery.Plan, side) is { } inlined)
            return inlined;
        // Behind HAVING nobody could tell a group that it drops from one that is not there.
        var ofNoRows = EmptyResult.Of(subquery.Plan);
        if (ofNoRows is { IsNull: false } && CorrelatedQuery.HasFilterAtTop(subquery.Plan))
            ofNoRows = null;
        var query = CorrelatedQuery.Of(subquery.Plan, side, context, keepsTopRow: ofNoRows is null);
        if (query.Conditions.IsEmpty)
            return JoinOneRow(query, side);
        if (query.IsOneRowPerKey)
            return JoinRows(query, side, ofNoRows);

        query = CorrelatedQuery.Of(SingleRow.Count(subquery.Plan, context), side, context, keepsTopRow: false);
        JoinRows(query, side, null);
        return SingleRow.Value(query.Plan.Output[0].WithNullability(true), query.Plan.Output[1].WithNullability(true), context);
    }

    /// <summary>(SELECT expression) is the expression.</summary>
    private static Expression? Inline(LogicalPlan plan, JoinSide side)
    {
        while (plan is SubqueryAlias)
            plan = plan.Children[0];
        if (plan is not Project { Child: OneRowRelation, ProjectList: [var item] } || !item.IsDeterministic || item.ContainsAny(NodeKinds.WindowExpression | NodeKinds.Generator))
            return null;
        return (item is Alias alias ? alias.Child : item).TransformUp(
            NodeKinds.OuterReference, e => e is OuterReference reference && side.Outer.OutputSet.Contains(reference.Child) ? reference.Child : e);
    }

    /// <summary>A query that is the same for all rows.</summary>
    private AttributeReference JoinOneRow(CorrelatedQuery query, JoinSide side)
    {
        var plan = query.Plan;
        if (!query.IsOneRowPerKey)
        {
            var counted = SingleRow.Count(new Limit(Literal.Int(2), plan), context);
            var value = new Alias(SingleRow.Value(counted.Output[0], counted.Output[1], context), plan.Output[0].Name);
            plan = new Project([value], counted);
        }

        if (CorrelatedQuery.IsAlwaysOneRow(plan))
        {
            side.Plan = new Join(side.Plan, plan, JoinType.Cross, null);
            return plan.Output[0];
        }

        side.Plan = new Join(side.Plan, plan, JoinType.LeftOuter, null);
        return plan.Output[0].WithNullability(true);
    }

    /// <summary>A query with at most one row for each row.</summary>
    private static Expression JoinRows(CorrelatedQuery query, JoinSide side, Literal? ofNoRows)
    {
        var value = query.Plan.Output[0];
        var condition = JoinConditions.All(query.Conditions);
        if (ofNoRows is null or { IsNull: true })
        {
            side.Plan = new Join(side.Plan, query.Plan, JoinType.LeftOuter, condition);
            return value.WithNullability(true);
        }

        var match = new Alias(Literal.True, "_match");
        side.Plan = new Join(side.Plan, new Project([.. query.Plan.Output.Select(a => (Expression)a), match], query.Plan), JoinType.LeftOuter, condition);
        return new CaseWhen([new CaseBranch(new IsNull(match.ToAttribute().WithNullability(true)), ofNoRows)], value.WithNullability(true));
    }
}
