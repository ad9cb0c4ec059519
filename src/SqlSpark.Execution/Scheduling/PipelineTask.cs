using System.Diagnostics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Scheduling;

/// <summary>One worker's instance of a pipeline: pulls batches through its operators and pushes them into its part of the sink.</summary>
/// <param name="run">The running pipeline.</param>
internal sealed class PipelineTask(PipelineRun run) : ScheduledTask(run.Execution.Share)
{
    private TaskContext? _context;
    private LocalSink? _local;
    private BatchOperator? _chain;
    private RecordBatch? _offered;    // not taken by the sink yet
    private int _partition;
    private bool _isAtError;          // that the sink holds
    private long _sinkTicks;

    /// <inheritdoc />
    public override SliceOutcome RunSlice(long sliceEnd, out Waker? waker)
    {
        waker = null;
        try
        {
            if (!run.Execution.IsStopping)
            {
                var outcome = Advance(sliceEnd);
                if (outcome != SliceOutcome.Done)
                {
                    waker = _context!.Waker;
                    return outcome;
                }
            }
        }
        catch (Exception exception)
        {
            run.Execution.Fail(exception);
        }

        End();
        return SliceOutcome.Done;
    }

    private SliceOutcome Advance(long sliceEnd)
    {
        if (_context is null && !TryStart())
            return SliceOutcome.Done;
        var context = _context!;
        context.SliceEnd = sliceEnd;
        while (true)
        {
            if (_offered is null)
            {
                context.Resume();
                var status = Pull(context, out var batch);
                if (status == PullStatus.Blocked)
                {
                    NotePartition(context.Partition);
                    return Pause(context);
                }

                if (status == PullStatus.Finished)
                    return SliceOutcome.Done;
                Debug.Assert(batch.PartitionOrdinal >= _partition, "partitions come in ascending order");
                NotePartition(batch.PartitionOrdinal);
                _offered = batch;
            }

            var answer = Consume(_offered, context);
            if (answer == SinkStatus.Blocked)
                return Pause(context);
            _offered = null;
            if (answer == SinkStatus.Finished)
                return SliceOutcome.Done;
        }
    }

    // When the sink holds an error until its place is reached, the task has ended.
    private PullStatus Pull(TaskContext context, out RecordBatch batch)
    {
        try
        {
            return _chain!.Next(context, out batch);
        }
        catch (SqlSparkException error)
        {
            NotePartition(context.Partition);
            _isAtError = _local!.TryHold(error);
            if (!_isAtError)
                throw;
            batch = null!;
            return PullStatus.Finished;
        }
    }

    private bool TryStart()
    {
        _context = run.Execution.CreateTaskContext(run.SeedShift);
        _local = run.Sink.CreateLocal(_context);
        _chain = run.CreateChain(_context);
        return _chain is not null;
    }

    private SinkStatus Consume(RecordBatch batch, TaskContext context)
    {
        var start = Stopwatch.GetTimestamp();
        var answer = _local!.Consume(batch, context);
        _sinkTicks += Stopwatch.GetTimestamp() - start;
        return answer;
    }

    private void NotePartition(int partition)
    {
        if (partition == _partition)
            return;
        _partition = partition;
        _local!.Advance(partition);
    }

    private static SliceOutcome Pause(TaskContext context)
    {
        Debug.Assert(context.Waker is not null, "Blocked comes with a waker");
        return context.Waker!.IsWoken ? SliceOutcome.Yielded : SliceOutcome.Parked;
    }

    // Also after a failure: what the task holds goes back, and the last task of the pipeline goes on.
    private void End()
    {
        try
        {
            _offered = null;
            _chain?.Dispose();
            _chain = null;
            if (!run.Execution.IsStopping && !_isAtError)    // else rows would look complete that are not
                _local?.Advance(LocalSink.EndOfInput);
            run.AddSinkTicks(_sinkTicks);
        }
        catch (Exception exception)
        {
            run.Execution.Fail(exception);
        }

        try
        {
            run.EndTask(_local, _context);
        }
        catch (Exception exception)
        {
            run.Execution.Fail(exception);
        }

        run.Execution.EndTask();
    }
}
