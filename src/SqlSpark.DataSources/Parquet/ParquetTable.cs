using System.Collections.Concurrent;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet;

/// <summary>Parquet files under one schema.</summary>
/// <param name="Listing">The files.</param>
/// <param name="Schema">The columns.</param>
/// <param name="Conf">The session's settings when the table was opened.</param>
internal sealed record ParquetTable(FileListing Listing, StructType Schema, ConfSnapshot Conf) : IFileTable
{
    /// <summary>What footers tell of columns, by ordinal: filled when plans ask.</summary>
    public ConcurrentDictionary<int, ColumnStatistics> ColumnStatistics { get; } = new();

    /// <summary>What footers tell of the whole table; null until a plan asks.</summary>
    public ScanStatistics? Statistics { get; set; }

    /// <inheritdoc />
    public string Name => Listing.Files.Length == 1 ? Listing.FileSystem.Describe(Listing.Files[0].Path) : Format;

    /// <inheritdoc />
    public string Format => ParquetTableProvider.FormatName;

    /// <summary>Whether files that are gone are skipped.</summary>
    public bool IgnoresMissingFiles { get; init; }

    /// <summary>Whether files that cannot be read, or the rest of them, are skipped.</summary>
    public bool IgnoresCorruptFiles { get; init; }

    /// <summary>By column the value of rows in files that lack it; null for none.</summary>
    public IReadOnlyDictionary<string, object>? ExistenceDefaults { get; init; }

    /// <inheritdoc />
    public IFileTable With(FileListing listing) => new ParquetTable(listing, Schema, Conf)
    {
        IgnoresMissingFiles = IgnoresMissingFiles,
        IgnoresCorruptFiles = IgnoresCorruptFiles,
        ExistenceDefaults = ExistenceDefaults,
    };

    /// <inheritdoc />
    /// <remarks>What footers tell of columns is the same for both.</remarks>
    public ITable Narrow(StructType schema) => this with { Schema = schema, Statistics = null };

    /// <inheritdoc />
    public IScanBuilder NewScanBuilder() => new ParquetScanBuilder(this);
}
