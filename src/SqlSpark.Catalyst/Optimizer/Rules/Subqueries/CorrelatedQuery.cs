using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>
/// A subquery as one side of a join: without references to the outer query, whose conditions became those of the join. Its first columns are those of the subquery; behind
/// them may stand columns that the conditions read.
/// </summary>
/// <param name="Plan">The query.</param>
/// <param name="Conditions">The conditions, over columns of the outer query and of <paramref name="Plan"/>.</param>
/// <param name="IsOneRowPerKey">True when at most one row fulfils the conditions for a row of the outer query.</param>
/// <remarks>
/// <code>
/// Aggregate [], [max(b)]               Aggregate [k], [max(b), k]
/// +- Filter (k = outer(a) AND b > 1)   +- Filter b > 1               with the condition k = a
///    +- child                     =>      +- child
/// </code>
/// Conditions rise from filters and inner joins through projections, sorts, DISTINCT and, if they are equalities, through aggregations, which then group by their inner side.
/// Spark: <c>PullupCorrelatedPredicates</c>.
/// </remarks>
internal sealed record CorrelatedQuery(LogicalPlan Plan, EquatableArray<Expression> Conditions, bool IsOneRowPerKey)
{
    /// <summary>Takes a subquery apart.</summary>
    /// <param name="subquery">The query, without subqueries of its own.</param>
    /// <param name="outer">The plan that it will be joined with; columns of the result are no columns of this one.</param>
    /// <exception cref="Core.Errors.SqlSparkException"><c>UNSUPPORTED_FEATURE.OPERATOR</c>: a correlation in a place from which it cannot rise.</exception>
    public static CorrelatedQuery Of(LogicalPlan subquery, LogicalPlan outer)
    {
        var separated = WithOwnColumns(subquery, outer, out var outerColumns);
        var (plan, conditions) = Pull(separated);
        return new CorrelatedQuery(
            plan, conditions.Select(c => Substitution.Apply(c, outerColumns)).ToEquatableArray(), plan.MaxRows <= 1 || IsUngrouped(subquery));
    }

    /// <summary>True for an aggregation without GROUP BY, which has a row also over no rows, perhaps under projections and filters.</summary>
    public static bool IsUngrouped(LogicalPlan plan) => plan switch
    {
        Aggregate aggregate => aggregate.GroupingExpressions.IsEmpty,
        Project or SubqueryAlias or Sort or Filter => IsUngrouped(plan.Children[0]),
        _ => false,
    };

    /// <summary>The expression as the outer query sees it.</summary>
    public static Expression Open(Expression condition) => condition.TransformUp(static e => e is OuterReference reference ? reference.Child : e);

    /// <summary>The query with fresh columns if it shares some with the outer one, and what its references to the outer query stand for.</summary>
    private static LogicalPlan WithOwnColumns(LogicalPlan subquery, LogicalPlan outer, out Dictionary<ExprId, Expression> outerColumns)
    {
        var columns = new Dictionary<ExprId, Expression>();
        var marks = new Dictionary<ExprId, AttributeReference>();
        var marked = subquery.TransformUp(NodeKinds.OuterReference, node => node.MapExpressions(expression => expression.TransformUp(e =>
        {
            if (e is not OuterReference reference)
                return e;
            if (!marks.TryGetValue(reference.ExprId, out var mark))
            {
                mark = reference.Child with { ExprId = ExprId.New() };
                marks.Add(reference.ExprId, mark);
                columns.Add(mark.ExprId, reference.Child);
            }

            return new OuterReference(mark);
        })));
        outerColumns = columns;
        return Made(marked).Intersects(Made(outer)) ? FreshIds.Renew(marked) : marked;
    }

    private static AttributeSet Made(LogicalPlan plan)
    {
        var made = new List<AttributeReference>();
        plan.ForEach(node => made.AddRange(node.Output));
        return AttributeSet.Of(made);
    }

