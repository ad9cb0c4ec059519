using System.Collections.Immutable;
using SqlSpark.Core.Configuration;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet;

/// <summary>
/// Divides row groups into ranges of rows when there are fewer of them than keep all workers busy. Pages that lie outside of a range are passed over without being
/// decompressed; a row group whose columns have few pages stays whole.
/// </summary>
/// <param name="pieceCount">Into how many ranges a row group is divided at most.</param>
internal sealed class RowGroupDivision(int pieceCount)
{
    // Opening columns and reading their dictionaries again costs about as much as reading some thousand rows.
    private const long MinRows = 64 * 1024;
    private const int SplitsPerWorker = 4;

    // A page that two ranges share is decompressed for each.
    private const int PagesPerPiece = 2;

    // Small columns are read in no time, however often.
    private const long SmallColumnBytes = 256 * 1024;

    // An entry of an offset index has three integers of variable length and the end of a struct; this is about the most.
    private const int IndexEntryBytes = 16;

    /// <summary>The division for so many row groups, by the number of workers that the session asks for.</summary>
    public static RowGroupDivision For(ConfSnapshot conf, int rowGroupCount)
    {
        var workers = LocalMaster.TryParse(conf.Get(SqlConf.Master), out var taskCount, out _) ? taskCount ?? Environment.ProcessorCount : 1;
        return new RowGroupDivision(workers == 1 || rowGroupCount == 0 ? 1 : Math.Max(1, SplitsPerWorker * workers / rowGroupCount));
    }

    /// <summary>The ranges of a row group, in order.</summary>
    /// <param name="rowGroup">The row group.</param>
    /// <param name="leaves">The leaves of the wanted columns.</param>
    public ImmutableArray<RowRange> Divide(RowGroupMetadata rowGroup, ImmutableArray<ParquetLeaf> leaves)
    {
        var pieces = Math.Min(pieceCount, rowGroup.RowCount / MinRows);
        foreach (var leaf in leaves)
        {
            var chunk = rowGroup.Columns[leaf.Field.LeafOrdinal];
            if (chunk.UncompressedSize > SmallColumnBytes)
                pieces = Math.Min(pieces, leaf.Field.RepetitionLevel > 0 ? 1 : PagesOf(chunk) / PagesPerPiece);
        }

        if (pieces <= 1)
            return [new RowRange(0, rowGroup.RowCount)];
        var ranges = ImmutableArray.CreateBuilder<RowRange>((int)pieces);
        for (var piece = 0L; piece < pieces; piece++)
            ranges.Add(new RowRange((long)((Int128)rowGroup.RowCount * piece / pieces), (long)((Int128)rowGroup.RowCount * (piece + 1) / pieces)));
        return ranges.MoveToImmutable();
    }

    /// <summary>Data pages of a chunk: as its statistics say, or at least as many as its index has room for.</summary>
    private static int PagesOf(ColumnChunkMetadata chunk) => chunk.DataPageCount ?? (chunk.OffsetIndex is { } index ? index.ByteLength / IndexEntryBytes : 1);
}
