namespace SqlSpark.Catalyst.Statistics;

/// <summary>How many values the keys of both sides of a join draw from; several keys of the same two relations together.</summary>
/// <param name="Left">Values on the left.</param>
/// <param name="Right">Values on the right.</param>
/// <param name="LeftIsBound">True when the left count only says that there are no more: not counted, or as many as there are rows.</param>
/// <param name="RightIsBound">Likewise on the right.</param>
/// <param name="LeftRows">The rows that the left keys come from.</param>
/// <param name="RightRows">Likewise on the right.</param>
internal readonly record struct KeyDomains(double Left, double Right, bool LeftIsBound, bool RightIsBound, double LeftRows, double RightRows)
{
    /// <summary>One key.</summary>
    public KeyDomains(in ColumnEstimate left, in ColumnEstimate right)
        : this(
            left.DomainCount, right.DomainCount, !left.IsCounted, !right.IsCounted, left.Origin?.RowCount ?? left.DomainCount, right.Origin?.RowCount ?? right.DomainCount)
    {
    }

    /// <summary>This and one more key of the same relations: at most as many combinations as rows.</summary>
    public KeyDomains And(in ColumnEstimate left, in ColumnEstimate right)
    {
        var (leftProduct, rightProduct) = (Left * left.DomainCount, Right * right.DomainCount);
        return this with
        {
            Left = Math.Min(leftProduct, LeftRows),
            Right = Math.Min(rightProduct, RightRows),
            LeftIsBound = leftProduct > LeftRows,
            RightIsBound = rightProduct > RightRows,
        };
    }

    /// <summary>
    /// The share of pairs whose keys are equal: one of the values. Keys of the side with fewer values are taken to be among those of the other. Where both counts are but bounds the larger one
    /// says little: a table of events has no more orders than there are orders.
    /// </summary>
    public double PairShare => 1 / Math.Max(1, LeftIsBound && RightIsBound ? Math.Min(Left, Right) : Math.Max(Left, Right));
}
