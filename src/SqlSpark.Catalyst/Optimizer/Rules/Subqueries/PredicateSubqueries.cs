using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using Exists = SqlSpark.Catalyst.Expressions.Exists;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>Makes EXISTS and IN over subqueries joins.</summary>
/// <remarks>
/// <code>
/// Filter (a > 1 AND EXISTS (SELECT * FROM r WHERE b = outer(a)))        Join LeftSemi, b = a
/// +- child                                                       =>     :- Filter a > 1
///                                                                       :  +- child
///                                                                       +- r
/// </code>
/// A member of a filter's AND becomes a semi join, negated an anti join; NOT IN keeps a row only if nothing on the right is equal or NULL compared with it. In other places a
/// join adds a column that says whether there is a match. EXISTS over an aggregation without GROUP BY is TRUE. Spark: <c>RewritePredicateSubquery</c>.
/// </remarks>
internal sealed class PredicateSubqueries(RuleContext context)
{
    /// <summary>Spark before version 4 lost the row that an aggregation without GROUP BY has over nothing.</summary>
    private readonly bool _restoresRows = !context.Conf.Get(SqlConf.DecorrelateExistsLegacyCountHandling);

    /// <summary>True when such a subquery stands in the expression.</summary>
    public static bool IsIn(Expression expression) => expression.ContainsAny(NodeKinds.Subquery) && expression.Exists(static e => e is Exists or InSubquery);

    /// <summary>A condition of a filter: what can be is joined, the rest is returned over columns that joins add; null when nothing is left.</summary>
    public Expression? Filter(Expression condition, JoinSide side)
    {
        var rest = new List<Expression>();
        var known = new Dictionary<Expression, Expression>();
        foreach (var member in And.Split(WithConstants(condition)))
        {
            switch (member)
            {
                case Exists exists:
                    JoinExists(side, exists, JoinType.LeftSemi, null);
                    break;
                case Not { Child: Exists exists }:
                    JoinExists(side, exists, JoinType.LeftAnti, null);
                    break;
                case InSubquery within when !within.Values.Any(IsIn):
                    JoinIn(side, within, JoinType.LeftSemi, isNullAware: false, null);
                    break;
                case Not { Child: InSubquery within } when !within.Values.Any(IsIn):
                    JoinIn(side, within, JoinType.LeftAnti, isNullAware: true, null);
                    break;
                default:
                    rest.Add(Replace(member, _ => side, known));
                    break;
            }
        }

        return JoinConditions.All(rest);
    }

    /// <summary>The expression over columns that say whether there is a match, which joins add.</summary>
    /// <param name="expression">Subqueries in subqueries are gone.</param>
    /// <param name="sideOf">The side that a subquery is joined with.</param>
    /// <param name="known">The columns that there are: the same subquery is joined once.</param>
    public Expression Replace(Expression expression, Func<SubqueryExpression, JoinSide> sideOf, Dictionary<Expression, Expression> known)
    {
        DeepStack.Guard();
        if (!IsIn(expression))
            return expression;
        if (expression is Exists or InSubquery or Not { Child: InSubquery } && known.TryGetValue(expression.Canonicalized, out var column))
            return column;
        switch (WithConstants(expression))
        {
            case Exists exists:
                var found = MatchColumn();
                JoinExists(sideOf(exists), exists, JoinType.Existence, found);
                return known[expression.Canonicalized] = found;
            case Not { Child: InSubquery within }:
                return known[expression.Canonicalized] = new Not(Match(within, isNullAware: true, sideOf, known));
            case InSubquery within:
                return known[expression.Canonicalized] = Match(within, isNullAware: false, sideOf, known);
            case var other:
                return other.MapChildren(child => Replace(child, sideOf, known));
        }
    }

    private AttributeReference Match(InSubquery within, bool isNullAware, Func<SubqueryExpression, JoinSide> sideOf, Dictionary<Expression, Expression> known)
    {
        var side = sideOf(within);
        var found = MatchColumn();
        JoinIn(side, within with { Values = within.Values.MapUnchanged(value => Replace(value, sideOf, known)) }, JoinType.Existence, isNullAware, found);
        return found;
    }

    private static AttributeReference MatchColumn() => new("exists", BooleanType.Instance, isNullable: false);

    /// <summary>NOT at the subqueries themselves: what is not TRUE of IN with NULLs depends on it.</summary>
    public static Expression PushNot(Expression condition)
    {
        DeepStack.Guard();
        if (!IsIn(condition))
            return condition;
        return condition switch
        {
            Not { Child: Not inner } => PushNot(inner.Child),
            Not { Child: And and } => Or.Of([.. and.Conditions.Select(c => PushNot(new Not(c)))]),
            Not { Child: Or or } => And.Of([.. or.Conditions.Select(c => PushNot(new Not(c)))]),
            And and => And.Of([.. and.Conditions.Select(PushNot)]),
            Or or => Or.Of([.. or.Conditions.Select(PushNot)]),
            _ => condition,
        };
    }

    private Expression WithConstants(Expression condition) => condition.TransformUp(NodeKinds.Subquery, e =>
        e is Exists exists && (_restoresRows || !exists.IsCorrelated) && CorrelatedQuery.IsAlwaysOneRow(exists.Plan) ? Literal.True : e);

    private void JoinExists(JoinSide side, Exists exists, JoinType type, AttributeReference? column)
    {
        var query = CorrelatedQuery.Of(WithoutLimit(exists.Plan), side, context, restoresRows: _restoresRows);
        side.Plan = new Join(side.Plan, query.Plan, type, JoinConditions.All(query.Conditions)) { ExistsAttribute = column };
    }

    /// <summary>The first rows exist when any do.</summary>
    private static LogicalPlan WithoutLimit(LogicalPlan plan) => plan switch
    {
        Limit { LimitExpression: Literal { Value: int and > 0 } } or Sort or SubqueryAlias => WithoutLimit(plan.Children[0]),
        Project project when WithoutLimit(project.Child) is var child && !ReferenceEquals(child, project.Child) => project with { Child = child },
        _ => plan,
    };

    private void JoinIn(JoinSide side, InSubquery within, JoinType type, bool isNullAware, AttributeReference? column)
    {
        var query = CorrelatedQuery.Of(within.Plan, side, context, restoresRows: _restoresRows);
        var conditions = Enumerable.Range(0, within.Values.Count).Select(i => Equal(within.Values[i], query.Plan.Output[i], isNullAware));
        side.Plan = new Join(side.Plan, query.Plan, type, JoinConditions.All([.. conditions, .. query.Conditions])) { ExistsAttribute = column };
    }

    private static Expression Equal(Expression value, AttributeReference column, bool isNullAware)
    {
        var equal = Comparison.EqualTo(value, column);
        return isNullAware && equal.Nullable ? new Or(equal, new IsNull(equal)) : equal;
    }
}
