using System.Collections.Immutable;
using SqlSpark.Catalyst.Sources;
using SqlSpark.DataSources.Parquet.Footers;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet;

/// <summary>A row group of a file.</summary>
/// <param name="Ordinal">The position in the order of the source.</param>
/// <param name="File">The file.</param>
/// <param name="RowGroup">The row group.</param>
/// <param name="Columns">The wanted columns as the file has them, in the order of the scan's schema.</param>
internal sealed record ParquetSplit(int Ordinal, ParquetFile File, RowGroupMetadata RowGroup, ImmutableArray<ParquetColumn> Columns)
    : ScanSplit(Ordinal, Columns.SelectMany(static column => column.Leaves).Sum(leaf => RowGroup.Columns[leaf.Field.LeafOrdinal].CompressedSize));
