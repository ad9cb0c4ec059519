using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
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
/// join adds a column that says whether there is a match. Subqueries within subqueries come first. Spark: <c>RewritePredicateSubquery</c>.
/// </remarks>
public sealed class RewritePredicateSubquery : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => Rewrite(plan);

    private static LogicalPlan Rewrite(LogicalPlan plan) => plan.TransformUp(NodeKinds.Subquery, static node => WithRewrittenQueries(node) switch
    {
        Filter filter when Has(filter.Condition) => RewriteFilter(filter),
        UnaryNode unary when unary.Expressions.Any(Has) => RewriteColumns(unary),
        var other => other,
    });

    /// <summary>The node with the queries in its expressions rewritten: when they are taken apart, what refers to an outer query refers to this one.</summary>
    private static LogicalPlan WithRewrittenQueries(LogicalPlan node) => node.MapExpressions(static expression => !expression.ContainsAny(NodeKinds.Subquery)
        ? expression
        : expression.TransformUp(static e => e is SubqueryExpression subquery && RewriteScalarSubquery.Rewrite(Rewrite(subquery.Plan)) is var plan && !ReferenceEquals(plan, subquery.Plan)
            ? subquery with { Plan = plan }
            : e));

    private static bool Has(Expression expression) => expression.ContainsAny(NodeKinds.Subquery) && expression.Exists(static e => e is Exists or InSubquery);

    private static LogicalPlan RewriteFilter(Filter filter)
    {
        var members = And.Split(PushNot(filter.Condition));
        Expression[] plain = [.. members.Where(m => !Has(m))];
        var plan = plain.Length == 0 ? filter.Child : new Filter(And.Of(plain), filter.Child);
        var rest = new List<Expression>();
        foreach (var member in members.Where(Has))
        {
            switch (member)
            {
                case Exists exists:
                    plan = JoinExists(plan, exists, JoinType.LeftSemi, null);
                    break;
                case Not { Child: Exists exists }:
                    plan = JoinExists(plan, exists, JoinType.LeftAnti, null);
                    break;
                case InSubquery { } within when !within.Values.Any(Has):
                    plan = JoinIn(plan, within, JoinType.LeftSemi, isNullAware: false, null);
                    break;
                case Not { Child: InSubquery within } when !within.Values.Any(Has):
                    plan = JoinIn(plan, within, JoinType.LeftAnti, isNullAware: true, null);
                    break;
                default:
                    rest.Add(Replace(member, ref plan));
                    break;
            }
        }

        return rest.Count == 0 ? plan : new Project(filter.Output.Map(a => (Expression)a), new Filter(And.Of([.. rest]), plan));
    }

    /// <summary>NOT at the subqueries themselves: what is not TRUE of IN with NULLs depends on it.</summary>
    private static Expression PushNot(Expression condition)
    {
        DeepStack.Guard();
        if (!Has(condition))
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

    private static LogicalPlan RewriteColumns(UnaryNode node)
    {
        var child = node.Child;
        var rewritten = node.MapExpressions(expression => Has(expression) ? Replace(expression, ref child) : expression);
        var joined = rewritten.WithChildren([child]);
        return joined.Output.Count == node.Output.Count ? joined : new Project(node.Output.Map(a => (Expression)a), joined);
    }

    /// <summary>The expression over columns that say whether there is a match, which joins add to the plan.</summary>
    private static Expression Replace(Expression expression, ref LogicalPlan plan)
    {
        var joined = plan;
        var replaced = expression.TransformDown(e =>
        {
            var column = new AttributeReference("exists", BooleanType.Instance, isNullable: false);
            switch (e)
            {
                case Exists exists:
                    joined = JoinExists(joined, exists, JoinType.Existence, column);
                    return column;
                case Not { Child: InSubquery within } when !within.Values.Any(Has):
                    joined = JoinIn(joined, within, JoinType.Existence, isNullAware: true, column);
                    return new Not(column);
                case InSubquery within when !within.Values.Any(Has):
                    joined = JoinIn(joined, within, JoinType.Existence, isNullAware: false, column);
                    return column;
                default:
                    return e;
            }
        });
        plan = joined;
        return replaced;
    }

    private static Join JoinExists(LogicalPlan outer, Exists exists, JoinType type, AttributeReference? column)
    {
        // As in Spark, a correlated aggregation has only rows for which there are some to aggregate, although one without GROUP BY should have a row always.
        var query = CorrelatedQuery.Of(exists.Plan, outer);
        return new Join(outer, query.Plan, type, JoinConditions.All(query.Conditions)) { ExistsAttribute = column };
    }

    private static Join JoinIn(LogicalPlan outer, InSubquery within, JoinType type, bool isNullAware, AttributeReference? column)
    {
        if (within.IsCorrelated && CorrelatedQuery.IsUngrouped(within.Plan))
            throw Analysis.AnalysisErrors.UnsupportedOperator("IN over a correlated aggregation without GROUP BY");
        var query = CorrelatedQuery.Of(within.Plan, outer);
        var conditions = Enumerable.Range(0, within.Values.Count).Select(i => Equal(within.Values[i], query.Plan.Output[i], isNullAware));
        return new Join(outer, query.Plan, type, JoinConditions.All([.. conditions, .. query.Conditions])) { ExistsAttribute = column };
    }

    private static Expression Equal(Expression value, AttributeReference column, bool isNullAware)
    {
        var equal = Comparison.EqualTo(value, column);
        return isNullAware && equal.Nullable ? new Or(equal, new IsNull(equal)) : equal;
    }
}
