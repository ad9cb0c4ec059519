using System.Text;
using System.Text.Unicode;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Text.Json;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Text;

namespace SqlSpark.DataSources.Json;

/// <summary>Reads one split, record by record into the rows of one batch. Values are copied out of the text; fields that nobody wants are only skipped.</summary>
/// <remarks>
/// Spark: <c>JacksonParser</c> under <c>FailureSafeParser</c>. Only the first value of a record counts. An array of objects is as many rows, which share their
/// fate: it is looked through as a whole before its rows are read, over as many batches as they need.
/// </remarks>
internal sealed class JsonScanReader : IScanReader
{
    private const int CheckInterval = 1024;

    private readonly JsonScan _scan;
    private readonly ScanContext _context;
    private readonly VectorWriter _row;
    private readonly JsonStructReader _reader;
    private readonly ScratchBuffer _views;
    private readonly TextLineReader? _lines;
    private readonly RecordBatch _batch = new();
    private readonly bool _needsOutcome;
    private readonly bool _countsOnly;
    private byte[] _repaired = [];
    private int _repairedLength = -1;
    private int _lineCount;
    private int _line;
    private int _arrayPosition = -1;        // where to go on in the array of the current line
    private bool _isArrayMalformed;
    private long _remaining;

    public JsonScanReader(JsonScan scan, FileSplit split, ScanContext context)
    {
        _scan = scan;
        _context = context;
        _remaining = scan.Limit;
        _views = new ScratchBuffer(context.Account);
        _row = new VectorWriter(scan.Schema, context.Account);
        _reader = JsonStructReader.Create(scan.Schema, scan.Table.Options.NewDates(), scan.CorruptRecordOrdinal) ?? throw InternalErrors.Unreachable(scan.Schema);
        _needsOutcome = scan.CorruptRecordOrdinal >= 0 || scan.Table.Options.Mode != ParseMode.Permissive;
        _countsOnly = !_needsOutcome && scan.Schema.Fields.Count == 0;
        Split = split;
        try
        {
            _lines = new TextLineReader(
                scan.Table.Listing.FileSystem, scan.Table.Options.Text, JsonTableProvider.FormatName, split, scan.BlockBytes, context.Account, context.Cancellation);
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

    private FileSplit Split { get; }

    /// <inheritdoc />
    public bool TryRead(out RecordBatch batch)
    {
        batch = _batch;
        var capacity = (int)Math.Min(_context.BatchCapacity, _remaining);
        if (_lines is null || capacity == 0)
            return false;
        while (true)
        {
            CheckCancellation();
            if (_line == _lineCount && !ReadLines())
                return false;
            _row.Begin(capacity);
            var rowCount = ReadRows(capacity);
            if (rowCount == 0)
                continue;
            _row.Truncate(rowCount);
            var rows = (StructVector)_row.Publish();
            _batch.Set(rowCount, rows.Fields);
            _remaining -= rowCount;
            return true;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lines?.Dispose();
        _views.Dispose();
        _row.Dispose();
    }

    private void CheckCancellation()
    {
        if (_context.Cancellation.IsCancellationRequested)
            throw CoreErrors.QueryCanceled();
    }

    private bool ReadLines()
    {
        _line = 0;
        _lineCount = 0;
        try
        {
            _lineCount = _lines!.Read(_views, _context.BatchCapacity).Length;
        }
        catch (SqlSparkException exception) when (_scan.Table.IgnoresCorruptFiles && exception.Condition is "FILE_CORRUPT" or "FAILED_READ_FILE.NO_HINT")
        {
            _remaining = 0;
        }

        return _lineCount > 0;
    }

    /// <summary>Reads rows of the lines at hand.</summary>
    private int ReadRows(int capacity)
    {
        var views = _views.GetSpan<Utf8View>(_lineCount);
        var rowCount = 0;
        while (rowCount < capacity && _line < _lineCount)
        {
            var record = Sound(JsonRecords.Trim(views[_line].Bytes));
            if (_arrayPosition >= 0)
            {
                rowCount = ReadArray(record, rowCount, capacity);
                continue;
            }

            // Without columns it does not matter what becomes of an object: it is a row.
            if (_countsOnly && record is [(byte)'{', ..])
            {
                rowCount++;
                NextLine();
                continue;
            }

            var scanner = new JsonScanner(record, _scan.Table.Options.Leniency);
            scanner.Read();
            if (scanner.Kind == JsonKind.StartArray)
            {
                // What is looked through uses the registers, so the rows before it go first.
                if (rowCount > 0)
                    return rowCount;
                if (BeginArray(record, scanner.End, capacity))
                    continue;
                rowCount += End(record, JsonOutcome.Broken, rowCount);
            }
            else if (scanner.Kind != JsonKind.None)
            {
                rowCount += End(record, _reader.Read(ref scanner, _row, rowCount), rowCount);
            }

            NextLine();
        }

        return rowCount;
    }

    private void NextLine()
    {
        _line++;
        _repairedLength = -1;
        _arrayPosition = -1;
    }

    /// <summary>Looks an array through: whether all its elements are objects, and whether all can be read where that matters.</summary>
    /// <returns>False if its elements are no rows.</returns>
    private bool BeginArray(ReadOnlySpan<byte> record, int position, int capacity)
    {
        var scanner = JsonScanner.InArray(record, _scan.Table.Options.Leniency, position, isFirst: true);
        _isArrayMalformed = false;
        for (var count = 1; scanner.Read() && scanner.Kind != JsonKind.EndArray; count++)
        {
            if (scanner.Kind != JsonKind.StartObject)
                return false;
            if (!_needsOutcome)
            {
                if (!scanner.Skip())
                    return false;
            }
            else
            {
                var outcome = _reader.Read(ref scanner, _row, 0);
                if (outcome == JsonOutcome.Broken)
                    return false;
                _isArrayMalformed |= outcome != JsonOutcome.Value;
            }

            if (count % CheckInterval == 0)
            {
                CheckCancellation();
                _row.Begin(capacity);
            }
        }

        _row.Begin(capacity);
        if (scanner.Kind != JsonKind.EndArray)
            return false;
        if (_isArrayMalformed && _scan.Table.Options.Mode == ParseMode.FailFast)
            ThrowMalformed(record);
        if (_isArrayMalformed && _scan.Table.Options.Mode == ParseMode.DropMalformed)
            NextLine();
        else
            _arrayPosition = position;
        return true;
    }

    /// <summary>Reads the next elements of an array as rows.</summary>
    private int ReadArray(ReadOnlySpan<byte> record, int rowCount, int capacity)
    {
        var isFirst = record[_arrayPosition - 1] == '[';     // behind an element, which is an object, it is a brace
        var scanner = JsonScanner.InArray(record, _scan.Table.Options.Leniency, _arrayPosition, isFirst);
        while (rowCount < capacity)
        {
            scanner.Read();
            if (scanner.Kind == JsonKind.EndArray)
            {
                NextLine();
                return rowCount;
            }

            _reader.Read(ref scanner, _row, rowCount);
            SetCorruptRecord(record, rowCount, _isArrayMalformed);
            rowCount++;
            _arrayPosition = scanner.End;
        }

        return rowCount;
    }

    /// <summary>Ends a row as the mode asks.</summary>
    /// <returns>How many rows there are of it: 1, or 0 if it is dropped.</returns>
    private int End(ReadOnlySpan<byte> record, JsonOutcome outcome, int row)
    {
        if (outcome == JsonOutcome.Value)
        {
            SetCorruptRecord(record, row, false);
            return 1;
        }

        switch (_scan.Table.Options.Mode)
        {
            case ParseMode.FailFast:
                ThrowMalformed(record);
                break;
            case ParseMode.DropMalformed:
                JsonStructReader.Renew(_row, row);
                return 0;
        }

        if (outcome != JsonOutcome.Partial)
            JsonStructReader.Clear(_row, row);
        SetCorruptRecord(record, row, true);
        return 1;
    }

    private void SetCorruptRecord(ReadOnlySpan<byte> record, int row, bool isMalformed)
    {
        if (_scan.CorruptRecordOrdinal < 0)
            return;
        var column = _row.Field(_scan.CorruptRecordOrdinal);
        if (!isMalformed)
        {
            column.SetNull(row);
            return;
        }

        if (column.HasValidity)
            Bitmaps.Set(column.Validity, row);
        column.SetBytes(row, record);
    }

    /// <summary>A text as Java decodes it: what is no UTF-8 becomes U+FFFD.</summary>
    private ReadOnlySpan<byte> Sound(ReadOnlySpan<byte> record)
    {
        if (_repairedLength >= 0)
            return _repaired.AsSpan(0, _repairedLength);
        if (_lines!.IsAscii || Utf8.IsValid(record))
            return record;
        _repaired = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(record));
        _repairedLength = _repaired.Length;
        return _repaired;
    }

    private void ThrowMalformed(ReadOnlySpan<byte> record)
    {
        var (fileSystem, options) = (_scan.Table.Listing.FileSystem, _scan.Table.Options.Text);
        var path = fileSystem.Describe(Split.Path);
        if (!options.IsWholeText && options.Encoding == TextEncoding.Utf8 && options.LineSeparator.Length == 0 && FileCodecs.Of(Split.Path, options.Compression) == FileCodec.None)
            path += $", line {LineCounter.LineAt(fileSystem, Split.Path, _lines!.Offset) + _line}";
        throw DataSourceErrors.CannotReadFile(path, DataSourceErrors.MalformedRecordInParsing(Encoding.UTF8.GetString(record), null));
    }
}
