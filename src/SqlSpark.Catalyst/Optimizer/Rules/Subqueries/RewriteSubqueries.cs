using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using Exists = SqlSpark.Catalyst.Expressions.Exists;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>Makes subqueries and LATERAL joins ordinary joins.</summary>
/// <remarks>
/// <code>
/// Filter b > (subquery 1) AND EXISTS (subquery 2)         Project [a, b]
/// +- child [a, b]                                         +- Join LeftSemi
///                                                  =>        :- Filter b > value
///                                                            :  +- Join LeftOuter
///                                                            :     :- child
///                                                            :     +- subquery 1
///                                                            +- subquery 2
/// </code>
/// Always valid; nothing runs a subquery as such. Operators below go before those above, and the subqueries in a subquery before itself: when it is taken apart, what refers to an outer query
/// refers to this one. How: <see cref="ScalarSubqueries"/>, <see cref="PredicateSubqueries"/>, <see cref="LateralSubqueries"/>.
/// </remarks>
public sealed class RewriteSubqueries : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.ContainsAny(NodeKinds.Subquery | NodeKinds.LateralJoin) ? new Rewriter(context).Rewrite(plan) : plan;

    private sealed class Rewriter(RuleContext context)
    {
        private readonly ScalarSubqueries _scalars = new(context);
        private readonly PredicateSubqueries _predicates = new(context);
        private readonly LateralSubqueries _laterals = new(context);

        public LogicalPlan Rewrite(LogicalPlan plan) => plan.TransformUp(NodeKinds.Subquery | NodeKinds.LateralJoin, node => RewriteNode(WithRewrittenQueries(node)));

        private LogicalPlan WithRewrittenQueries(LogicalPlan node) => node.MapExpressions(expression => expression.TransformUp(NodeKinds.Subquery, e =>
            e is SubqueryExpression subquery && Rewrite(subquery.Plan) is var plan && !ReferenceEquals(plan, subquery.Plan) ? subquery with { Plan = plan } : e));

        private LogicalPlan RewriteNode(LogicalPlan node) => node switch
        {
            LateralJoin join => RewriteLateral(join),
            Join { Condition: { } condition } join when Has(condition) => RewriteJoin(join),
            Filter filter when Has(filter.Condition) => RewriteFilter(filter),
            Aggregate aggregate when aggregate.AggregateExpressions.Any(Has) => RewriteAggregate(aggregate),
            UnaryNode unary when unary.Expressions.Any(Has) => RewriteUnary(unary),
            _ => node,
        };

        private static bool Has(Expression expression) =>
            expression.ContainsAny(NodeKinds.Subquery) && expression.Exists(static e => e is ScalarSubquery or InSubquery or Exists);

        private LogicalPlan RewriteFilter(Filter filter)
        {
            var members = And.Split(PredicateSubqueries.PushNot(filter.Condition));
            var side = new JoinSide(JoinConditions.Where(filter.Child, [.. members.Where(m => !Has(m))]));
            var known = new Dictionary<Expression, Expression>();
            Expression[] scalars = [.. members.Where(Has).Select(m => _scalars.Replace(m, _ => side, known))];

            // Comparisons with values go below semi joins, which then have fewer rows to look at.
            Expression[] plain = [.. scalars.Where(m => !PredicateSubqueries.IsIn(m))];
            side.Plan = JoinConditions.Where(side.Plan, plain);
            Expression[] predicates = [.. scalars.Where(PredicateSubqueries.IsIn)];
            if (predicates.Length > 0 && _predicates.Filter(And.Of(predicates), side) is { } rest)
                side.Plan = new Filter(rest, side.Plan);
            return WithOutput(filter.Output, side.Plan);
        }

        private LogicalPlan RewriteUnary(UnaryNode node)
        {
            var side = new JoinSide(node.Child);
            return WithOutput(node.Output, Replaced(node, _ => side).WithChildren([side.Plan]));
        }

        private LogicalPlan Replaced(LogicalPlan node, Func<SubqueryExpression, JoinSide> sideOf)
        {
            var known = new Dictionary<Expression, Expression>();
            return node.MapExpressions(expression => _predicates.Replace(_scalars.Replace(expression, sideOf, known), sideOf, known));
        }

        /// <summary>
        /// The expressions over aggregates and groups are computed above the aggregation, where a value is no column that rows would have to be grouped by; what is in aggregates stays.
        /// </summary>
        private LogicalPlan RewriteAggregate(Aggregate aggregate)
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
                below = RewriteUnary((UnaryNode)below);
            return RewriteUnary(new Project(outputs, below));

            Expression AddColumn(Expression expression, string name)
            {
                var column = expression as AttributeReference ?? (Expression)new Alias(expression, name);
                columns.Add(column);
                return known[expression.Canonicalized] = ((INamedExpression)column).ToAttribute();
            }
        }

        /// <summary>Subqueries of an inner join's condition are those of a filter above; those of other joins are joined with the side that they refer to.</summary>
        private LogicalPlan RewriteJoin(Join join)
        {
            if (join.Type is JoinType.Inner or JoinType.Cross)
            {
                var members = And.Split(join.Condition!);
                return RewriteFilter(new Filter(
                    And.Of([.. members.Where(Has)]), join with { Condition = JoinConditions.All(members.Where(m => !Has(m))), Type = members.All(Has) ? JoinType.Cross : join.Type }));
            }

            var left = new JoinSide(join.Left);
            var right = new JoinSide(join.Right);
            var replaced = Replaced(join, subquery => SideOf(subquery, left, right));
            return WithOutput(join.Output, replaced.WithChildren([left.Plan, right.Plan]));
        }

        private static JoinSide SideOf(SubqueryExpression subquery, JoinSide left, JoinSide right)
        {
            var references = AttributeSet.Of(subquery.References.Where(r => left.Plan.OutputSet.Contains(r) || right.Plan.OutputSet.Contains(r)));
            if (references.IsSubsetOf(left.Plan.OutputSet))
                return left;
            return references.IsSubsetOf(right.Plan.OutputSet) ? right : throw AnalysisErrors.CorrelationInJoinCondition(subquery);
        }

        private LogicalPlan RewriteLateral(LateralJoin join)
        {
            if (join.Condition is null || !Has(join.Condition))
                return _laterals.Rewrite(join);
            if (join.Type is JoinType.Inner or JoinType.Cross)
                return RewriteFilter(new Filter(join.Condition, _laterals.Rewrite(join with { Condition = null })));

            var left = new JoinSide(join.Left);
            var replaced = (LateralJoin)Replaced(join, subquery => subquery.References.IsSubsetOf(left.Plan.OutputSet)
                ? left
                : throw AnalysisErrors.UnsupportedOperator("a subquery in the condition of a LEFT JOIN LATERAL that refers to its right side"));
            return WithOutput(join.Output, _laterals.Rewrite(replaced with { Left = left.Plan }));
        }

        private static LogicalPlan WithOutput(EquatableArray<AttributeReference> output, LogicalPlan plan) =>
            plan.Output.Count == output.Count ? plan : new Project(output.Map(Expression (a) => a), plan);
    }
}
