using System.Collections.Immutable;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>A row group in memory, independent of the file that it will be part of. Whoever has it disposes it.</summary>
/// <param name="Columns">One chunk a leaf.</param>
/// <param name="RowCount">Rows.</param>
internal sealed record EncodedRowGroup(ImmutableArray<EncodedColumn> Columns, long RowCount) : IDisposable
{
    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var column in Columns)
            column.Dispose();
    }
}
