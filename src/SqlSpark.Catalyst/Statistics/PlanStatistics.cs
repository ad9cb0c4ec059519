using SqlSpark.Catalyst.Expressions;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>What is estimated of a plan's result. Spark: <c>Statistics</c>.</summary>
public sealed class PlanStatistics
{
    private readonly Func<ExprId, ColumnEstimate> _columns;

    /// <summary>Statistics whose columns are looked up when they are asked for: most never are.</summary>
    internal PlanStatistics(long? rowCount, Int128 sizeInBytes, Func<ExprId, ColumnEstimate> columns)
    {
        RowCount = rowCount;
        SizeInBytes = Int128.Max(1, sizeInBytes);
        _columns = columns;
    }

    /// <summary>Statistics without knowledge of columns.</summary>
    internal PlanStatistics(long? rowCount, Int128 sizeInBytes)
        : this(rowCount, sizeInBytes, static _ => ColumnEstimate.Unknown)
    {
    }

    /// <summary>Rows, or null when nothing tells.</summary>
    public long? RowCount { get; }

    /// <summary>Bytes of all rows, at least 1: plans are compared by products of sizes. Saturates.</summary>
    public Int128 SizeInBytes { get; }

    /// <summary>What is known of a column.</summary>
    public ColumnStatistics Column(ExprId id) => _columns(id).Statistics;

    /// <summary>From the smallest to the largest value of a key that is a column of integers or dates; infinity for others.</summary>
    public double RangeOf(Expression key) => key is AttributeReference attribute ? Estimate(attribute.ExprId).RangeOf(attribute.Type) : double.PositiveInfinity;

    /// <summary>What is known of a column, and where it comes from.</summary>
    internal ColumnEstimate Estimate(ExprId id) => _columns(id);

    /// <summary>These statistics with a number of rows that is but taken to be so.</summary>
    internal PlanStatistics WithRows(long rowCount) => new(rowCount, SizeInBytes, _columns);

    /// <summary>These statistics of the same columns under other ids.</summary>
    /// <param name="columns">The ids here by the new ones.</param>
    internal PlanStatistics Renamed(IReadOnlyDictionary<ExprId, ExprId> columns) =>
        new(RowCount, SizeInBytes, id => columns.TryGetValue(id, out var here) ? _columns(here) : ColumnEstimate.Unknown);

    /// <summary>As EXPLAIN COST prints it: <c>Statistics(sizeInBytes=16.0 B, rowCount=1)</c>.</summary>
    public override string ToString() =>
        $"Statistics(sizeInBytes={QuantityText.Bytes(SizeInBytes)}{(RowCount is { } rows ? $", rowCount={QuantityText.Count(rows)}" : "")})";
}
