using System.Collections.Immutable;
using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>Writes one file on one worker: encodes row groups and appends each as soon as it is full.</summary>
internal sealed class ParquetFileWriter : IFileWriter
{
    private readonly IWritableFile _target;
    private readonly RowGroupEncoder _encoder;
    private readonly ParquetFileAppender _appender;

    /// <summary>Begins the file.</summary>
    public ParquetFileWriter(
        IWritableFile target, WriteSchema schema, ParquetWriteOptions options, ImmutableArray<SortedColumn> sortedBy, FileWriteContext context)
    {
        _target = target;
        _encoder = new RowGroupEncoder(schema, options, context.Account, context.Cancellation);
        try
        {
            _appender = new ParquetFileAppender(target, schema, options, sortedBy);
        }
        catch
        {
            _encoder.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public long EstimatedByteLength => _target.ByteLength + _encoder.BufferedBytes;

    /// <inheritdoc />
    public void Write(RecordBatch batch)
    {
        for (var row = 0; row < batch.Rows.Count;)
        {
            row += _encoder.Add(batch, row);
            if (_encoder.IsFull)
                AppendRowGroup();
        }
    }

    /// <inheritdoc />
    public void Finish()
    {
        if (_encoder.RowCount > 0)
            AppendRowGroup();
        _appender.Finish();
    }

    /// <inheritdoc />
    public void Dispose() => _encoder.Dispose();

    private void AppendRowGroup()
    {
        using var rowGroup = _encoder.Finish();
        _appender.Append(rowGroup);
    }
}
