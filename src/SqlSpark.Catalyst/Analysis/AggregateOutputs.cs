using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// Rewrites expressions over an aggregation's input to expressions over its output: aggregates and grouping expressions become columns, which
/// are added to the aggregation where it does not compute them yet.
/// </summary>
/// <remarks>Spark: <c>ResolveAggregateFunctions</c>.</remarks>
internal sealed class AggregateOutputs(Aggregate aggregate, GroupingSetsPlan? sets)
{
    private readonly List<Expression> _extras = [];

    /// <summary>Names of input columns that are neither aggregated nor grouped by.</summary>
    public HashSet<EquatableArray<string>> NotGrouped { get; } = [];

    /// <summary>The aggregation with the columns that were added.</summary>
    public Aggregate Result => _extras.Count == 0
        ? aggregate
        : aggregate with { AggregateExpressions = [.. aggregate.AggregateExpressions, .. _extras] };

    /// <summary>The columns that were added.</summary>
    public IReadOnlyList<Expression> Extras => _extras;

    /// <summary>The expression over the aggregation's output.</summary>
    public Expression Rewrite(Expression expression)
    {
        DeepStack.Guard();
        if (expression is Alias)
            return expression.MapChildren(Rewrite);             // an alias of a key keeps its name
        if (!expression.ContainsAny(NodeKinds.AggregateExpression | NodeKinds.Unresolved | NodeKinds.GroupingAnalytics))
            return FindGrouping(expression) ?? (expression is SubqueryExpression correlated ? RewriteSubquery(correlated) : FunctionBinder.MapChildren(expression, Rewrite));
        if (expression is Grouping or GroupingId)
            return RewriteGroupingFunction(expression);
        if (FindOutput(expression) is { } output)
            return output;
        switch (expression)
        {
            case WindowExpression { Function: AggregateExpression over } window:
                return window with { Function = over.MapChildren(RewriteArguments), Spec = (WindowSpec)Rewrite(window.Spec) };
            case AggregateExpression:
                return Add(new Alias(WithoutTemporaries(expression), PrettySql.Of(expression)));
            case TempResolvedColumn column when FindGrouping(column) is null:
                NotGrouped.Add(column.NameParts);
                return column;
            case SubqueryExpression subquery:
                return RewriteSubquery(subquery);
            default:
                return FindGrouping(expression) ?? FunctionBinder.MapChildren(expression, Rewrite);
        }
    }

    /// <summary>A function over a window is computed above the aggregation, from what its arguments become.</summary>
    private Expression RewriteArguments(Expression part) => part is AggregateCall ? part.MapChildren(Rewrite) : Rewrite(part);

    /// <summary>What the query reads of this one is read of the aggregation's output, inside too.</summary>
    private SubqueryExpression RewriteSubquery(SubqueryExpression subquery)
    {
        var rewritten = (SubqueryExpression)subquery.MapChildren(Rewrite);
        var columns = new Dictionary<ExprId, AttributeReference>();
        for (var i = 0; i < subquery.OuterReferences.Count; i++)
        {
            if (subquery.OuterReferences[i] is AttributeReference before && rewritten.OuterReferences[i] is AttributeReference after && before.ExprId != after.ExprId)
                columns.TryAdd(before.ExprId, after);
        }

        if (columns.Count == 0)
            return rewritten;
        var plan = rewritten.Plan.TransformUp(NodeKinds.OuterReference, node => node.MapExpressions(e => e.TransformUp(NodeKinds.OuterReference, inner =>
            inner is OuterReference reference && columns.TryGetValue(reference.ExprId, out var column) ? new OuterReference(column) : inner)));
        return rewritten with { Plan = plan };
    }

    /// <summary>The expression with input columns in place of their markers.</summary>
    public static Expression WithoutTemporaries(Expression expression) => expression.TransformUp(
        NodeKinds.Unresolved, static node => node is TempResolvedColumn column ? column.Child : node);

    private AttributeReference Add(Expression named)
    {
        _extras.Add(named);
        return ((INamedExpression)named).ToAttribute();
    }

    private AttributeReference? FindOutput(Expression expression)
    {
        foreach (var output in aggregate.AggregateExpressions)
        {
            if ((output is Alias alias ? alias.Child : output).SemanticEquals(expression))
                return ((INamedExpression)output).ToAttribute();
        }

        foreach (var extra in _extras)
        {
            if ((extra is Alias alias ? alias.Child : extra).SemanticEquals(expression))
                return ((INamedExpression)extra).ToAttribute();
        }

        return null;
    }

    /// <summary>The column of a grouping expression; null when the expression is none, or is no expression over the input.</summary>
    private Expression? FindGrouping(Expression expression)
    {
        if (expression is Literal)
            return null;
        foreach (var grouping in aggregate.GroupingExpressions)
        {
            if (grouping.SemanticEquals(expression))
                return FindOutput(grouping) ?? Add(grouping is AttributeReference ? grouping : new Alias(grouping, PrettySql.Of(grouping)));
        }

        return sets?.FindColumn(expression) is { } column ? FindOutput(column) ?? Add(column) : null;
    }

    private Expression RewriteGroupingFunction(Expression function)
    {
        if (sets is null)
            throw AnalysisErrors.UnsupportedGrouping(function);
        if (FindOutput(sets.SetId) is null)
            Add(sets.SetId);
        return sets.ReplaceFunction(WithoutTemporaries(function));
    }
}
