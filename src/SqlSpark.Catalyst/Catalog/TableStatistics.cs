using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>What ANALYZE TABLE found out of a table. Whatever changes its rows drops it. Spark: <c>CatalogStatistics</c>.</summary>
/// <param name="SizeInBytes">The bytes of the files.</param>
/// <param name="RowCount">The rows; null when they were not counted.</param>
public sealed record TableStatistics(long SizeInBytes, long? RowCount)
{
    /// <summary>By column; columns that were not analyzed are missing.</summary>
    public EquatableArray<CatalogColumnStatistics> Columns { get; init; } = [];

    /// <summary>As DESCRIBE prints it.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{SizeInBytes} bytes{(RowCount is { } rows ? $", {rows} rows" : "")}");
}

/// <summary>What ANALYZE TABLE ... FOR COLUMNS found out of a column. Spark: <c>CatalogColumnStat</c>.</summary>
/// <param name="Name">The column.</param>
/// <param name="DistinctCount">Different values other than NULL.</param>
/// <param name="Min">The least value as text, times in UTC; null when there is none or the type has no order that counts.</param>
/// <param name="Max">The greatest value, likewise.</param>
/// <param name="NullCount">Rows that are NULL.</param>
/// <param name="AverageLength">The average bytes of a value, of texts the characters; rounded up.</param>
/// <param name="MaxLength">The most bytes of a value, likewise.</param>
public sealed record CatalogColumnStatistics(string Name, long DistinctCount, string? Min, string? Max, long NullCount, long AverageLength, long MaxLength);

/// <summary>What ANALYZE TABLE ... PARTITION found out of a partition.</summary>
/// <param name="RelativePath">The path of the partition's folder from the table's folder on, with slashes.</param>
/// <param name="Statistics">Its size and rows.</param>
public sealed record PartitionStatistics(string RelativePath, TableStatistics Statistics);
