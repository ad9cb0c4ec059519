using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>What the bounds of a frame count.</summary>
public enum WindowFrameUnit : byte
{
    /// <summary>Rows.</summary>
    Rows,

    /// <summary>Values of the ORDER BY key.</summary>
    Range,
}

/// <summary>Where a bound of a frame lies.</summary>
public enum WindowBoundKind : byte
{
    /// <summary>At the first row of the partition.</summary>
    UnboundedPreceding,

    /// <summary>At a distance before the current row.</summary>
    Preceding,

    /// <summary>At the current row; in a RANGE frame, at its first or last peer.</summary>
    CurrentRow,

    /// <summary>At a distance after the current row.</summary>
    Following,

    /// <summary>At the last row of the partition.</summary>
    UnboundedFollowing,
}

/// <summary>One bound of a frame.</summary>
/// <param name="Kind">Where it lies.</param>
/// <param name="Distance">A foldable distance for PRECEDING and FOLLOWING, else null.</param>
public sealed record WindowBound(WindowBoundKind Kind, Expression? Distance = null)
{
    /// <summary>UNBOUNDED PRECEDING.</summary>
    public static WindowBound UnboundedPreceding { get; } = new(WindowBoundKind.UnboundedPreceding);

    /// <summary>CURRENT ROW.</summary>
    public static WindowBound CurrentRow { get; } = new(WindowBoundKind.CurrentRow);

    /// <summary>UNBOUNDED FOLLOWING.</summary>
    public static WindowBound UnboundedFollowing { get; } = new(WindowBoundKind.UnboundedFollowing);

    /// <summary>
    /// In a RANGE frame, the value that bounds the rows: the key of the order, moved by the distance to the side on which the bound lies. NULL where the type has no such value.
    /// Made by the analyzer; no part of the text.
    /// </summary>
    public Expression? Value { get; init; }

    /// <summary>The distance after the current row, negative when it lies before it; null for bounds without a distance.</summary>
    public Expression? Offset => Kind == WindowBoundKind.Preceding ? new UnaryMinus(Distance!, EvalMode.Ansi) : Distance;

    /// <summary>The bound as SQL.</summary>
    public string Sql => Text(Distance?.Sql);

    /// <inheritdoc />
    public override string ToString() => Text(Distance?.ToString());

    private string Text(string? distance) => Kind switch
    {
        WindowBoundKind.UnboundedPreceding => "UNBOUNDED PRECEDING",
        WindowBoundKind.Preceding => $"{distance} PRECEDING",
        WindowBoundKind.CurrentRow => "CURRENT ROW",
        WindowBoundKind.Following => $"{distance} FOLLOWING",
        _ => "UNBOUNDED FOLLOWING",
    };
}

/// <summary>The rows around the current one that a window function sees.</summary>
/// <param name="Unit">What the bounds count.</param>
/// <param name="Lower">The first row.</param>
/// <param name="Upper">The last row.</param>
public sealed record WindowFrame(WindowFrameUnit Unit, WindowBound Lower, WindowBound Upper)
{
    /// <summary>The frame as SQL.</summary>
    public string Sql => $"{UnitSql} BETWEEN {Lower.Sql} AND {Upper.Sql}";

    /// <summary>The keyword of the unit.</summary>
    public string UnitSql => Unit == WindowFrameUnit.Rows ? "ROWS" : "RANGE";

    /// <inheritdoc />
    public override string ToString() => $"{UnitSql} BETWEEN {Lower} AND {Upper}";
}

