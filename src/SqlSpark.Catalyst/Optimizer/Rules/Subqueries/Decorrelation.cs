using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>
/// Takes references to the outer query out of the operators of a subquery. Conditions rise to the join with the outer query as far as they can; what must be computed below is computed once for
/// every combination of values of the outer columns it reads, the domain.
/// </summary>
/// <remarks>
/// <code>
/// Aggregate [], [max(v)]           Aggregate [k, d], [max(v), k, d]     with k = outer(a), d &lt;=&gt; outer(b)
/// +- Filter k = outer(a)           +- Filter v &lt; d
///       AND v &lt; outer(b)    =>        +- Join Cross
///    +- child                            :- child
///                                        +- Distinct
///                                           +- Project [b AS d]
///                                              +- outer query
/// </code>
/// Thomas Neumann and Alfons Kemper: Unnesting Arbitrary Queries, 2015. Spark: <c>DecorrelateInnerQuery</c>.
/// </remarks>
/// <param name="outer">What the marks in the subquery stand for.</param>
/// <param name="keptAggregate">An aggregation without GROUP BY that may lose its row where it has nothing to aggregate; the others keep it.</param>
/// <param name="restoresRows">False to let all of them lose it, as Spark did before version 4.</param>
/// <param name="context">Settings and functions.</param>
internal sealed partial class Decorrelation(OuterColumns outer, Aggregate? keptAggregate, bool restoresRows, RuleContext context)
{
    /// <summary>The subquery without references to the outer query.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>UNSUPPORTED_FEATURE.OPERATOR</c>: it refers to it in an operator that has no form for that.</exception>
    public UnnestedPlan Rewrite(LogicalPlan subquery) => Rewrite(subquery, AttributeSet.Empty, Rising.Any);

    /// <param name="plan">A part of the subquery.</param>
    /// <param name="needed">The marks for which operators above need columns.</param>
    /// <param name="rising">What may rise out of the part.</param>
    private UnnestedPlan Rewrite(LogicalPlan plan, AttributeSet needed, Rising rising)
    {
        DeepStack.Guard();
        if (!outer.IsIn(plan))
            return needed.IsEmpty ? UnnestedPlan.Of(plan) : WithDomain(plan, needed);
        return plan switch
        {
            Filter filter => RewriteFilter(filter, needed, rising),
            Project project => RewriteProject(project, needed, rising),
            Aggregate aggregate => RewriteAggregate(aggregate, needed, rising),
            Distinct distinct => RewriteDistinct(distinct, needed, rising),
            Sort or SubqueryAlias or Generate or Repartition or RebalancePartitions or RepartitionByExpression => RewriteUnary((UnaryNode)plan, needed, rising),
            Window window => RewriteWindow(window, needed, rising),
            Expand expand => RewriteExpand(expand, needed, rising),
            Limit or Offset => RewriteLimit((UnaryNode)plan, needed, rising),
            Join join => RewriteJoin(join, needed, rising),
            Union union => RewriteSetOperation(union, needed),
            SetOperation operation => RewriteSetOperation(operation, needed),
            WithCte with => RewriteWithCte(with, needed, rising),
            _ => throw AnalysisErrors.UnsupportedOperator($"a correlated subquery with {plan.Description}"),
        };
    }

    /// <summary>Each row for each combination of values of the outer columns.</summary>
    private UnnestedPlan WithDomain(LogicalPlan plan, AttributeSet marks)
    {
        var domain = outer.Domain(marks, out var columns);
        return new UnnestedPlan(plan is OneRowRelation ? domain : new Join(plan, domain, JoinType.Cross, null), AreOfOuterRow(marks, columns), columns);
    }

    private static EquatableArray<Expression> AreOfOuterRow(AttributeSet marks, IReadOnlyDictionary<ExprId, AttributeReference> columns) =>
        marks.Select(Expression (mark) => new Comparison(ComparisonOperator.EqualNullSafe, columns[mark.ExprId], new OuterReference(mark))).ToEquatableArray();

    private UnnestedPlan RewriteFilter(Filter filter, AttributeSet needed, Rising rising)
    {
        var kept = new List<Expression>();
        var raised = new List<Expression>();
        var keys = new List<Expression>();
        var columns = new Dictionary<ExprId, AttributeReference>();
        foreach (var member in And.Split(filter.Condition))
        {
            if (outer.IsIn(member) && Raise(member, filter.Child, rising, keys) is { } condition)
            {
                raised.Add(condition);
                if (EqualColumn(condition) is var (mark, column))
                    columns.TryAdd(mark, column);
            }
            else
            {
                kept.Add(member);
            }
        }

        var missing = AttributeSet.Of(needed.Union(outer.In(kept)).Where(mark => !columns.ContainsKey(mark.ExprId)));
        var below = Rewrite(filter.Child, missing, rising);
        foreach (var (mark, column) in below.Columns)
            columns.TryAdd(mark, column);
        var computed = Substitution.Of(keys);       // they stand above the filter, after what keeps rows from them on which they would fail
        var plan = kept.Count == 0 ? below.Plan : new Filter(And.Of([.. kept.Select(k => Substitution.Apply(OuterColumns.Replace(k, columns), computed))]), below.Plan);
        if (keys.Count > 0)
            plan = new Project([.. plan.Output, .. keys], plan);
        return new UnnestedPlan(plan, [.. below.Conditions, .. raised], columns);
    }

