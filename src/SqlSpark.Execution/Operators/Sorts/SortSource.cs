using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>Sorted rows, whose columns are gathered by the rows' numbers. The sink owns them and must stay.</summary>
internal sealed class SortSource : PipelineSource
{
    /// <summary>The most blocks that a gathered vector keeps alive; with more, long strings are copied.</summary>
    public const int MaxBorrowedHeaps = TupleGather.MaxBorrowedHeaps;

    private const int RowsPerMorsel = 32 * 1024;

    private readonly SortPlan _plan;
    private readonly List<NativeBuffer>? _heaps;
    private readonly List<Morsel> _morsels = [];
    private int _nextMorsel = -1;

    /// <summary>A source over sorted ranges.</summary>
    /// <param name="plan">The order, and which columns of the rows are the output.</param>
    /// <param name="ranges">The ranges, in order.</param>
    /// <param name="heaps">The blocks that rows point into, to be kept alive with batches; null to copy long strings.</param>
    public SortSource(SortPlan plan, List<SortRange> ranges, List<NativeBuffer>? heaps)
    {
        _plan = plan;
        _heaps = heaps;
        foreach (var range in ranges)
        {
            for (var start = 0; start < range.Count; start += RowsPerMorsel)
                _morsels.Add(new Morsel(range, start, Math.Min(range.Count, start + RowsPerMorsel)));
        }
    }

    /// <inheritdoc />
    public override int MaxParallelism => Math.Max(1, _morsels.Count);

    /// <inheritdoc />
    public override int PartitionCount => Math.Max(1, _morsels.Count);

    /// <inheritdoc />
    public override BatchOperator CreateReader(TaskContext context) => new Reader(this, context.Account);

    // The word of an integer key is the key; others are gathered, as -0.0 and 0.0 have one word.
    private bool IsKeyInWords(int column) =>
        _plan.Columns[column] == _plan.FirstKey && _plan.OutputTypes[column].PhysicalType is >= PhysicalType.Int8 and <= PhysicalType.Int64;

    /// <summary>Rows from <paramref name="Start"/> up to <paramref name="End"/> of a range.</summary>
    private readonly record struct Morsel(SortRange Range, int Start, int End);

    private sealed unsafe class Reader : BatchOperator
    {
        private readonly SortSource _source;
        private readonly VectorWriter[] _writers;
        private readonly Vector[] _vectors;
        private readonly ScratchBuffer _numbers;
        private readonly RecordBatch _batch = new();
        private Morsel _morsel;

        public Reader(SortSource source, MemoryAccount account)
        {
            _source = source;
            _writers = [.. source._plan.OutputTypes.Select(t => new VectorWriter(t, account))];
            _vectors = new Vector[_writers.Length];
            _numbers = new ScratchBuffer(account);
        }

        public override PullStatus Next(TaskContext context, out RecordBatch batch)
        {
            batch = _batch;
            if (_morsel.Start == _morsel.End)
            {
                var morsel = Interlocked.Increment(ref _source._nextMorsel);
                if (morsel >= _source._morsels.Count)
                    return PullStatus.Finished;
                _morsel = _source._morsels[morsel];
                _batch.PartitionOrdinal = morsel;
                _batch.Sequence = -1;
            }

            var (range, start) = (_morsel.Range, _morsel.Start);
            var count = Math.Min(context.BatchCapacity, _morsel.End - start);
            var numbers = range.ReadNumbers(start, count, _numbers.Get<uint>(count));
            for (var column = 0; column < _writers.Length; column++)
            {
                if (!_source.IsKeyInWords(column) || !range.TryReadKeys(start, count, _writers[column]))
                    range.Pages.Read(column, numbers, count, _writers[column], _source._heaps);
                _vectors[column] = _writers[column].Publish();
            }

            _morsel = _morsel with { Start = start + count };
            _batch.Set(count, _vectors);
            _batch.Sequence++;
            return PullStatus.Ready;
        }

        public override void Dispose()
        {
            foreach (var writer in _writers)
                writer.Dispose();
            _numbers.Dispose();
        }
    }
}
