using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>Makes LATERAL joins ordinary ones.</summary>
/// <remarks>
/// <code>
/// LateralJoin (SELECT b + outer(a) AS s FROM r WHERE k = outer(a)), Inner        Project [a, b + a AS s]
/// +- left [a]                                                              =>    +- Join Inner, k = a
///                                                                                   :- left [a]
///                                                                                   +- r
/// </code>
/// A SELECT list at the top is computed above the join, where the left side's columns are at hand; LEFT joins compute it for rows with a match. What is below is taken apart as in
/// <see cref="Decorrelation"/>. Spark: <c>RewriteLateralSubquery</c>, <c>OptimizeOneRowRelationSubquery</c>.
/// </remarks>
internal sealed class LateralSubqueries(RuleContext context)
{
    /// <summary>The join in its place, with the same columns.</summary>
    /// <param name="join">A lateral join; subqueries in the subquery are gone, and none are in the condition.</param>
    public LogicalPlan Rewrite(LateralJoin join)
    {
        var side = new JoinSide(join.Left);
        var subquery = ((LateralSubquery)join.Right).Plan;
        var (list, rows) = SplitProjection(subquery, join.Left.OutputSet);
        return list is null
            ? Plain(join, side, subquery)
            : rows is OneRowRelation && (join.Type != JoinType.LeftOuter || join.Condition is null)
                ? Computed(join, join.Left, list.Value)
                : Projected(join, side, list.Value, rows);
    }

    /// <summary>The subquery as it stands is one side.</summary>
    private LogicalPlan Plain(LateralJoin join, JoinSide side, LogicalPlan subquery)
    {
        var query = CorrelatedQuery.Of(subquery, side, context);
        var renamed = Enumerable.Range(0, subquery.Output.Count)
            .Where(i => subquery.Output[i].ExprId != query.Plan.Output[i].ExprId)
            .ToDictionary(i => subquery.Output[i].ExprId, Expression (i) => query.Plan.Output[i]);
        var condition = JoinConditions.Members(join.Condition).Map(c => Substitution.Apply(c, renamed));
        var joined = Join(join.Left, query.Plan, join.Type, [.. query.Conditions, .. condition]);
        EquatableArray<Expression> output =
        [
            .. join.Left.Output,
            .. subquery.Output.Select(Expression (a, i) => joined.Output[join.Left.Output.Count + i] is var column && column.ExprId == a.ExprId ? column : new Alias(column, a.Name, a.ExprId)),
        ];
        return output.Count == joined.Output.Count && renamed.Count == 0 ? joined : new Project(output, joined);
    }

    /// <summary>Without FROM the columns are computed from the left row.</summary>
    private static LogicalPlan Computed(LateralJoin join, LogicalPlan left, EquatableArray<Expression> list)
    {
        var computed = new Project([.. left.Output, .. list], left);
        return join.Condition is null ? computed : new Filter(join.Condition, computed);
    }

    /// <summary>The SELECT list over a join with the rest.</summary>
    private LogicalPlan Projected(LateralJoin join, JoinSide side, EquatableArray<Expression> list, LogicalPlan rows)
    {
        var query = CorrelatedQuery.Of(rows, side, context);
        var renamed = Enumerable.Range(0, rows.Output.Count).ToDictionary(i => rows.Output[i].ExprId, Expression (i) => query.Plan.Output[i]);
        var values = list.Map(e => (Alias)Substitution.Apply(e, renamed));
        var condition = JoinConditions.Members(join.Condition).Map(c => Substitution.Apply(c, values.ToDictionary(v => v.ExprId, v => v.Child)));
        EquatableArray<Expression> conditions = [.. query.Conditions, .. condition];
        if (join.Type != JoinType.LeftOuter)
            return new Project([.. join.Left.Output, .. values], Join(join.Left, query.Plan, join.Type, conditions));

        var match = new Alias(Literal.True, "_match");
        var right = new Project([.. query.Plan.Output, match], query.Plan);
        var isMatch = new IsNotNull(match.ToAttribute().WithNullability(true));
        return new Project(
            [.. join.Left.Output, .. values.Map(v => v with { Child = new CaseWhen([new CaseBranch(isMatch, v.Child)], null) })],
            Join(join.Left, right, JoinType.LeftOuter, conditions));
    }

    private static Join Join(LogicalPlan left, LogicalPlan right, JoinType type, EquatableArray<Expression> conditions) => new(
        left, right, conditions.IsEmpty || type == JoinType.LeftOuter ? type : JoinType.Inner, JoinConditions.All(conditions));

    /// <summary>The SELECT list at the top of a query over columns of the left side and of the rest; null when it does not refer to the left side.</summary>
    private static (EquatableArray<Expression>? List, LogicalPlan Rows) SplitProjection(LogicalPlan query, AttributeSet left)
    {
        const NodeKinds Special = NodeKinds.WindowExpression | NodeKinds.Generator | NodeKinds.Nondeterministic;
        var rows = query;
        while (rows is SubqueryAlias)
            rows = rows.Children[0];
        if (rows is not Project project
            || !project.ProjectList.Any(e => e.ContainsAny(NodeKinds.OuterReference))
            || project.ProjectList.Any(e => e.ContainsAny(Special)))
        {
            return (null, query);
        }

        var list = project.ProjectList.Map(e => e.TransformUp(NodeKinds.OuterReference, inner =>
            inner is OuterReference reference && left.Contains(reference.Child) ? reference.Child : inner));
        return (list.Map(e => e is Alias ? e : new Alias(((INamedExpression)e).ToAttribute(), ((INamedExpression)e).Name, ((INamedExpression)e).ExprId)), project.Child);
    }
}
