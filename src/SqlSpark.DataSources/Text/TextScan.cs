using System.Collections.Immutable;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Text;

/// <summary>A scan of text files.</summary>
internal sealed class TextScan : IScan
{
    /// <summary>Bytes of a split: some milliseconds of work.</summary>
    public const long DefaultSplitBytes = 4L << 20;

    private readonly ImmutableArray<FileSplit> _splits;

    /// <param name="table">The files.</param>
    /// <param name="readsValues">False where only the number of rows is wanted.</param>
    /// <param name="limit">Rows of a split at most.</param>
    /// <param name="splitBytes">Bytes of a split; files that cannot be split are one each.</param>
    public TextScan(TextTable table, bool readsValues, long limit, long splitBytes = DefaultSplitBytes)
    {
        Table = table;
        Limit = limit;
        Schema = readsValues ? table.Schema : StructType.Empty;
        _splits = limit <= 0 ? [] : FileSplit.Cut(table.Listing, table.Options.IsSplittable, splitBytes);
    }

    /// <inheritdoc />
    public StructType Schema { get; }

    /// <inheritdoc />
    public IReadOnlyList<ScanSplit> Splits => _splits;

    /// <summary>The files.</summary>
    public TextTable Table { get; }

    /// <summary>Rows of a split at most.</summary>
    public long Limit { get; }

    /// <summary>Bytes of a block.</summary>
    public int BlockBytes { get; init; } = TextBlocks.DefaultBlockBytes;

    /// <inheritdoc />
    public IScanReader Open(ScanSplit split, ScanContext context) => new TextScanReader(this, (FileSplit)split, context);

    /// <inheritdoc />
    public string Describe()
    {
        var files = Table.Listing.Files.Length == 1 ? Table.Name : $"{Table.Listing.Files.Length} files";
        return $"{Table.Format} [{string.Join(", ", Schema.Fields.Select(f => f.Name))}] {files}{(Limit == long.MaxValue ? "" : $" limit {Limit}")}";
    }
}
