using System.Collections.Immutable;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>A scan of CSV files.</summary>
internal sealed class CsvScan : IScan
{
    /// <summary>Bytes of a split: some milliseconds of work.</summary>
    public const long DefaultSplitBytes = 4L << 20;

    private readonly ImmutableArray<FileSplit> _splits;

    /// <param name="table">The files and their schema.</param>
    /// <param name="columns">The wanted columns, in order, as ordinals of the table's schema.</param>
    /// <param name="limit">Rows of a split at most.</param>
    /// <param name="splitBytes">Bytes of a split; files that cannot be split are one each.</param>
    public CsvScan(CsvTable table, IReadOnlyList<int> columns, long limit, long splitBytes = DefaultSplitBytes)
    {
        Table = table;
        Columns = [.. columns];
        Limit = limit;
        var fields = table.Schema.Fields;
        Schema = new StructType(EquatableArray.Create<StructField>([.. Columns.Select(c => fields[c])]));
        _splits = limit <= 0 ? [] : FileSplit.Cut(table.Listing, table.Options.IsSplittable, splitBytes);
        ColumnMap = MapColumns(table, Columns);
    }

    /// <inheritdoc />
    public StructType Schema { get; }

    /// <inheritdoc />
    public IReadOnlyList<ScanSplit> Splits => _splits;

    /// <summary>The files and their schema.</summary>
    public CsvTable Table { get; }

    /// <summary>The wanted columns as ordinals of the table's schema.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>Rows of a split at most.</summary>
    public long Limit { get; }

    /// <summary>Where the wanted columns stand in the files.</summary>
    public CsvColumnMap ColumnMap { get; }

    /// <summary>Bytes of a block.</summary>
    public int BlockBytes { get; init; } = TextBlocks.DefaultBlockBytes;

    /// <summary>The slot of a wanted column; that of corrupt records is after the others.</summary>
    public int SlotOf(int ordinal)
    {
        var corruptRecord = Table.CorruptRecordOrdinal;
        return ordinal == corruptRecord ? ColumnMap.SlotCount : ColumnMap.Slots[corruptRecord >= 0 && ordinal > corruptRecord ? ordinal - 1 : ordinal];
    }

    /// <inheritdoc />
    public IScanReader Open(ScanSplit split, ScanContext context) => new CsvScanReader(this, (FileSplit)split, context);

    /// <inheritdoc />
    public string Describe()
    {
        var files = Table.Listing.Files.Length == 1 ? Table.Name : $"{Table.Listing.Files.Length} files";
        return $"{Table.Format} [{string.Join(", ", Schema.Fields.Select(f => f.Name))}] {files}{(Limit == long.MaxValue ? "" : $" limit {Limit}")}";
    }

    private static CsvColumnMap MapColumns(CsvTable table, ImmutableArray<int> columns)
    {
        var slots = new List<int>();
        var slotCount = 0;
        for (var ordinal = 0; ordinal < table.Schema.Fields.Count; ordinal++)
        {
            if (ordinal != table.CorruptRecordOrdinal)
                slots.Add(columns.Contains(ordinal) ? slotCount++ : -1);
        }

        // Where the parser picks columns, it cannot tell how many there are.
        var checksColumnCount = !table.Options.PrunesColumns || slotCount == slots.Count;
        return new CsvColumnMap(slots.Count, [.. slots], slotCount, checksColumnCount);
    }
}
