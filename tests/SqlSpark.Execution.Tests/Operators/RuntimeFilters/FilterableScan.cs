using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Scans;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>Rows in splits and in several encodings. Readers leave out rows by run-time filters where they are to.</summary>
internal sealed class FilterableScan(DataType[] types, object?[][] rows, bool appliesFilters, int rowsPerSplit = 100) : ITable, IScan
{
    private long _rowsGiven;

    /// <summary>Rows that readers have given.</summary>
    public long RowsGiven => _rowsGiven;

    public string Name => "filterable";

    public string Format => "test";

    public bool AppliesRuntimeFilters => appliesFilters;

    public StructType Schema { get; } = new([.. types.Select((type, i) => new StructField($"c{i}", type))]);

    public IReadOnlyList<ScanSplit> Splits { get; } = [.. Enumerable.Range(0, (rows.Length + rowsPerSplit - 1) / rowsPerSplit).Select(i => new Split(i))];

    public static BatchScanExec Exec(EquatableArray<AttributeReference> attributes, object?[][] rows, bool appliesFilters = true)
    {
        var scan = new FilterableScan([.. attributes.Map(a => a.Type)], rows, appliesFilters);
        return new BatchScanExec(scan, scan, attributes);
    }

    public IScanBuilder NewScanBuilder() => throw new NotSupportedException();

    public IScanReader Open(ScanSplit split, ScanContext context) => new Reader(this, split.Ordinal, context);

    public string Describe() => "test";

    private sealed record Split(int Ordinal) : ScanSplit(Ordinal, 1);

    private sealed class Reader : IScanReader
    {
        private readonly FilterableScan _scan;
        private readonly ScanContext _context;
        private readonly TestBatches _batches;
        private readonly Selection _selection;
        private readonly RecordBatch _batch = new();
        private int _next;

        public Reader(FilterableScan scan, int split, ScanContext context)
        {
            (_scan, _context) = (scan, context);
            _selection = new Selection(context.Account);
            _batches = new TestBatches(scan.Types, context.Account);
            var part = scan.Rows.Skip(split * scan.RowsPerSplit).Take(scan.RowsPerSplit).ToArray();
            // Dictionaries of these batches do not tell -0.0 from 0.0.
            var encoding = scan.Types.Any(static type => type is FloatType or DoubleType) ? TestEncoding.Selected : TestEncoding.Mixed;
            _batches.Add(part, Math.Max(1, context.BatchCapacity / 3), encoding, new Random(split), _ => split);
        }

        public bool TryRead(out RecordBatch batch)
        {
            batch = null!;
            while (_next < _batches.Batches.Count)
            {
                batch = Keep(_batches.Batches[_next++]);
                if (batch.LiveCount == 0)
                    continue;
                Interlocked.Add(ref _scan._rowsGiven, batch.LiveCount);
                return true;
            }

            return false;
        }

        public void Dispose()
        {
            _batches.Dispose();
            _selection.Dispose();
        }

        private RecordBatch Keep(RecordBatch batch)
        {
            var words = _selection.Begin(batch.RowCount);
            for (var word = 0; word < words.Length; word++)
                words[word] = batch.Rows.Word(word);
            foreach (var filter in _context.Filters)
            {
                var tested = Bitmaps.Count(words);
                if (filter.Content is { IsEmpty: true })
                    words.Clear();
                filter.Content?.Rows?.Keep(batch[filter.Column], words);
                filter.Report(tested, Bitmaps.Count(words));
            }

            return _batch.Set(batch, _selection.Publish());
        }
    }

    private DataType[] Types => types;

    private object?[][] Rows => rows;

    private int RowsPerSplit => rowsPerSplit;
}
