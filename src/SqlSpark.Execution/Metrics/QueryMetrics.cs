using System.Collections.Concurrent;
using System.Globalization;
using SqlSpark.Execution.Operators.Shared;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Metrics;

/// <summary>The metrics of one run, by plan node. Thread-safe.</summary>
internal sealed class QueryMetrics
{
    private readonly ConcurrentDictionary<PhysicalPlan, OperatorMetrics> _operators = new(ReferenceEqualityComparer.Instance);

    /// <summary>The metrics of a node.</summary>
    public OperatorMetrics Of(PhysicalPlan node) => _operators.GetOrAdd(node, static _ => new OperatorMetrics());

    /// <summary>The plan with a note on each node: rows, batches, worker time, rows that run-time filters left out and, for nodes that hold rows, memory.</summary>
    public string Print(PhysicalPlan plan) => PhysicalPlanPrinter.Print(plan, Annotate);

    private string Annotate(PhysicalPlan node)
    {
        if (node is WithSharedExec)
            return "";
        var metrics = Of(node);
        var memory = metrics.PeakBytes > 0 ? string.Create(CultureInfo.InvariantCulture, $", memory={metrics.PeakBytes} B") : "";
        var removed = metrics.RemovedRows > 0 ? string.Create(CultureInfo.InvariantCulture, $", removed={metrics.RemovedRows}") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $" (rows={metrics.RowCount}, batches={metrics.BatchCount}, time={metrics.Elapsed.TotalMilliseconds:0.000} ms{removed}{memory})");
    }
}
