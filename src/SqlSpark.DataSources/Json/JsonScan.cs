using System.Collections.Immutable;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Json;

/// <summary>A scan of JSON files.</summary>
internal sealed class JsonScan : IScan
{
    /// <summary>Bytes of a split: some milliseconds of work.</summary>
    public const long DefaultSplitBytes = 4L << 20;

    private readonly ImmutableArray<FileSplit> _splits;

    /// <param name="table">The files and their schema.</param>
    /// <param name="columns">The wanted columns, in order, as ordinals of the table's schema.</param>
    /// <param name="limit">Rows of a split at most.</param>
    /// <param name="splitBytes">Bytes of a split; files that cannot be split are one each.</param>
    public JsonScan(JsonTable table, IReadOnlyList<int> columns, long limit, long splitBytes = DefaultSplitBytes)
    {
        Table = table;
        Limit = limit;
        Schema = new StructType(EquatableArray.Create<StructField>([.. columns.Select(c => table.Schema.Fields[c])]));
        CorruptRecordOrdinal = table.CorruptRecordOrdinal < 0 ? -1 : columns.ToList().IndexOf(table.CorruptRecordOrdinal);
        _splits = limit <= 0 ? [] : FileSplit.Cut(table.Listing, table.Options.Text.IsSplittable, splitBytes);
    }

    /// <inheritdoc />
    public StructType Schema { get; }

    /// <inheritdoc />
    public IReadOnlyList<ScanSplit> Splits => _splits;

    /// <summary>The files and their schema.</summary>
    public JsonTable Table { get; }

    /// <summary>The wanted column that takes malformed records, or -1.</summary>
    public int CorruptRecordOrdinal { get; }

    /// <summary>Rows of a split at most.</summary>
    public long Limit { get; }

    /// <summary>Bytes of a block.</summary>
    public int BlockBytes { get; init; } = TextBlocks.DefaultBlockBytes;

    /// <inheritdoc />
    public IScanReader Open(ScanSplit split, ScanContext context) => new JsonScanReader(this, (FileSplit)split, context);

    /// <inheritdoc />
    public string Describe()
    {
        var files = Table.Listing.Files.Length == 1 ? Table.Name : $"{Table.Listing.Files.Length} files";
        return $"{Table.Format} [{string.Join(", ", Schema.Fields.Select(f => f.Name))}] {files}{(Limit == long.MaxValue ? "" : $" limit {Limit}")}";
    }
}
