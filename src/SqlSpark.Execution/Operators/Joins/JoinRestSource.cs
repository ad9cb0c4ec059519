using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// The kept rows that come behind all others, in their order: those without a match with the other side's columns NULL, or for semi, anti and existence joins those
/// that the join chooses. Waits until all rows of the other side were looked up.
/// </summary>
internal sealed class JoinRestSource : PipelineSource
{
    private const int RowsPerMorsel = 32 * 1024;

    private readonly JoinBuildSink _sink;
    private int _nextMorsel = -1;

    /// <summary>The rest of a finished sink.</summary>
    public JoinRestSource(JoinBuildSink sink)
    {
        _sink = sink;
        _sink.Runs.Cut(RowsPerMorsel);
    }

    /// <inheritdoc />
    public override int MaxParallelism => Math.Max(1, _sink.Runs.MorselCount);

    /// <inheritdoc />
    public override int PartitionCount => Math.Max(1, _sink.Runs.MorselCount);

    /// <inheritdoc />
    public override BatchOperator CreateReader(TaskContext context) => new Reader(this, context);

    private sealed unsafe class Reader : BatchOperator
    {
        private readonly JoinRestSource _source;
        private readonly JoinBuildSink _sink;
        private readonly JoinPlan _plan;
        private readonly VectorWriter[] _writers;
        private readonly VectorWriter[] _nullWriters;
        private readonly Vector[] _nulls;           // a constant of every other column
        private readonly VectorWriter _exists;
        private readonly Vector[] _vectors;
        private readonly ScratchBuffer _rows;
        private readonly RecordBatch _batch = new();
        private TupleRuns.Position _position;
        private bool _mayRead;

        public Reader(JoinRestSource source, TaskContext context)
        {
            _source = source;
            _sink = source._sink;
            _plan = _sink.Plan;
            _writers = [.. _plan.BuildTypes.Select(type => new VectorWriter(type, context.Account))];
            var others = _plan.KeepsBuild ? _plan.ProbeTypes : [];
            _nullWriters = [.. others.Select(type => new VectorWriter(type, context.Account))];
            _nulls = [.. _nullWriters.Select(writer => Null(writer, context.BatchCapacity))];
            _exists = new VectorWriter(BooleanType.Instance, context.Account);
            _vectors = new Vector[_writers.Length + _nulls.Length + (_plan.HasExists ? 1 : 0)];
            _rows = new ScratchBuffer(context.Account);
        }

        public override PullStatus Next(TaskContext context, out RecordBatch batch)
        {
            batch = _batch;
            if (!_mayRead)
            {
                _mayRead = _sink.Progress.IsComplete(out var waker);
                if (!_mayRead)
                    return waker is null ? PullStatus.Finished : context.BlockOn(waker);
            }

            while (true)
            {
                context.ThrowIfCanceled();
                if (_position.RowsLeft == 0 && !TryTakeMorsel())
                    return PullStatus.Finished;
                var rows = _rows.Get<nint>(context.BatchCapacity);
                var count = ReadRows(rows, context.BatchCapacity);
                if (count == 0)
                    continue;
                Fill(rows, count);
                return PullStatus.Ready;
            }
        }

        public override void Dispose()
        {
            foreach (var writer in _writers)
                writer.Dispose();
            foreach (var writer in _nullWriters)
                writer.Dispose();
            _exists.Dispose();
            _rows.Dispose();
        }

        private static Vector Null(VectorWriter writer, int capacity)
        {
            writer.Begin(1);
            NestedEncoding.SetNull(writer, 0);
            var value = writer.Publish();
            return value is VoidVector ? new VoidVector(capacity) : new ConstantVector(value, capacity);
        }

        private bool TryTakeMorsel()
        {
            var morsel = Interlocked.Increment(ref _source._nextMorsel);
            if (morsel >= _sink.Runs.MorselCount)
                return false;
            _position = _sink.Runs.MorselAt(morsel);
            _batch.PartitionOrdinal = morsel;
            _batch.Sequence = -1;
            return true;
        }

        // Rows that come out, as many as fit into a batch; 0 at the end of the morsel.
        private int ReadRows(nint* rows, int capacity)
        {
            var count = 0;
            while (count < capacity && _position.RowsLeft > 0)
            {
                var read = _sink.Runs.Read(ref _position, rows + count, capacity - count);
                count = _plan.HasExists ? count + read : Choose(rows, count, read, _plan.Emission == JoinEmission.Nothing && !_plan.IsAnti);
            }

            return count;
        }

        private static int Choose(nint* rows, int count, int read, bool matched)
        {
            for (var i = count; read > 0; i++, read--)
            {
                rows[count] = rows[i];
                count += JoinRow.IsMatched(rows[i]) == matched ? 1 : 0;
            }

            return count;
        }

        private void Fill(nint* rows, int count)
        {
            Prefetch.Lines(rows, count);
            var next = 0;
            if (_plan.IsProbeLeft)
                AddNulls(ref next, count);
            for (var c = 0; c < _writers.Length; c++)
            {
                TupleGather.Read(_plan.PlaceOf(c), rows, count, _writers[c], _sink.Heaps, _sink.MayBeNull(c));
                _vectors[next++] = _writers[c].Publish();
            }

            if (!_plan.IsProbeLeft)
                AddNulls(ref next, count);
            if (_plan.HasExists)
                _vectors[next] = Exists(rows, count);
            _batch.Set(count, _vectors);
            _batch.Sequence++;
        }

        private void AddNulls(ref int next, int count)
        {
            foreach (var constant in _nulls)
            {
                _vectors[next] = constant.Slice(0, count, _vectors[next]);
                next++;
            }
        }

        private Vector Exists(nint* rows, int count)
        {
            _exists.Begin(count);
            var bits = _exists.Bits;
            bits.Clear();
            for (var i = 0; i < count; i++)
                bits[i >>> 6] |= (JoinRow.IsMatched(rows[i]) ? 1UL : 0) << (i & 63);
            return _exists.Publish();
        }
    }
}
