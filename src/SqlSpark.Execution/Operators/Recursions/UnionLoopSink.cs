using System.Diagnostics;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Limits;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Recursions;

/// <summary>
/// Keeps the rows of a recursive query: takes those of the anchor as a sink, and those of each step when it ends. Holds all rows in full batches, and those of the last step
/// once more, which the next one reads.
/// </summary>
internal sealed class UnionLoopSink : Sink
{
    private readonly RecursionLimits _limits;
    private readonly RunContext _run;
    private readonly BatchCoalescer _coalescer;
    private readonly List<RecordBatch> _rows = [];
    private LimitSink _step;
    private long _rowCount;

    /// <summary>An empty sink.</summary>
    /// <param name="types">The columns.</param>
    /// <param name="limits">When to end early or fail.</param>
    /// <param name="run">Pays for the rows.</param>
    public UnionLoopSink(EquatableArray<DataType> types, RecursionLimits limits, RunContext run)
    {
        _limits = limits;
        _run = run;
        _coalescer = new BatchCoalescer(types.AsSpan(), run.BatchCapacity, run.Account);
        _step = CreateStep();
    }

    /// <summary>How many steps had rows, the anchor among them.</summary>
    public int Level { get; private set; }

    /// <summary>True when another step may bring rows that are wanted.</summary>
    public bool NeedsStep { get; private set; }

    /// <inheritdoc />
    public override bool IsFinished => _step.IsFinished;

    /// <inheritdoc />
    public override LocalSink CreateLocal(TaskContext context) => _step.CreateLocal(context);

    /// <inheritdoc />
    public override void Combine(LocalSink local, TaskContext context) => _step.Combine(local, context);

    /// <inheritdoc />
    public override int PrepareFinish(TaskContext context)
    {
        var taskCount = _step.PrepareFinish(context);
        Debug.Assert(taskCount == 0, "retained batches need no work");
        Take(_step);
        return 0;
    }

    /// <summary>A sink for the rows of a step, which stops it when there are enough.</summary>
    public LimitSink CreateStep() =>
        new(_run.Account, limit: (_limits.WantedRows ?? _limits.MaxRows) is { } most ? most - _rowCount : long.MaxValue);

    /// <summary>The rows of the last step.</summary>
    public PipelineSource CreateStepSource() => _step.CreateSource();

    /// <summary>Takes over the finished sink of a step.</summary>
    /// <exception cref="SqlSparkException"><c>RECURSION_LEVEL_LIMIT_EXCEEDED</c>, <c>RECURSION_ROW_LIMIT_EXCEEDED</c>.</exception>
    public void EndStep(LimitSink step)
    {
        _step.Dispose();
        _step = step;
        Take(step);
    }

    /// <inheritdoc />
    public override PipelineSource CreateSource() => new RetainedBatchSource(_rows);

    /// <inheritdoc />
    public override void Dispose()
    {
        _step.Dispose();
        _coalescer.Dispose();
        foreach (var batch in _rows)
            batch.Release();
        _rows.Clear();
    }

    private void Take(LimitSink step)
    {
        NeedsStep = step.RowCount > 0;
        if (NeedsStep)
        {
            Level++;
            if (Level > _limits.MaxLevel)
                throw ExecutionErrors.RecursionLevelLimitExceeded(_limits.MaxLevel.Value);
        }

        _rowCount += step.RowCount;
        foreach (var batch in step.Batches)
        {
            batch.PartitionOrdinal = 0;    // rows of all steps may share a batch
            Keep(_coalescer.Add(batch));
        }

        if (_limits.WantedRows is { } wanted)
            NeedsStep &= _rowCount < wanted;
        else if (NeedsStep && _rowCount >= _limits.MaxRows)
            throw ExecutionErrors.RecursionRowLimitExceeded(_limits.MaxRows.Value);
        if (!NeedsStep)
            Keep(_coalescer.Flush());
    }

    private void Keep(RecordBatch? batch)
    {
        if (batch is not null)
            _rows.Add(batch.Retain());
    }
}
