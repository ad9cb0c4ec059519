using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using Range = SqlSpark.Catalyst.Plans.Range;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Execution.Operators.Ranges;

/// <summary>Hands out the numbers of a range, which its readers compute.</summary>
internal sealed class RangeSource : PipelineSource
{
    private readonly Range _range;
    private readonly MorselDispenser _morsels;

    public RangeSource(Range range, RunContext run, bool hasFixedPartitions)
    {
        _range = range;
        var rowCount = (ulong)range.RowCount;    // at most 2^64 - 1: bounds and step are 64 bits
        _morsels = hasFixedPartitions
            ? new MorselDispenser(rowCount, range.PartitionCount ?? run.MaxTaskCount)
            : new MorselDispenser(rowCount, run);
    }

    /// <inheritdoc />
    public override int MaxParallelism => _morsels.MorselCount;

    /// <inheritdoc />
    public override int PartitionCount => _morsels.MorselCount;

    /// <inheritdoc />
    public override BatchOperator CreateReader(TaskContext context) => new Reader(_range, _morsels, context.Account);

    /// <summary>Writes <c>first + i * step</c> to element i, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fill(Span<long> values, long first, long step)
    {
        var position = 0;
        if (values.Length >= Vector<long>.Count)
        {
            var current = new Vector<long>(first) + (Vector<long>.Indices * step);
            var stride = new Vector<long>(unchecked(step * Vector<long>.Count));
            ref var start = ref MemoryMarshal.GetReference(values);
            for (; position <= values.Length - Vector<long>.Count; position += Vector<long>.Count)
            {
                current.StoreUnsafe(ref start, (nuint)position);
                current += stride;
            }
        }

        for (; position < values.Length; position++)
            values[position] = unchecked(first + (position * step));
    }

    private sealed class Reader(Range range, MorselDispenser morsels, MemoryAccount account) : BatchOperator
    {
        private readonly VectorWriter _writer = new(LongType.Instance, account);
        private readonly Vector[] _vectors = new Vector[1];
        private readonly RecordBatch _batch = new();
        private Morsel _morsel;
        private ulong _done;

        public override PullStatus Next(TaskContext context, out RecordBatch batch)
        {
            batch = _batch;
            if (_done == _morsel.RowCount)
            {
                if (!morsels.TryTake(out _morsel))
                {
                    _morsel = default;
                    _done = 0;
                    return PullStatus.Finished;
                }

                _done = 0;
                _batch.PartitionOrdinal = _morsel.Ordinal;
                _batch.Sequence = -1;
            }

            var rowCount = (int)Math.Min(_morsel.RowCount - _done, (ulong)context.BatchCapacity);
            _writer.Begin(rowCount);
            Fill(_writer.Values<long>(), unchecked(range.Start + ((long)(_morsel.FirstRow + _done) * range.Step)), range.Step);
            _vectors[0] = _writer.Publish();
            _batch.Set(rowCount, _vectors);
            _batch.Sequence++;
            _done += (ulong)rowCount;
            return PullStatus.Ready;
        }

        public override void Dispose() => _writer.Dispose();
    }
}
