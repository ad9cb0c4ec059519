using SqlSpark.Core.Columnar;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>A column of the batch at hand that is read when somebody touches it; batches that nobody touches are passed over, pages and all.</summary>
/// <param name="reader">Reads the column; the row group's.</param>
/// <param name="rowGroup">Turns failures into errors that name the file.</param>
internal sealed class LazyColumn(ColumnReader reader, RowGroupReader rowGroup) : LazyVector(reader.Type, 0)
{
    private long _skipped;

    /// <summary>Goes to the next batch.</summary>
    /// <param name="gap">Rows between the last batch and this one.</param>
    /// <param name="rowCount">Rows of this one.</param>
    public void Advance(long gap, int rowCount)
    {
        if (Loaded is null)
            _skipped += Length;
        _skipped += gap;
        Reset(rowCount);
    }

    /// <inheritdoc />
    protected override Vector Read(Rows rows)
    {
        var skipped = _skipped;
        _skipped = 0;
        return rowGroup.Read(reader, skipped, Length);
    }
}
