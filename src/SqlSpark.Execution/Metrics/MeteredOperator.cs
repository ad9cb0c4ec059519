using System.Diagnostics;
using SqlSpark.Core.Columnar;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Metrics;

/// <summary>Counts what an operator of one worker gives and the time it takes; adds it up when the task ends. Keeps order, holds no rows.</summary>
/// <param name="inner">The operator.</param>
/// <param name="metrics">The metrics of its plan node.</param>
/// <param name="inputs">The metered inputs of the operator in this pipeline, perhaps growing: their time is not the operator's own.</param>
internal sealed class MeteredOperator(BatchOperator inner, OperatorMetrics metrics, IReadOnlyList<MeteredOperator> inputs) : BatchOperator
{
    private long _rowCount;
    private long _batchCount;
    private bool _isDisposed;

    /// <summary>Time spent in the operator and its inputs.</summary>
    public long ElapsedTicks { get; private set; }

    /// <inheritdoc />
    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        var start = Stopwatch.GetTimestamp();
        var status = inner.Next(context, out batch);
        ElapsedTicks += Stopwatch.GetTimestamp() - start;
        if (status == PullStatus.Ready)
        {
            _rowCount += batch.LiveCount;
            _batchCount++;
        }

        return status;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        var ownTicks = ElapsedTicks;
        foreach (var input in inputs)
            ownTicks -= input.ElapsedTicks;
        metrics.Add(_rowCount, _batchCount, ownTicks);
        inner.Dispose();
    }
}