/// <summary>A window: <c>PARTITION BY ... ORDER BY ... frame</c>. Spark: <c>WindowSpecDefinition</c>.</summary>
/// <param name="PartitionBy">What rows are partitioned by.</param>
/// <param name="OrderBy">The order inside a partition; each is a <see cref="SortOrder"/>.</param>
/// <param name="Frame">The frame, or null when none was written; the analyzer fills it in.</param>
public sealed record WindowSpec(EquatableArray<Expression> PartitionBy, EquatableArray<Expression> OrderBy, WindowFrame? Frame) : Expression
{
    /// <summary>The partition keys, the order keys, then the distances and values of the frame's bounds.</summary>
    protected override EquatableArray<Expression> ComputeChildren() => [.. PartitionBy, .. OrderBy, .. ChildrenOf(Frame?.Lower), .. ChildrenOf(Frame?.Upper)];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children)
    {
        var keys = PartitionBy.Count + OrderBy.Count;
        var next = keys;
        var frame = Frame;
        if (children.Count > keys)
            frame = frame! with { Lower = WithChildren(frame.Lower, children, ref next), Upper = WithChildren(frame.Upper, children, ref next) };
        return this with
        {
            PartitionBy = EquatableArray.Create(children.AsSpan()[..PartitionBy.Count]),
            OrderBy = EquatableArray.Create(children.AsSpan()[PartitionBy.Count..keys]),
            Frame = frame,
        };
    }

    /// <inheritdoc />
    public override DataType DataType => throw Unresolved("type");

    /// <inheritdoc />
    public override bool Nullable => true;

    /// <inheritdoc />
    public override TypeCheck CheckInputTypes() => WindowFrameCheck.Check(this);

    /// <inheritdoc />
    public override string Sql => Text(e => e.Sql, Frame?.Sql);

    /// <inheritdoc />
    protected override string Describe() => Text(e => e.ToString(), Frame?.ToString());

    private static Expression[] ChildrenOf(WindowBound? bound) => bound switch
    {
        { Distance: { } distance, Value: { } value } => [distance, value],
        { Distance: { } distance } => [distance],
        _ => [],
    };

    private static WindowBound WithChildren(WindowBound bound, EquatableArray<Expression> children, ref int next)
    {
        if (bound.Distance is not null)
            bound = bound with { Distance = children[next++] };
        return bound.Value is null ? bound : bound with { Value = children[next++] };
    }

    private string Text(Func<Expression, string> format, string? frame)
    {
        var parts = new List<string>(3);
        if (!PartitionBy.IsEmpty)
            parts.Add($"PARTITION BY {string.Join(", ", PartitionBy.Select(format))}");
        if (!OrderBy.IsEmpty)
            parts.Add($"ORDER BY {string.Join(", ", OrderBy.Select(format))}");
        if (frame is not null)
            parts.Add(frame);
        return $"({string.Join(' ', parts)})";
    }
}

/// <summary>A function over a window: <c>f(...) OVER (...)</c>.</summary>
/// <param name="Function">The function: an <see cref="AggregateExpression"/> or a <see cref="WindowCall"/>; <see cref="UnresolvedFunction"/> before analysis.</param>
/// <param name="Spec">The window.</param>
public sealed record WindowExpression(Expression Function, WindowSpec Spec) : Expression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Function, Spec];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) =>
        this with { Function = children[0], Spec = (WindowSpec)children[1] };

    /// <inheritdoc />
    public override DataType DataType => Function.DataType;

    /// <inheritdoc />
    public override bool Nullable => Function.Nullable;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.WindowExpression;

    /// <inheritdoc />
    public override string Sql => $"{Function.Sql} OVER {Spec.Sql}";

    /// <inheritdoc />
    protected override string Describe() => $"{Function} windowspecdefinition{Spec}";
}

/// <summary>A function over a window of the WINDOW clause: <c>f(...) OVER name</c>.</summary>
/// <param name="Function">The function.</param>
/// <param name="WindowName">The name of the window.</param>
public sealed record UnresolvedWindowExpression(Expression Function, string WindowName) : UnresolvedExpression
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeChildren() => [Function];

    /// <inheritdoc />
    public override Expression WithChildren(EquatableArray<Expression> children) => this with { Function = children[0] };

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Unresolved | NodeKinds.WindowExpression;

    /// <inheritdoc />
    public override string Sql => $"{Function.Sql} OVER {SqlIdentifier.QuoteIfNeeded(WindowName)}";
}
