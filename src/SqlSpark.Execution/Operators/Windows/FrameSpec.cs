using SqlSpark.Catalyst.Expressions;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>A bound of a frame over a batch.</summary>
/// <param name="Kind">UNBOUNDED, CURRENT ROW, or <see cref="WindowBoundKind.Following"/> for a distance to either side.</param>
/// <param name="Rows">In a ROWS frame, how many rows after the current one; negative before it.</param>
/// <param name="Values">In a RANGE frame, the column of the value that the bound has for each row.</param>
internal readonly record struct FrameBound(WindowBoundKind Kind, int Rows = 0, int Values = -1);

/// <summary>A frame over a batch.</summary>
/// <param name="Unit">What the bounds count.</param>
/// <param name="Lower">Where it begins.</param>
/// <param name="Upper">Where it ends.</param>
internal sealed record FrameSpec(WindowFrameUnit Unit, FrameBound Lower, FrameBound Upper)
{
    /// <summary>All rows of the partition.</summary>
    public static FrameSpec Whole { get; } = new(
        WindowFrameUnit.Rows, new FrameBound(WindowBoundKind.UnboundedPreceding), new FrameBound(WindowBoundKind.UnboundedFollowing));

    /// <summary>True when the frame is the partition.</summary>
    public bool IsWhole => Lower.Kind == WindowBoundKind.UnboundedPreceding && Upper.Kind == WindowBoundKind.UnboundedFollowing;

    /// <summary>True when frames begin with their partition.</summary>
    public bool IsGrowing => Lower.Kind == WindowBoundKind.UnboundedPreceding;

    /// <summary>True when rows that are equal in the order have the same frame.</summary>
    public bool IsOfPeers => Unit == WindowFrameUnit.Range && !IsWhole;

    /// <summary>True when a bound is a value.</summary>
    public bool HasValues => IsOfPeers && (Lower.Values >= 0 || Upper.Values >= 0);
}
