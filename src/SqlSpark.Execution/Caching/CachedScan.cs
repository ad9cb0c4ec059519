using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.Caching;

/// <summary>Reads some columns of cached rows. From the first split that is opened to the end of the last one the rows stay, even if they are dropped meanwhile.</summary>
internal sealed class CachedScan : IScan
{
    private const int BatchesOfSplit = 16;

    private readonly CachedTable _table;
    private readonly int[] _columns;
    private readonly Lock _lock = new();
    private int _remainingSplits;
    private bool _keepsRows;

    public CachedScan(CachedTable table, IReadOnlyList<int> columns, int batchCount)
    {
        _table = table;
        _columns = [.. columns];
        Schema = new StructType(EquatableArray.Create<StructField>([.. _columns.Select(i => table.Schema.Fields[i])]));
        Splits = [.. Enumerable.Range(0, (batchCount + BatchesOfSplit - 1) / BatchesOfSplit).Select(i => new Split(i, i * BatchesOfSplit, Math.Min(batchCount, (i + 1) * BatchesOfSplit)))];
    }

    /// <summary>Lets the rows go after a query that ended early: a LIMIT does not open all splits.</summary>
#pragma warning disable MA0055 // a scan is not told when its query ends
    ~CachedScan()
#pragma warning restore MA0055
    {
        if (_keepsRows)
            _table.EndReading();
    }

    /// <inheritdoc />
    public StructType Schema { get; }

    /// <inheritdoc />
    public IReadOnlyList<ScanSplit> Splits { get; }

    /// <inheritdoc />
    public IScanReader Open(ScanSplit split, ScanContext context)
    {
        lock (_lock)
        {
            if (!_keepsRows)
            {
                _table.BeginReading();
                _keepsRows = true;
                _remainingSplits = Splits.Count;
            }

            return new Reader(this, (Split)split, context);
        }
    }

    /// <inheritdoc />
    public string Describe() => $"InMemoryRelation {_table.Name}, StorageLevel(memory, deserialized, 1 replicas)";

    private void EndSplit()
    {
        lock (_lock)
        {
            if (_keepsRows && --_remainingSplits == 0)
            {
                _keepsRows = false;
                _table.EndReading();
            }
        }
    }

    private sealed record Split(int Ordinal, int First, int End) : ScanSplit(Ordinal, End - First);

    /// <summary>Hands out the batches as they are; in pieces where they are larger than the query's.</summary>
    private sealed class Reader : IScanReader
    {
        private readonly CachedScan _scan;
        private readonly ScanContext _context;
        private readonly CachedRows _rows;
        private readonly int _end;
        private readonly RecordBatch _batch = new();
        private readonly Vector[] _vectors;
        private readonly Vector?[] _shells;
        private readonly VectorWriter?[] _pieces;
        private int _next;
        private int _firstRow;

        public Reader(CachedScan scan, Split split, ScanContext context)
        {
            _scan = scan;
            _context = context;
            (_next, _end) = (split.First, split.End);
            _vectors = new Vector[scan._columns.Length];
            _shells = new Vector?[_vectors.Length];
            _pieces = new VectorWriter?[_vectors.Length];
            _rows = scan._table.BeginReading();
        }

        public bool TryRead(out RecordBatch batch)
        {
            batch = _batch;
            if (_next == _end)
                return false;
            var columns = _rows.Batches[_next];
            var rowCount = _rows.RowCountOf(_next);
            var count = Math.Min(rowCount - _firstRow, _context.BatchCapacity);
            for (var i = 0; i < _vectors.Length; i++)
                _vectors[i] = count == rowCount ? _shells[i] = columns[_scan._columns[i]].Slice(0, count, _shells[i]) : Piece(columns[_scan._columns[i]], i, count);
            _batch.Set(count, _vectors);
            _firstRow += count;
            if (_firstRow == rowCount)
                (_next, _firstRow) = (_next + 1, 0);
            return true;
        }

        public void Dispose()
        {
            foreach (var piece in _pieces)
                piece?.Dispose();
            _scan._table.EndReading();
            _scan.EndSplit();
        }

        private Vector Piece(Vector column, int ordinal, int count)
        {
            var writer = _pieces[ordinal] ??= new VectorWriter(column.Type, _context.Account);
            writer.Begin(0);
            VectorCopy.AppendRange(column, _firstRow, count, writer);
            return writer.Publish();
        }
    }
}