    /// <summary>The condition in the form in which it can rise; null when it cannot.</summary>
    /// <param name="condition">A correlated condition over <paramref name="child"/>.</param>
    /// <param name="child">The input of the filter.</param>
    /// <param name="rising">What may rise.</param>
    /// <param name="keys">Takes columns that have to be computed for it.</param>
    private Expression? Raise(Expression condition, LogicalPlan child, Rising rising, List<Expression> keys)
    {
        if (rising == Rising.None || !condition.IsDeterministic)
            return null;
        if (rising == Rising.Any || condition.References.IsEmpty)
            return condition;
        if (condition is not Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe } equality)
            return null;
        var (inner, other) = outer.IsIn(equality.Left) ? (equality.Right, equality.Left) : (equality.Left, equality.Right);
        if (outer.IsIn(inner) || !other.References.IsEmpty || !inner.References.IsSubsetOf(child.OutputSet))
            return null;
        if (inner is not AttributeReference)
        {
            var key = new Alias(inner, "_correlated");
            keys.Add(key);
            inner = key.ToAttribute();
        }

        return new Comparison(equality.Operator, inner, other);
    }

    /// <summary>The column of the subquery that is the same as one of the outer query by a condition. Numbers that are equal and not the same, 0 and -0, have none.</summary>
    private static (ExprId Mark, AttributeReference Column)? EqualColumn(Expression condition)
    {
        if (condition is not Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe } equality)
            return null;
        var (column, reference) = equality switch
        {
            { Left: AttributeReference left, Right: OuterReference right } => (left, right),
            { Left: OuterReference left, Right: AttributeReference right } => (right, left),
            _ => default,
        };
        return column is not null && column.Type.Equals(reference.DataType) && HasOneForm(column.Type) ? (reference.ExprId, column) : null;
    }

    private static bool HasOneForm(DataType type) => !type.Exists(static t => t is FloatType or DoubleType or StringType { IsBinaryCollation: false });

    private UnnestedPlan RewriteProject(Project project, AttributeSet needed, Rising rising)
    {
        var hasWindow = project.ContainsAny(NodeKinds.WindowExpression) && project.ProjectList.Any(e => e.ContainsAny(NodeKinds.WindowExpression));
        var all = needed.Union(outer.In(project.ProjectList));
        var below = Rewrite(project.Child, all, hasWindow ? Grouped(rising) : rising);
        var list = project.ProjectList.Map(e => OuterColumns.Replace(e, below.Columns));
        if (hasWindow)
            list = list.Map(e => WithinKeys(e, below.Keys(all)));
        var has = AttributeSet.Of(list.Select(e => ((INamedExpression)e).ToAttribute()));
        return below.Over(project with { ProjectList = [.. list, .. below.Keys(needed).Where(key => !has.Contains(key))], Child = below.Plan });
    }

    /// <summary>Operators that hand on all columns of their input, row by row.</summary>
    private UnnestedPlan RewriteUnary(UnaryNode node, AttributeSet needed, Rising rising)
    {
        var below = Rewrite(node.Child, needed.Union(outer.In(node.Expressions)), rising);
        return below.Over(node.MapExpressions(e => OuterColumns.Replace(e, below.Columns)).WithChildren([below.Plan]));
    }

    private UnnestedPlan RewriteDistinct(Distinct distinct, AttributeSet needed, Rising rising)
    {
        var below = Rewrite(distinct.Child, needed, Grouped(rising)).Only(distinct.Output, needed);
        return below.Over(new Distinct(below.Plan));
    }

    /// <summary>Common table expressions that refer to the outer query are put where they are read.</summary>
    private UnnestedPlan RewriteWithCte(WithCte with, AttributeSet needed, Rising rising)
    {
        if (with.Definitions.Any(outer.IsIn))
            return Rewrite(Inlined(with), needed, rising);
        var below = Rewrite(with.Child, needed, rising);
        return below.Over(with with { Child = below.Plan });
    }

    private static LogicalPlan Inlined(WithCte with)
    {
        var definitions = with.Definitions.Cast<CteRelationDefinition>().ToDictionary(d => d.Id);
        LogicalPlan Inline(LogicalPlan plan) => plan.TransformUp(NodeKinds.Cte, node =>
        {
            if (node is not CteRelationReference reference || !definitions.TryGetValue(reference.Id, out var definition))
                return node;
            var copy = FreshIds.Renew(Inline(definition.Child));
            return new Project(
                Enumerable.Range(0, copy.Output.Count).Select(Expression (i) => new Alias(copy.Output[i], reference.Output[i].Name, reference.Output[i].ExprId)).ToEquatableArray(), copy);
        });
        return Inline(with.Child);
    }

    /// <summary>What may rise out of the input of an operator that looks at several rows together, one outer row's at a time.</summary>
    private static Rising Grouped(Rising rising) => rising == Rising.None ? Rising.None : Rising.Equalities;
}
