using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>A window with a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Spec">The window; null when it was written as the name <paramref name="Reference"/>.</param>
/// <param name="Reference">The name of another window of the same clause, or null.</param>
public sealed record NamedWindow(string Name, WindowSpec? Spec, string? Reference = null);

/// <summary>WINDOW: names for windows that the query below may use. Gone after analysis.</summary>
/// <param name="Windows">The windows.</param>
/// <param name="Child">The query.</param>
public sealed record WithWindowDefinition(EquatableArray<NamedWindow> Windows, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved;

    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override string Describe() => $"'WithWindowDefinition [{string.Join(", ", Windows.Select(w => w.Name))}]";
}

/// <summary>Adds columns computed by window functions that share one partitioning and order.</summary>
/// <param name="WindowExpressions">The columns; each is an <see cref="Alias"/> of a <see cref="WindowExpression"/>.</param>
/// <param name="PartitionBy">The partitioning.</param>
/// <param name="OrderBy">The order; each is a <see cref="SortOrder"/>.</param>
/// <param name="Child">The input.</param>
public sealed record Window(
    EquatableArray<Expression> WindowExpressions, EquatableArray<Expression> PartitionBy, EquatableArray<Expression> OrderBy, LogicalPlan Child)
    : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => [.. WindowExpressions, .. PartitionBy, .. OrderBy];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Window;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var windows = WindowExpressions.MapUnchanged(map);
        var partition = PartitionBy.MapUnchanged(map);
        var order = OrderBy.MapUnchanged(map);
        return windows.SameStorage(WindowExpressions) && partition.SameStorage(PartitionBy) && order.SameStorage(OrderBy)
            ? this
            : this with { WindowExpressions = windows, PartitionBy = partition, OrderBy = order };
    }

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() =>
        [.. Child.Output, .. WindowExpressions.Map(e => ((INamedExpression)e).ToAttribute())];

    /// <inheritdoc />
    protected override string Describe() =>
        $"Window [{string.Join(", ", WindowExpressions)}], [{string.Join(", ", PartitionBy)}], [{string.Join(", ", OrderBy)}]";
}

/// <summary>
/// Keeps the rows of each partition whose rank is at most <paramref name="Limit"/>: those that a filter on ranks above a window wants. Spark: <c>WindowGroupLimit</c>.
/// </summary>
/// <param name="PartitionBy">The partitioning.</param>
/// <param name="OrderBy">The order; each is a <see cref="SortOrder"/>.</param>
/// <param name="Rank">The rank: a <see cref="WindowCall"/> of row_number, rank or dense_rank.</param>
/// <param name="Limit">The largest rank.</param>
/// <param name="Child">The input.</param>
public sealed record WindowGroupLimit(
    EquatableArray<Expression> PartitionBy, EquatableArray<Expression> OrderBy, Expression Rank, int Limit, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => [.. PartitionBy, .. OrderBy];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Window;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var partition = PartitionBy.MapUnchanged(map);
        var order = OrderBy.MapUnchanged(map);
        return partition.SameStorage(PartitionBy) && order.SameStorage(OrderBy) ? this : this with { PartitionBy = partition, OrderBy = order };
    }

    /// <inheritdoc />
    protected override string Describe() =>
        $"WindowGroupLimit [{string.Join(", ", PartitionBy)}], [{string.Join(", ", OrderBy)}], {((WindowCall)Rank).Function.Name}(), {Limit}";
}
