using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// Several groupings of one input: each row is expanded to one row per set, in which the grouping columns outside of the set are NULL, and the
/// rows are grouped by all columns and the number of the set.
/// </summary>
/// <remarks>
/// <code>
/// Aggregate [GROUPING SETS (s1, s2)], list        Aggregate [a', b', spark_grouping_id], list'
/// +- child                                   =>   +- Expand [[child, a', NULL, 1], [child, NULL, b', 2]]
///                                                    +- Project [child, a AS a', b AS b']
///                                                       +- child
/// </code>
/// Spark: <c>ResolveGroupingAnalytics</c> and <c>Expand</c>.
/// </remarks>
internal sealed class GroupingSetsPlan
{
    private const int MaxGroupingColumns = 64;

    private readonly EquatableArray<Expression> _groupBy;
    private readonly EquatableArray<AttributeReference> _columns;
    private readonly long[] _setIds;

    private GroupingSetsPlan(
        EquatableArray<Expression> groupBy,
        EquatableArray<AttributeReference> columns,
        long[] setIds,
        LogicalPlan source,
        LogicalPlan input,
        EquatableArray<Expression> groupingExpressions,
        AttributeReference setId)
    {
        _groupBy = groupBy;
        _columns = columns;
        _setIds = setIds;
        Source = source;
        Input = input;
        GroupingExpressions = groupingExpressions;
        SetId = setId;
    }

    /// <summary>The input before the expansion.</summary>
    public LogicalPlan Source { get; }

    /// <summary>The expanded input.</summary>
    public LogicalPlan Input { get; }

    /// <summary>What the rows of the expanded input are grouped by.</summary>
    public EquatableArray<Expression> GroupingExpressions { get; }

    /// <summary>The column that tells the sets apart: bit i from the left is set where grouping column i is left out.</summary>
    public AttributeReference SetId { get; }

    /// <summary>Plans the expansion.</summary>
    /// <param name="groupBy">All grouping expressions, each once.</param>
    /// <param name="sets">The sets; members are among <paramref name="groupBy"/>.</param>
    /// <param name="source">The input.</param>
    public static GroupingSetsPlan Create(EquatableArray<Expression> groupBy, IReadOnlyList<IReadOnlyList<Expression>> sets, LogicalPlan source)
    {
        if (groupBy.Count > MaxGroupingColumns)
            throw AnalysisErrors.TooManyGroupingColumns(MaxGroupingColumns);
        var aliases = groupBy.Map(e => new Alias(e, e is INamedExpression named ? named.Name : PrettySql.Of(e)));
        var inner = aliases.Map(a => a.ToAttribute());
        var columns = inner.Map(a => a with { ExprId = ExprId.New(), IsNullable = true });
        var setIds = sets.Select(set => IdOf(set, groupBy)).ToArray();

        // Equal sets give equal rows twice, so something must tell them apart.
        var hasRepeated = setIds.Distinct().Count() < setIds.Length;
        var projections = setIds.Select((id, ordinal) => (EquatableArray<Expression>)
        [
            .. source.Output,
            .. inner.Select((a, i) => IsLeftOut(id, i, inner.Count) ? (Expression)Literal.Null(a.Type) : a),
            Literal.Long(id),
            .. hasRepeated ? new[] { Literal.Int(ordinal) } : [],
        ]).ToEquatableArray();

        var setId = new AttributeReference("spark_grouping_id", LongType.Instance, false);
        EquatableArray<AttributeReference> made =
            [.. columns, setId, .. hasRepeated ? new[] { new AttributeReference("_gen_grouping_pos", IntegerType.Instance, false) } : []];
        var project = new Project([.. source.Output, .. aliases], source);
        var expand = new Expand(projections, [.. source.Output, .. made], project);
        project.MarkAnalyzed();
        expand.MarkAnalyzed();
        return new GroupingSetsPlan(groupBy, columns, setIds, source, expand, made.Map(Expression (a) => a), setId);
    }

    /// <summary>The expanded column of a grouping expression, or null.</summary>
    public AttributeReference? FindColumn(Expression expression)
    {
        for (var i = 0; i < _groupBy.Count; i++)
        {
            if (_groupBy[i].SemanticEquals(expression))
                return _columns[i];
        }

        return null;
    }

    /// <summary>A column of the select list over the expanded input: aggregates keep the original columns.</summary>
    public Expression Rewrite(Expression expression)
    {
        DeepStack.Guard();
        if (expression is AggregateExpression)
            return expression;
        if (expression is Grouping or GroupingId)
            return ReplaceFunction(expression);
        if (expression is Alias alias)
            return alias.WithChildren([Rewrite(alias.Child)]);
        if (FindColumn(expression) is { } column)
            return expression is AttributeReference written && written.Name != column.Name ? column with { Name = written.Name } : column;
        return FunctionBinder.MapChildren(expression, Rewrite);
    }

    /// <summary>grouping and grouping_id as expressions over <see cref="SetId"/>.</summary>
    public Expression ReplaceFunction(Expression function)
    {
        if (function is Grouping grouping)
            return ReplaceGrouping(grouping);
        var arguments = ((GroupingId)function).Arguments;
        if (arguments.IsEmpty || (arguments.Count == _groupBy.Count && arguments.Select((a, i) => IsColumn(a, i)).All(same => same)))
            return SetId;
        throw AnalysisErrors.GroupingIdMismatch((GroupingId)function, _groupBy);
    }

    private Expression ReplaceGrouping(Grouping grouping)
    {
        for (var i = 0; i < _groupBy.Count; i++)
        {
            if (!IsColumn(grouping.Child, i))
                continue;
            var without = _setIds.Where(id => IsLeftOut(id, i, _groupBy.Count)).Distinct().Select(Expression (id) => Literal.Long(id)).ToEquatableArray();
            var zero = new Literal((sbyte)0, ByteType.Instance);
            return without.IsEmpty ? zero : new If(new In(SetId, without), new Literal((sbyte)1, ByteType.Instance), zero);
        }

        throw AnalysisErrors.GroupingMismatch(grouping, _groupBy);
    }

    /// <summary>True for a grouping expression over the input, and for its column over the output.</summary>
    private bool IsColumn(Expression expression, int column) =>
        _groupBy[column].SemanticEquals(expression) || _columns[column].SemanticEquals(expression);

    private static long IdOf(IReadOnlyList<Expression> set, EquatableArray<Expression> groupBy)
    {
        long id = 0;
        foreach (var expression in groupBy)
            id = (id << 1) | (set.Any(member => member.SemanticEquals(expression)) ? 0L : 1L);
        return id;
    }

    private static bool IsLeftOut(long setId, int column, int columnCount) => (setId >> (columnCount - 1 - column) & 1) == 1;
}
