using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>CSV files under one schema.</summary>
internal sealed class CsvTable : IFileTable
{
    public CsvTable(FileListing listing, StructType schema, CsvOptions options, string format, ConfSnapshot conf)
    {
        Listing = listing;
        Schema = schema;
        Options = options;
        Format = format;
        Conf = conf;
        CorruptRecordOrdinal = schema.IndexOf(options.CorruptRecordColumn);
        if (CorruptRecordOrdinal >= 0 && schema.Fields[CorruptRecordOrdinal].DataType is not StringType)
            throw DataSourceErrors.CorruptRecordType(options.CorruptRecordColumn, schema.Fields[CorruptRecordOrdinal].DataType);
    }

    /// <inheritdoc />
    public string Name => Listing.Files.Length == 1 ? Listing.FileSystem.Describe(Listing.Files[0].Path) : Format;

    /// <inheritdoc />
    public string Format { get; }

    /// <inheritdoc />
    public StructType Schema { get; }

    /// <summary>The files.</summary>
    public FileListing Listing { get; }

    /// <summary>How they are written.</summary>
    public CsvOptions Options { get; }

    /// <summary>The session's settings when the table was opened.</summary>
    public ConfSnapshot Conf { get; }

    /// <summary>The column that takes malformed records, which the files do not have; or -1.</summary>
    public int CorruptRecordOrdinal { get; }

    /// <summary>Whether files that are gone are skipped.</summary>
    public bool IgnoresMissingFiles { get; init; }

    /// <summary>Whether the rest of files that cannot be read is skipped.</summary>
    public bool IgnoresCorruptFiles { get; init; }

    /// <inheritdoc />
    public IFileTable With(FileListing listing) => new CsvTable(listing, Schema, Options, Format, Conf)
    {
        IgnoresMissingFiles = IgnoresMissingFiles,
        IgnoresCorruptFiles = IgnoresCorruptFiles,
    };

    /// <inheritdoc />
    public IScanBuilder NewScanBuilder() => new UnfilteredScanBuilder(this, (columns, limit) => columns is [var only] && only == CorruptRecordOrdinal
        ? throw DataSourceErrors.OnlyCorruptRecordColumn()
        : new CsvScan(this, columns, limit, Math.Clamp(Conf.Get(SqlConf.FilesMaxPartitionBytes), 1, CsvScan.DefaultSplitBytes)));
}
