using System.Diagnostics;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Scheduling;

/// <summary>One worker's share of finishing a sink: takes one part of the work after another.</summary>
/// <param name="run">The running pipeline.</param>
internal sealed class FinishTask(PipelineRun run) : ScheduledTask(run.Execution.Share)
{
    private TaskContext? _context;

    /// <inheritdoc />
    public override SliceOutcome RunSlice(long sliceEnd, out Waker? waker)
    {
        waker = null;
        var start = Stopwatch.GetTimestamp();
        try
        {
            _context ??= run.Execution.CreateTaskContext(run.SeedShift);
            _context.SliceEnd = sliceEnd;
            while (!run.Execution.IsStopping && run.TryTakeFinishTask(out var part))
            {
                run.Sink.RunFinishTask(part, _context);
                if (!_context.IsSliceOver)
                    continue;
                run.AddSinkTicks(Stopwatch.GetTimestamp() - start);
                return SliceOutcome.Yielded;
            }

            run.AddSinkTicks(Stopwatch.GetTimestamp() - start);
            run.EndFinishTask();
        }
        catch (Exception exception)
        {
            run.Execution.Fail(exception);
        }

        run.Execution.EndTask();
        return SliceOutcome.Done;
    }
}
