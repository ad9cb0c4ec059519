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
/// <param name="RowGroupSize">The bytes of the wanted columns in the whole row group, compressed.</param>
internal sealed record ParquetSplit(
    int Ordinal, PrunableColumns File, RowGroupMetadata RowGroup, RowRange Rows, ImmutableArray<ParquetColumn> Columns, long RowGroupSize)
    : ScanSplit(Ordinal, (long)((Int128)RowGroupSize * (Rows.End - Rows.First) / Math.Max(RowGroup.RowCount, 1))), IFileSplit
{
    /// <inheritdoc />
    string IFileSplit.FilePath => File.File.Entry.Path;
}
