using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>Moves functions over windows out of select lists into operators of their own, one for each partitioning and order.</summary>
/// <remarks>
/// <code>
/// Project [a, 1 + sum(b * 2) OVER w AS x]   =>   Project [a, 1 + _we0 AS x]
/// +- child                                       +- Window [sum(_w0) OVER w AS _we0], [partition of w], [order of w]
///                                                   +- Project [child's columns, b * 2 AS _w0]
///                                                      +- child
/// </code>
/// Spark: <c>ExtractWindowExpressions</c>.
/// </remarks>
internal sealed class WindowExtraction
{
    private readonly List<Alias> _inputs = [];
    private readonly List<(WindowSpec Spec, List<Expression> Windows)> _groups = [];
    private int _windowCount;

    private WindowExtraction()
    {
    }

    /// <summary>The projection of items over an input, with operators for their windows between.</summary>
    public static LogicalPlan Project(Project project)
    {
        if (!project.ProjectList.Any(HasWindow))
            return project;
        var extraction = new WindowExtraction();
        var items = project.ProjectList.Map(extraction.ExtractItem);
        var plan = project.Child;
        if (extraction._inputs.Count > 0)
            plan = Analyzed(Project(new Project([.. plan.Output, .. extraction._inputs], plan)));
        foreach (var (spec, windows) in extraction._groups)
            plan = Analyzed(new Window(windows.ToEquatableArray(), spec.PartitionBy, spec.OrderBy, plan));
        return project with { ProjectList = items, Child = plan };
    }

    /// <summary>True when the expression holds a function over a window.</summary>
    public static bool HasWindow(Expression expression) => expression.ContainsAny(NodeKinds.WindowExpression);

    private Expression ExtractItem(Expression item)
    {
        if (item is not Alias { Child: WindowExpression window } alias)
            return Extract(item);
        AddWindow(alias with { Child = WithColumns(window) });
        return alias.ToAttribute();
    }

    private Expression Extract(Expression expression)
    {
        if (!HasWindow(expression))
            return expression;
        DeepStack.Guard();
        if (expression is not WindowExpression window)
            return expression.MapChildren(Extract);
        var alias = new Alias(WithColumns(window), $"_we{_windowCount++}");
        AddWindow(alias);
        return alias.ToAttribute();
    }

    private void AddWindow(Alias alias)
    {
        var spec = ((WindowExpression)alias.Child).Spec;
        foreach (var group in _groups)
        {
            if (AreSame(group.Spec.PartitionBy, spec.PartitionBy) && AreSame(group.Spec.OrderBy, spec.OrderBy))
            {
                group.Windows.Add(alias);
                return;
            }
        }

        _groups.Add((spec, [alias]));
    }

    private static bool AreSame(EquatableArray<Expression> left, EquatableArray<Expression> right) =>
        left.Count == right.Count && Enumerable.Range(0, left.Count).All(i => left[i].SemanticEquals(right[i]));

    /// <summary>The window over columns: what is more than a column becomes one of the projection below.</summary>
    private WindowExpression WithColumns(WindowExpression window) => window with
    {
        Function = window.Function is AggregateExpression aggregate
            ? aggregate.MapChildren(part => part is AggregateCall ? part.MapChildren(Column) : part is SortOrder order ? order with { Child = Column(order.Child) } : Column(part))
            : window.Function.MapChildren(Column),
        Spec = window.Spec with
        {
            PartitionBy = window.Spec.PartitionBy.Map(Column),
            OrderBy = window.Spec.OrderBy.Map(key => (Expression)((SortOrder)key with { Child = Column(((SortOrder)key).Child) })),
            Frame = window.Spec.Frame! with { Lower = WithColumn(window.Spec.Frame.Lower), Upper = WithColumn(window.Spec.Frame.Upper) },
        },
    };

    private WindowBound WithColumn(WindowBound bound) => bound.Value is null ? bound : bound with { Value = Column(bound.Value) };

    private Expression Column(Expression expression)
    {
        if (expression is AttributeReference or OuterReference || expression.IsFoldable)
            return expression;
        var known = _inputs.Find(input => input.Child.SemanticEquals(expression));
        if (known is null)
            _inputs.Add(known = new Alias(expression is Alias inner ? inner.Child : expression, $"_w{_inputs.Count}"));
        return known.ToAttribute();
    }

    private static LogicalPlan Analyzed(LogicalPlan plan)
    {
        plan.MarkAnalyzed();
        return plan;
    }
}
