using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

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
/// that is joined with all. Subqueries that may give several rows for a value are refused. Spark: <c>RewriteCorrelatedScalarSubquery</c>.
/// </remarks>
public sealed class RewriteScalarSubquery : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => Rewrite(plan);

    /// <summary>The plan without such subqueries, but for those in subqueries of other kinds.</summary>
    internal static LogicalPlan Rewrite(LogicalPlan plan) => plan.TransformUp(NodeKinds.Subquery, static node =>
        node switch
        {
            Aggregate aggregate when aggregate.AggregateExpressions.Any(Has) => RewriteAggregate(aggregate),
            UnaryNode unary when unary.Expressions.Any(Has) => RewriteNode(unary),
            _ => node,
        });

    private static bool Has(Expression expression) => expression.ContainsAny(NodeKinds.Subquery) && expression.Exists(static e => e is ScalarSubquery);

    /// <summary>
    /// The expressions over aggregates and groups are computed above the aggregation, where a value is no column that rows would have to be grouped by; what is in aggregates stays.
    /// </summary>
    private static LogicalPlan RewriteAggregate(Aggregate aggregate)
    {
        var columns = new List<Expression>();
        var known = new Dictionary<Expression, Expression>();
        foreach (var grouping in aggregate.GroupingExpressions)
            AddColumn(grouping, "_group");
        var outputs = aggregate.AggregateExpressions.Map(output =>
        {
            if (output is AttributeReference)
                return output;
            var alias = (Alias)output;
            return alias with
            {
                Child = alias.Child.TransformDown(e => known.TryGetValue(e.Canonicalized, out var column) ? column : e is AggregateExpression ? AddColumn(e, "_aggregate") : e),
            };
        });
        LogicalPlan below = aggregate with { AggregateExpressions = columns.ToEquatableArray() };
        if (below.Expressions.Any(Has))
            below = RewriteNode((UnaryNode)below);
        return RewriteNode(new Project(outputs, below));

        Expression AddColumn(Expression expression, string name)
        {
            var column = expression as AttributeReference ?? (Expression)new Alias(expression, name);
            columns.Add(column);
            return known[expression.Canonicalized] = ((INamedExpression)column).ToAttribute();
        }
    }

    private static LogicalPlan RewriteNode(UnaryNode node)
    {
        var child = node.Child;
        var values = new Dictionary<ExprId, Expression>();
        var rewritten = node.MapExpressions(expression => !Has(expression) ? expression : expression.TransformUp(e =>
        {
            if (e is not ScalarSubquery subquery)
                return e;
            if (!values.TryGetValue(subquery.ExprId, out var value))
                values.Add(subquery.ExprId, value = Join(subquery, ref child));
            return value;
        }));
        var joined = rewritten.WithChildren([child]);
        return joined.Output.Count == node.Output.Count ? joined : new Project(node.Output.Map(a => (Expression)a), joined);
    }

    /// <summary>What SELECT without FROM computes: an expression like any other. Spark: <c>OptimizeOneRowRelationSubquery</c>.</summary>
    private static Expression? ValueOfOneRow(LogicalPlan plan) => plan switch
    {
        SubqueryAlias alias => ValueOfOneRow(alias.Child),
        Project { Child: OneRowRelation, ProjectList: [Alias { Child: var value }] } when value.IsDeterministic && !value.ContainsAny(NodeKinds.Subquery | NodeKinds.Generator) => CorrelatedQuery.Open(value),
        Project { Child: OneRowRelation, ProjectList: [OuterReference outer] } => outer.Child,
        _ => null,
    };

    /// <summary>Joins a subquery to a plan; returns its value as an expression over the join.</summary>
    private static Expression Join(ScalarSubquery subquery, ref LogicalPlan plan)
    {
        if (ValueOfOneRow(subquery.Plan) is { } computed)
            return computed;
        var query = CorrelatedQuery.Of(Rewrite(subquery.Plan), plan);
        if (!query.IsOneRowPerKey)
            throw AnalysisErrors.UnsupportedOperator("a subquery that stands for a value and may give more than one row");
        var value = query.Plan.Output[0];
        if (query.Conditions.IsEmpty && CorrelatedQuery.IsUngrouped(query.Plan) && !query.Plan.ContainsAny(NodeKinds.Filter))
        {
            plan = new Join(plan, query.Plan, JoinType.Cross, null);
            return value;
        }

        var ofNoRows = subquery.IsCorrelated ? EmptyResult.Of(subquery.Plan) : new Literal(null, value.Type);
        if (ofNoRows is null)
            throw AnalysisErrors.UnsupportedOperator("a correlated subquery whose value over no rows cannot be told");
        var condition = JoinConditions.All(query.Conditions);
        if (ofNoRows.IsNull)
        {
            plan = new Join(plan, query.Plan, JoinType.LeftOuter, condition);
            return value.WithNullability(true);
        }

        var match = new Alias(Literal.True, "_match");
        plan = new Join(plan, new Project([.. query.Plan.Output.Select(a => (Expression)a), match], query.Plan), JoinType.LeftOuter, condition);
        return new CaseWhen([new CaseBranch(new IsNull(match.ToAttribute().WithNullability(true)), ofNoRows)], value.WithNullability(true));
    }
}
