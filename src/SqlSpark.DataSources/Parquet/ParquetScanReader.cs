using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet;

/// <summary>Reads one row group of a scan.</summary>
internal sealed class ParquetScanReader : IScanReader
{
    private readonly ParquetScan _scan;
    private readonly ParquetSplit _split;
    private readonly ScanContext _context;
    private readonly RecordBatch _batch = new();
    private RowGroupReader? _rowGroup;
    private long _sequence;

    public ParquetScanReader(ParquetScan scan, ParquetSplit split, ScanContext context)
    {
        _scan = scan;
        _split = split;
        _context = context;
        try
        {
            _rowGroup = new RowGroupReader(
                split.File,
                split.RowGroup,
                [.. split.Columns.Zip(scan.Schema.Fields, static (column, field) => (field.Name, column))],
                scan.IsLazy,
                scan.Options,
                context.BatchCapacity,
                context.Account);
        }
        catch (SqlSparkException exception) when (scan.Table.IgnoresMissingFiles && exception.Condition == "FAILED_READ_FILE.FILE_NOT_EXIST")
        {
            _rowGroup = null;
        }
    }

    /// <inheritdoc />
    public bool TryRead(out RecordBatch batch)
    {
        batch = _batch;
        if (_context.Cancellation.IsCancellationRequested)
            throw CoreErrors.QueryCanceled();
        if (_rowGroup is null)
            return false;
        try
        {
            if (!_rowGroup.TryRead(_context.BatchCapacity, _batch))
                return false;
        }
        catch (SqlSparkException exception) when (_scan.Table.IgnoresCorruptFiles && exception.Condition is "FILE_CORRUPT" or "FAILED_READ_FILE.NO_HINT")
        {
            return false;
        }

        _batch.PartitionOrdinal = _split.Ordinal;
        _batch.Sequence = _sequence++;
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _rowGroup?.Dispose();
        _rowGroup = null;
    }
}
