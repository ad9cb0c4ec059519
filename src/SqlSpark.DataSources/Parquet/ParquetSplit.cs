using System.Collections.Immutable;
using SqlSpark.Catalyst.Sources;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Pruning;
using SqlSpark.DataSources.Parquet.Reading;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet;

/// <summary>Neighboring rows of a row group.</summary>
/// <param name="Ordinal">The position in the order of the source.</param>
/// <param name="File">The file, and the columns of the table as it has them.</param>
/// <param name="RowGroup">The row group.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Columns">The wanted columns as the file has them, in the order of the scan's schema.</param>
internal sealed record ParquetSplit(int Ordinal, PrunableColumns File, RowGroupMetadata RowGroup, RowRange Rows, ImmutableArray<ParquetColumn> Columns)
    : ScanSplit(Ordinal, SizeOf(RowGroup, Rows, Columns)), IFileSplit
{
    /// <inheritdoc />
    string IFileSplit.FilePath => File.File.Entry.Path;

    private static long SizeOf(RowGroupMetadata rowGroup, RowRange rows, ImmutableArray<ParquetColumn> columns)
    {
        var size = columns.SelectMany(static column => column.Leaves).Sum(leaf => rowGroup.Columns[leaf.Field.LeafOrdinal].CompressedSize);
        return (long)((Int128)size * (rows.End - rows.First) / Math.Max(rowGroup.RowCount, 1));
    }
}
