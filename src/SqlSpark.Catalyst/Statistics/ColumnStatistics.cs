namespace SqlSpark.Catalyst.Statistics;

/// <summary>What is known of the values of one column. Spark: <c>ColumnStat</c>.</summary>
/// <param name="DistinctCount">Different values other than NULL, or null when unknown.</param>
/// <param name="Min">The least value in the form of <see cref="Core.Columnar.BoxedValues"/>, or null when unknown or without values.</param>
/// <param name="Max">The greatest value, likewise.</param>
/// <param name="NullCount">Rows that are NULL, or null when unknown.</param>
public sealed record ColumnStatistics(long? DistinctCount, object? Min, object? Max, long? NullCount)
{
    /// <summary>Nothing is known.</summary>
    public static ColumnStatistics Unknown { get; } = new(null, null, null, null);
}
