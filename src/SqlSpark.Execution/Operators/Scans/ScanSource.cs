using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Execution.Metrics;
using SqlSpark.Execution.Operators.RuntimeFilters;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Scans;

/// <summary>Hands out the splits of a scan as partitions, in order.</summary>
/// <param name="scan">The scan.</param>
/// <param name="filters">What leaves out rows; known before the scan begins.</param>
/// <param name="metrics">Told how many were left out.</param>
internal sealed class ScanSource(IScan scan, IReadOnlyList<RuntimeFilter> filters, OperatorMetrics metrics) : PipelineSource
{
    private int _nextSplit;

    /// <inheritdoc />
    public override int MaxParallelism => Math.Max(1, scan.Splits.Count);

    /// <inheritdoc />
    public override int PartitionCount => scan.Splits.Count;

    /// <inheritdoc />
    public override BatchOperator CreateReader(TaskContext context)
    {
        if (filters.Count == 0)
            return new Reader(this, scan, new ScanContext(context.Account, context.BatchCapacity, context.Cancellation));
        if (!scan.AppliesRuntimeFilters)
            return new RuntimeFilterOperator(new Reader(this, scan, new ScanContext(context.Account, context.BatchCapacity, context.Cancellation)), filters, context);
        return new Reader(this, scan, new ScanContext(context.Account, context.BatchCapacity, context.Cancellation) { Filters = filters });
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        if (filters.Count > 0)
            metrics.NoteRemovedRows(filters.Sum(static filter => filter.RemovedRows));
    }

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
