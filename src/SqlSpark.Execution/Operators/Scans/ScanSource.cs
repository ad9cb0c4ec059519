using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Scans;

/// <summary>Hands out the splits of a scan as partitions, in order.</summary>
internal sealed class ScanSource(IScan scan) : PipelineSource
{
    private int _nextSplit;

    /// <inheritdoc />
    public override int MaxParallelism => Math.Max(1, scan.Splits.Count);

    /// <inheritdoc />
    public override int PartitionCount => scan.Splits.Count;

    /// <inheritdoc />
    public override BatchOperator CreateReader(TaskContext context) =>
        new Reader(this, scan, new ScanContext(context.Account, context.BatchCapacity, context.Cancellation));

    private bool TryTakeSplit(out int split)
    {
        split = Interlocked.Increment(ref _nextSplit) - 1;
        return split < scan.Splits.Count;
    }

    private sealed class Reader(ScanSource source, IScan scan, ScanContext scanContext) : BatchOperator
    {
        private IScanReader? _reader;
        private int _split;
        private long _sequence;

        public override PullStatus Next(TaskContext context, out RecordBatch batch)
        {
            while (true)
            {
                if (_reader is null)
                {
                    if (!source.TryTakeSplit(out _split))
                    {
                        batch = null!;
                        return PullStatus.Finished;
                    }

                    _reader = scan.Open(scan.Splits[_split], scanContext);
                    _sequence = 0;
                }

                if (_reader.TryRead(out batch))
                {
                    batch.PartitionOrdinal = _split;
                    batch.Sequence = _sequence++;
                    return PullStatus.Ready;
                }

                _reader.Dispose();
                _reader = null;
                if (context.Cancellation.IsCancellationRequested)
                    return PullStatus.Finished;
            }
        }

        public override void Dispose()
        {
            _reader?.Dispose();
            _reader = null;
        }
    }
}