    private static (LogicalPlan Plan, EquatableArray<Expression> Conditions) Pull(LogicalPlan plan)
    {
        DeepStack.Guard();
        if (!plan.ContainsAny(NodeKinds.OuterReference))
            return (plan, []);
        switch (plan)
        {
            case Filter filter:
                return PullFilter(filter);
            case Project project when !project.ProjectList.Any(IsCorrelated):
                var (below, conditions) = Pull(project.Child);
                return (project with { ProjectList = [.. project.ProjectList, .. Missing(conditions, below, project.Output).Select(a => (Expression)a)], Child = below }, conditions);
            case Aggregate aggregate when !aggregate.Expressions.Any(IsCorrelated):
                return PullAggregate(aggregate);
            case SubqueryAlias or Distinct:
            case Sort sort when !sort.Expressions.Any(IsCorrelated):
                var (child, pulled) = Pull(plan.Children[0]);
                return (plan.WithChildren([child]), pulled);
            case Join { Type: JoinType.Inner or JoinType.Cross } join:
                return PullJoin(join);
            case Join { Type: JoinType.LeftOuter or JoinType.LeftSemi or JoinType.LeftAnti or JoinType.Existence } join
                when (join.Condition is null || !IsCorrelated(join.Condition)) && !join.Right.ContainsAny(NodeKinds.OuterReference):
                var (left, fromLeft) = Pull(join.Left);
                return (join with { Left = left }, fromLeft);
            default:
                throw AnalysisErrors.UnsupportedOperator("a correlated subquery of this form");
        }
    }

    private static (LogicalPlan Plan, EquatableArray<Expression> Conditions) PullFilter(Filter filter)
    {
        var (child, conditions) = Pull(filter.Child);
        var members = And.Split(filter.Condition);
        Expression[] own = [.. members.Where(m => !IsCorrelated(m))];
        return (own.Length == 0 ? child : new Filter(And.Of(own), child), [.. conditions, .. members.Where(IsCorrelated).Select(Open)]);
    }

    private static (LogicalPlan Plan, EquatableArray<Expression> Conditions) PullJoin(Join join)
    {
        var (left, fromLeft) = Pull(join.Left);
        var (right, fromRight) = Pull(join.Right);
        var members = JoinConditions.Members(join.Condition);
        return (
            join with { Left = left, Right = right, Condition = JoinConditions.All(members.Where(m => !IsCorrelated(m))) },
            [.. fromLeft, .. fromRight, .. members.Where(IsCorrelated).Select(Open)]);
    }

    /// <summary>Rows of one group have equal values on the inner side of an equality, so that each group fulfils it as a whole or not.</summary>
    private static (LogicalPlan Plan, EquatableArray<Expression> Conditions) PullAggregate(Aggregate aggregate)
    {
        var (child, conditions) = Pull(aggregate.Child);
        var inner = child.OutputSet;
        var keys = new List<Expression>();
        var raised = new List<Expression>();
        foreach (var condition in conditions)
        {
            if (condition is not Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe } equality)
                throw AnalysisErrors.UnsupportedOperator("a correlated condition other than = under an aggregation");
            var isLeftInner = equality.Left.References.IsSubsetOf(inner) && !equality.Left.References.IsEmpty;
            var (key, other) = isLeftInner ? (equality.Left, equality.Right) : (equality.Right, equality.Left);
            if (!key.References.IsSubsetOf(inner) || other.References.Intersects(inner))
                throw AnalysisErrors.UnsupportedOperator("a correlated condition under an aggregation that reads both queries on one side");
            var column = key as AttributeReference ?? (Expression)new Alias(key, "_correlated");
            keys.Add(column);
            raised.Add(new Comparison(equality.Operator, ((INamedExpression)column).ToAttribute(), other));
        }

        LogicalPlan input = child;
        if (keys.Any(key => key is Alias))
            input = new Project([.. child.Output.Select(a => (Expression)a), .. keys.Where(key => key is Alias)], child);
        Expression[] columns = [.. keys.Select(key => (Expression)((INamedExpression)key).ToAttribute()).DistinctBy(key => ((AttributeReference)key).ExprId)];
        var output = AttributeSet.Of(aggregate.Output);
        return (
            new Aggregate(
                [.. aggregate.GroupingExpressions, .. columns],
                [.. aggregate.AggregateExpressions, .. columns.Where(key => !output.Contains((AttributeReference)key))],
                input),
            raised.ToEquatableArray());
    }

    private static IEnumerable<AttributeReference> Missing(EquatableArray<Expression> conditions, LogicalPlan plan, EquatableArray<AttributeReference> offered)
    {
        var has = AttributeSet.Of(offered);
        var read = AttributeSet.Empty;
        foreach (var condition in conditions)
            read = read.Union(condition.References);
        return plan.Output.Where(a => read.Contains(a) && !has.Contains(a));
    }

    private static bool IsCorrelated(Expression expression) => expression.ContainsAny(NodeKinds.OuterReference);
}
