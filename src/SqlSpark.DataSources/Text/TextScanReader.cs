using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Text;

/// <summary>Reads one split. Lines are not copied: values point into the blocks that were read.</summary>
internal sealed unsafe class TextScanReader : IScanReader
{
    private readonly TextScan _scan;
    private readonly ScanContext _context;
    private readonly VectorWriter? _writer;
    private readonly ScratchBuffer _views;
    private readonly TextLineReader? _lines;
    private readonly RecordBatch _batch = new();
    private long _remaining;

    public TextScanReader(TextScan scan, FileSplit split, ScanContext context)
    {
        _scan = scan;
        _context = context;
        _remaining = scan.Limit;
        _views = new ScratchBuffer(context.Account);
        _writer = scan.Schema.Fields.Count > 0 ? new VectorWriter(scan.Schema.Fields[0].DataType, context.Account) : null;
        try
        {
            _lines = new TextLineReader(
                scan.Table.Listing.FileSystem, scan.Table.Options, TextTableProvider.FormatName, split, scan.BlockBytes, context.Account, context.Cancellation);
        }
        catch (SqlSparkException exception) when (scan.Table.IgnoresMissingFiles && exception.Condition == "FAILED_READ_FILE.FILE_NOT_EXIST")
        {
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public bool TryRead(out RecordBatch batch)
    {
        batch = _batch;
        if (_context.Cancellation.IsCancellationRequested)
            throw CoreErrors.QueryCanceled();
        var capacity = (int)Math.Min(_context.BatchCapacity, _remaining);
        var views = _views.Get<Utf8View>(_context.BatchCapacity);
        var rowCount = _lines is null || capacity == 0 ? 0 : ReadLines(views, capacity);
        if (rowCount == 0)
            return false;
        _remaining -= rowCount;
        if (_writer is null)
            _batch.Set(rowCount, []);
        else
            _batch.Set(rowCount, [Publish(views, rowCount)]);
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lines?.Dispose();
        _views.Dispose();
        _writer?.Dispose();
    }

    private int ReadLines(Utf8View* views, int capacity)
    {
        try
        {
            return _lines!.Read(views, capacity);
        }
        catch (SqlSparkException exception) when (_scan.Table.IgnoresCorruptFiles && exception.Condition is "FILE_CORRUPT" or "FAILED_READ_FILE.NO_HINT")
        {
            _remaining = 0;
            return 0;
        }
    }

    private Vector Publish(Utf8View* views, int rowCount)
    {
        _writer!.Begin(rowCount);
        new ReadOnlySpan<Utf8View>(views, rowCount).CopyTo(_writer.Values<Utf8View>());
        _writer.BorrowHeap(_lines!.Buffer);
        return _writer.Publish();
    }
}
