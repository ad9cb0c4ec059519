using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>Reads one split: rows of a chunk are found, then each wanted column reads its values.</summary>
internal sealed unsafe class CsvScanReader : IScanReader
{
    private readonly CsvScan _scan;
    private readonly ScanContext _context;
    private readonly StringHeap _heap;
    private readonly CsvFileReader? _file;
    private readonly CsvColumn[] _columns;       // by slot
    private readonly CsvColumn? _corruptRecord;  // its slot is after the last one
    private readonly int[] _slots;               // in the order of the scan's schema
    private readonly Vector[] _published;        // by slot
    private readonly Vector[] _vectors;          // in the order of the scan's schema
    private readonly RecordBatch _batch = new();
    private readonly Selection _selection;
    private readonly ulong[] _sound;
    private long _remaining;
    private long _sequence;

    public CsvScanReader(CsvScan scan, FileSplit split, ScanContext context)
    {
        _scan = scan;
        _context = context;
        _remaining = scan.Limit;
        _heap = new StringHeap(context.Account);
        _selection = new Selection(context.Account);
        _columns = new CsvColumn[scan.ColumnMap.SlotCount];
        _slots = new int[scan.Columns.Length];
        _published = new Vector[_columns.Length + 1];
        _vectors = new Vector[_slots.Length];
        _sound = new ulong[Bitmaps.WordCount(context.BatchCapacity)];
        try
        {
            var options = scan.Table.Options;
            for (var i = 0; i < _slots.Length; i++)
            {
                var type = scan.Schema.Fields[i].DataType;
                _slots[i] = scan.SlotOf(scan.Columns[i]);
                if (_slots[i] == _columns.Length)
                    _corruptRecord ??= CsvColumns.Create(type, options with { NullValue = [] }, _heap, context.Account);
                else
                    _columns[_slots[i]] ??= CsvColumns.Create(type, options, _heap, context.Account);
            }

            _file = OpenFile(split);
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
        while (true)
        {
            if (_context.Cancellation.IsCancellationRequested)
                throw CoreErrors.QueryCanceled();
            var rowCount = _file is null || _remaining <= 0 ? 0 : ReadRows();
            if (rowCount == 0)
                return false;
            Publish();
            var selection = _scan.Table.Options.Mode == ParseMode.DropMalformed ? SelectSound(rowCount) : null;
            if (selection is { Count: 0 })
                continue;
            _batch.Set(rowCount, _vectors, selection);
            _batch.PartitionOrdinal = _file!.Range.Ordinal;
            _batch.Sequence = _sequence++;
            _remaining -= _batch.LiveCount;
            return true;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _file?.Dispose();
        foreach (CsvColumn? column in _columns)
            column?.Dispose();
        _corruptRecord?.Dispose();
        _heap.Dispose();
        _selection.Dispose();
    }

    private void Publish()
    {
        for (var slot = 0; slot < _columns.Length; slot++)
            _published[slot] = _columns[slot].Publish();
        if (_corruptRecord is not null)
            _published[^1] = _corruptRecord.Publish();
        for (var i = 0; i < _slots.Length; i++)
            _vectors[i] = _published[_slots[i]];
    }

    private CsvFileReader? OpenFile(FileSplit split)
    {
        var table = _scan.Table;
        try
        {
            var isFirst = split.Start == 0 && table.Options.HasHeader;
            if (isFirst && !table.Options.EnforcesSchema)
                CsvHeader.Check(table, _scan, split, _context.Account);
            return new CsvFileReader(
                table.Listing.FileSystem, split, table.Options, _scan.ColumnMap, _heap, _context.Account, _scan.BlockBytes, _context.Cancellation)
            {
                SkipsHeader = isFirst,
            };
        }
        catch (SqlSparkException exception) when (table.IgnoresMissingFiles && exception.Condition == "FAILED_READ_FILE.FILE_NOT_EXIST")
        {
            return null;
        }
    }

    /// <summary>Reads the rows of a batch; all of them are in one block.</summary>
    private int ReadRows()
    {
        _heap.Reset();
        foreach (var column in _columns)
            column.Begin();
        _corruptRecord?.Begin();
        var capacity = (int)Math.Min(_context.BatchCapacity, _remaining);
        var rowCount = 0;
        while (rowCount < capacity)
        {
            var count = ReadChunk(capacity - rowCount, staysInBlock: rowCount > 0);
            if (count == 0)
                break;
            for (var slot = 0; slot < _columns.Length; slot++)
                _columns[slot].Append(_file!.Chunk.Slot(slot), count, _file.Blocks, _file.Chunk.Malformed);
            EndChunk(rowCount, count);
            rowCount += count;
        }

        return rowCount;
    }

    private int ReadChunk(int maxRows, bool staysInBlock)
    {
        try
        {
            return _file!.Read(maxRows, staysInBlock);
        }
        catch (SqlSparkException exception) when (_scan.Table.IgnoresCorruptFiles && exception.Condition is "FILE_CORRUPT" or "FAILED_READ_FILE.NO_HINT")
        {
            _remaining = 0;
            return 0;
        }
        catch (SqlSparkException exception) when (exception.Condition == "MALFORMED_CSV_RECORD")
        {
            throw DataSourceErrors.CannotReadFile(_scan.Table.Listing.FileSystem.Describe(_file!.Range.Path), exception);
        }
    }

    /// <summary>Treats the malformed rows of a chunk as the mode asks.</summary>
    private void EndChunk(int firstRow, int count)
    {
        var malformed = _file!.Chunk.Malformed;
        var words = Bitmaps.WordCount(count);
        var isSound = true;
        for (var word = 0; word < words; word++)
            isSound &= malformed[word] == 0;
        if (!isSound && _scan.Table.Options.Mode == ParseMode.FailFast)
            ThrowMalformed(count);
        for (var word = 0; word < words; word++)
            _sound[(firstRow >> 6) + word] = ~malformed[word];
        if (_corruptRecord is null)
            return;
        var lines = _file.Chunk.Lines;
        for (var row = 0; row < count; row++)
        {
            if ((malformed[row >> 6] >> (row & 63) & 1) == 0)
                lines[row].Length = CsvField.Absent;
        }

        _corruptRecord.Append(lines, count, _file.Blocks, malformed);
    }

    private Selection? SelectSound(int rowCount)
    {
        var words = _selection.Begin(rowCount);
        _sound.AsSpan(0, words.Length).CopyTo(words);
        _selection.Publish();
        return _selection.Count == rowCount ? null : _selection;
    }

    private void ThrowMalformed(int count)
    {
        var row = 0;
        while (row < count - 1 && (_file!.Chunk.Malformed[row >> 6] >> (row & 63) & 1) == 0)
            row++;
        var record = _file!.RecordText(row);
        var line = _file.LineOf(_file.Chunk.Lines[row].Start);
        var path = _scan.Table.Listing.FileSystem.Describe(_file.Range.Path);
        throw DataSourceErrors.CannotReadFile(
            line == 0 ? path : $"{path}, line {line}", DataSourceErrors.MalformedRecordInParsing(record, CsvErrors.MalformedRecord(record)));
    }
}
