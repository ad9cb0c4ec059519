using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>PIVOT: values of a column become columns. Gone after analysis.</summary>
/// <param name="GroupBy">What rows are grouped by, or null for all columns that are used nowhere else.</param>
/// <param name="PivotColumn">The column whose values become columns; a <see cref="CreateStruct"/> or struct() call of several.</param>
/// <param name="PivotValues">The values, foldable, with an <see cref="Alias"/> where one was written.</param>
/// <param name="Aggregates">The aggregates, with an <see cref="Alias"/> where one was written.</param>
/// <param name="Child">The input.</param>
public sealed record UnresolvedPivot(
    EquatableArray<Expression>? GroupBy,
    Expression PivotColumn,
    EquatableArray<Expression> PivotValues,
    EquatableArray<Expression> Aggregates,
    LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => [.. GroupBy ?? [], PivotColumn, .. PivotValues, .. Aggregates];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var groupBy = GroupBy?.MapUnchanged(map);
        var column = map(PivotColumn);
        var values = PivotValues.MapUnchanged(map);
        var aggregates = Aggregates.MapUnchanged(map);
        return (groupBy is null || groupBy.Value.SameStorage(GroupBy!.Value)) && ReferenceEquals(column, PivotColumn)
            && values.SameStorage(PivotValues) && aggregates.SameStorage(Aggregates)
            ? this
            : this with { GroupBy = groupBy, PivotColumn = column, PivotValues = values, Aggregates = aggregates };
    }

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => throw Unresolved();

    /// <inheritdoc />
    protected override string Describe() =>
        $"'Pivot {PivotColumn}, [{string.Join(", ", PivotValues)}], [{string.Join(", ", Aggregates)}]";
}

/// <summary>One row of UNPIVOT: the columns that become the values of the value columns.</summary>
/// <param name="Columns">As many as there are value columns.</param>
/// <param name="Alias">What stands in the name column, or null for the columns' names.</param>
public sealed record UnpivotGroup(EquatableArray<Expression> Columns, string? Alias);

/// <summary>UNPIVOT: columns become values. Gone after analysis.</summary>
/// <param name="Ids">The columns that stay, or null for all that are not unpivoted; the melt of the DataFrame API gives them.</param>
/// <param name="Groups">What becomes a row each.</param>
/// <param name="NameColumn">The name of the column that holds names.</param>
/// <param name="ValueColumns">The names of the columns that hold values.</param>
/// <param name="IncludeNulls">INCLUDE NULLS: rows whose values are all NULL stay.</param>
/// <param name="Child">The input.</param>
public sealed record UnresolvedUnpivot(
    EquatableArray<Expression>? Ids,
    EquatableArray<UnpivotGroup> Groups,
    string NameColumn,
    EquatableArray<string> ValueColumns,
    bool IncludeNulls,
    LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => [.. Ids ?? [], .. Groups.SelectMany(g => g.Columns)];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var ids = Ids?.MapUnchanged(map);
        var groups = Groups.MapUnchanged(group =>
        {
            var columns = group.Columns.MapUnchanged(map);
            return columns.SameStorage(group.Columns) ? group : group with { Columns = columns };
        });
        return (ids is null || ids.Value.SameStorage(Ids!.Value)) && groups.SameStorage(Groups) ? this : this with { Ids = ids, Groups = groups };
    }

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => throw Unresolved();

    /// <inheritdoc />
    protected override string Describe() =>
        $"'Unpivot [{string.Join(", ", Groups.Select(g => $"[{string.Join(", ", g.Columns)}]"))}], {NameColumn}, [{string.Join(", ", ValueColumns)}]";
}
