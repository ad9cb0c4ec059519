using SqlSpark.Catalyst.Expressions;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>What is estimated of a plan's result. Spark: <c>Statistics</c>.</summary>
/// <param name="RowCount">Rows, or null when nothing tells.</param>
/// <param name="SizeInBytes">Bytes of all rows, at least 1: plans are compared by products of sizes. Saturates.</param>
/// <param name="Columns">What is known of the columns of the output; absent ones are unknown.</param>
public sealed record PlanStatistics(long? RowCount, Int128 SizeInBytes, IReadOnlyDictionary<ExprId, ColumnStatistics> Columns)
{
    /// <summary>Statistics without knowledge of columns.</summary>
    public PlanStatistics(long? rowCount, Int128 sizeInBytes)
        : this(rowCount, sizeInBytes, NoColumns)
    {
    }

    /// <summary>No column is known.</summary>
    public static IReadOnlyDictionary<ExprId, ColumnStatistics> NoColumns { get; } = new Dictionary<ExprId, ColumnStatistics>();

    /// <summary>What is known of a column.</summary>
    public ColumnStatistics Column(ExprId id) => Columns.GetValueOrDefault(id, ColumnStatistics.Unknown);

    /// <summary>As EXPLAIN COST prints it: <c>Statistics(sizeInBytes=16.0 B, rowCount=1)</c>.</summary>
    public override string ToString() =>
        $"Statistics(sizeInBytes={QuantityText.Bytes(SizeInBytes)}{(RowCount is { } rows ? $", rowCount={QuantityText.Count(rows)}" : "")})";
}
