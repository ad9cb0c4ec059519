using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>
/// What a subquery reads of the outer query. While it is taken apart, its references to columns of the outer query are marks, with identities of their own: the same relation may stand on
/// both sides. References to queries further out are left alone.
/// </summary>
/// <param name="outer">The outer query.</param>
internal sealed class OuterColumns(LogicalPlan outer)
{
    private readonly Dictionary<ExprId, Expression> _values = [];
    private readonly Dictionary<Expression, AttributeReference> _marks = [];
    private bool _hasOthers;

    /// <summary>The subquery with marks.</summary>
    /// <param name="subquery">The query, without subqueries of its own.</param>
    /// <param name="pullsOutFields">True to mark fields and elements in place of the column that holds them.</param>
    public LogicalPlan Mark(LogicalPlan subquery, bool pullsOutFields) =>
        subquery.TransformUp(NodeKinds.OuterReference, node => node.MapExpressions(expression => Mark(expression, pullsOutFields)));

    /// <summary>The expression over the outer query in place of marks.</summary>
    public Expression Open(Expression expression) => expression.TransformUp(
        NodeKinds.OuterReference, e => e is OuterReference reference && _values.TryGetValue(reference.ExprId, out var value) ? value : e);

    /// <summary>True when a mark stands in the expression.</summary>
    public bool IsIn(Expression expression) =>
        expression.ContainsAny(NodeKinds.OuterReference) && (!_hasOthers || expression.Exists(e => e is OuterReference reference && _values.ContainsKey(reference.ExprId)));

    /// <summary>True when a mark stands in the plan.</summary>
    public bool IsIn(LogicalPlan plan) =>
        plan.ContainsAny(NodeKinds.OuterReference) && (!_hasOthers || plan.Exists(node => node.Expressions.Any(IsIn)));

    /// <summary>The marks in expressions.</summary>
    public AttributeSet In(params IEnumerable<Expression> expressions)
    {
        var marks = new List<AttributeReference>();
        foreach (var expression in expressions)
        {
            if (expression.ContainsAny(NodeKinds.OuterReference))
                marks.AddRange(expression.Collect<OuterReference>().Where(r => _values.ContainsKey(r.ExprId)).Select(r => r.Child));
        }

        return marks.Count == 0 ? AttributeSet.Empty : AttributeSet.Of(marks);
    }

    /// <summary>The marks in a plan.</summary>
    public AttributeSet In(LogicalPlan plan)
    {
        var marks = AttributeSet.Empty;
        plan.ForEach(node => marks = marks.Union(In(node.Expressions)));
        return marks;
    }

    /// <summary>Columns in place of marks.</summary>
    public static Expression Replace(Expression expression, IReadOnlyDictionary<ExprId, AttributeReference> columns) => expression.TransformUp(
        NodeKinds.OuterReference, e => e is OuterReference reference && columns.TryGetValue(reference.ExprId, out var column) ? column : e);

    /// <summary>
    /// The domain: every combination of values that the outer query has for some marks, once. What the subquery gives depends on nothing else of an outer row.
    /// </summary>
    /// <param name="marks">The marks.</param>
    /// <param name="columns">The columns of the domain by mark.</param>
    public LogicalPlan Domain(AttributeSet marks, out Dictionary<ExprId, AttributeReference> columns)
    {
        // The outer query is read a second time here, and must have the same rows then.
        if (outer.ContainsAny(NodeKinds.Nondeterministic))
            throw AnalysisErrors.UnsupportedOperator("a correlated subquery of this form over rows that depend on chance");
        var source = FreshIds.Renew(outer);
        var renewed = Enumerable.Range(0, outer.Output.Count).ToDictionary(i => outer.Output[i].ExprId, Expression (i) => source.Output[i]);
        columns = [];
        var list = new List<Expression>(marks.Count);
        foreach (var mark in marks)
        {
            if (!mark.Type.IsHashable || mark.Type.Exists(static t => t is MapType))
                throw AnalysisErrors.CorrelatedReferenceType(_values[mark.ExprId]);
            var column = new Alias(Substitution.Apply(_values[mark.ExprId], renewed), mark.Name);
            list.Add(column);
            columns.Add(mark.ExprId, column.ToAttribute());
        }

        var values = new Project(list.ToEquatableArray(), source);
        return outer.MaxRows <= 1 ? values : new Distinct(values);
    }

    private Expression Mark(Expression expression, bool pullsOutFields) => expression.TransformDown(NodeKinds.OuterReference, e =>
    {
        if (e is not OuterReference reference)
            return pullsOutFields && IsField(e) && Strip(e) is { } value && value.References.IsSubsetOf(outer.OutputSet) ? MarkOf(value, "_field") : e;
        if (_values.ContainsKey(reference.ExprId))
            return e;
        if (outer.OutputSet.Contains(reference.Child))
            return MarkOf(reference.Child, reference.Name);
        _hasOthers = true;
        return e;
    });

    private OuterReference MarkOf(Expression value, string name)
    {
        if (!_marks.TryGetValue(value.Canonicalized, out var mark))
        {
            mark = new AttributeReference(name, value.DataType, value.Nullable);
            _marks.Add(value.Canonicalized, mark);
            _values.Add(mark.ExprId, value);
        }

        return new OuterReference(mark);
    }

    /// <summary>A field or element of a column of the outer query.</summary>
    private static bool IsField(Expression expression) => expression switch
    {
        GetStructField field => field.Children[0] is OuterReference || IsField(field.Children[0]),
        GetMapValue or GetArrayItem => expression.Children[1].IsFoldable && (expression.Children[0] is OuterReference || IsField(expression.Children[0])),
        _ => false,
    };

    private static Expression Strip(Expression expression) => expression.TransformUp(static e => e is OuterReference reference ? reference.Child : e);
}
