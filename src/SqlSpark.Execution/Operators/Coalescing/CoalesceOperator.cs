using System.Runtime.ExceptionServices;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Coalescing;

/// <summary>
/// Joins sparse batches into batches of at least a quarter of the capacity before a sink, and makes batches dense of which little is
/// live. Keeps order; holds less than a batch of rows, all of one partition.
/// </summary>
internal sealed class CoalesceOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly BatchCoalescer _coalescer;
    private readonly BatchCompactor _compactor;
    private int _waitingPartition;
    private SqlSparkException? _error;    // that the input ended with when rows were waiting

    public CoalesceOperator(BatchOperator input, EquatableArray<DataType> types, TaskContext context)
    {
        _input = input;
        _coalescer = new BatchCoalescer(types.AsSpan(), context.BatchCapacity, context.Account);
        _compactor = new BatchCompactor(types.AsSpan(), context.Account);
    }

    /// <inheritdoc />
    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        while (true)
        {
            if (_error is not null)
                ExceptionDispatchInfo.Throw(_error);
            PullStatus status;
            try
            {
                status = _input.Next(context, out batch);
            }
            catch (SqlSparkException error) when (_coalescer.WaitingCount > 0)
            {
                _error = error;
                batch = _coalescer.Flush()!;
                return PullStatus.Ready;
            }

            if (status != PullStatus.Ready)
            {
                if (status == PullStatus.Blocked && (_coalescer.WaitingCount == 0 || _waitingPartition == context.Partition))
                    return PullStatus.Blocked;
                if (_coalescer.Flush() is not { } rest)
                    return status;
                batch = rest;
                return PullStatus.Ready;
            }

            _waitingPartition = batch.PartitionOrdinal;
            if (_coalescer.Add(batch) is { } joined)
            {
                batch = BatchCompactor.IsWorthwhile(joined) ? _compactor.Compact(joined) : joined;
                return PullStatus.Ready;
            }
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _coalescer.Dispose();
        _compactor.Dispose();
        _input.Dispose();
    }
}
