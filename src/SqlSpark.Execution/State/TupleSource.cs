using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.State;

/// <summary>The rows of a finished sink in their order, as the source of a later pipeline. The sink owns them and must stay.</summary>
internal abstract class TupleSource : PipelineSource
{
    private const int RowsPerMorsel = 32 * 1024;

    private readonly TupleRuns _runs;
    private int _nextMorsel = -1;

    /// <summary>A source over all rows of <paramref name="runs"/>.</summary>
    protected TupleSource(TupleRuns runs)
    {
        _runs = runs;
        _runs.Cut(RowsPerMorsel);
    }

    /// <inheritdoc />
    public override int MaxParallelism => Math.Max(1, _runs.MorselCount);

    /// <inheritdoc />
    public override int PartitionCount => Math.Max(1, _runs.MorselCount);

    /// <summary>Reads batches of rows for one worker.</summary>
    protected abstract unsafe class Reader : BatchOperator
    {
        private readonly TupleSource _source;
        private readonly VectorWriter[] _writers;
        private readonly Vector[] _vectors;
        private readonly ScratchBuffer _rows;
        private readonly RecordBatch _batch = new();
        private TupleRuns.Position _position;

        /// <summary>A reader of columns of the given types.</summary>
        protected Reader(TupleSource source, ReadOnlySpan<DataType> types, MemoryAccount account)
        {
            _source = source;
            _writers = new VectorWriter[types.Length];
            for (var i = 0; i < _writers.Length; i++)
                _writers[i] = new VectorWriter(types[i], account);
            _vectors = new Vector[types.Length];
            _rows = new ScratchBuffer(account);
        }

        /// <inheritdoc />
        public sealed override PullStatus Next(TaskContext context, out RecordBatch batch)
        {
            batch = _batch;
            if (_position.RowsLeft == 0)
            {
                var morsel = Interlocked.Increment(ref _source._nextMorsel);
                if (morsel >= _source._runs.MorselCount)
                    return PullStatus.Finished;
                _position = _source._runs.MorselAt(morsel);
                _batch.PartitionOrdinal = morsel;
                _batch.Sequence = -1;
            }

            var rows = _rows.Get<nint>(context.BatchCapacity);
            var count = _source._runs.Read(ref _position, rows, context.BatchCapacity);
            Prefetch.Lines(rows, count);
            for (var column = 0; column < _writers.Length; column++)
            {
                Read(column, rows, count, _writers[column]);
                _vectors[column] = _writers[column].Publish();
            }

            _batch.Set(count, _vectors);
            _batch.Sequence++;
            return PullStatus.Ready;
        }

        /// <inheritdoc />
        public override void Dispose()
        {
            foreach (var writer in _writers)
                writer.Dispose();
            _rows.Dispose();
        }

        /// <summary>Writes a column of rows to a register, which it begins.</summary>
        protected abstract void Read(int column, nint* rows, int count, VectorWriter writer);
    }
}
