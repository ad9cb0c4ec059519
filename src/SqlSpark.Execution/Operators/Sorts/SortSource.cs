using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>Sorted rows.</summary>
/// <param name="plan">The order, and which columns of the rows are the output.</param>
/// <param name="rows">The rows.</param>
/// <param name="hasNulls">Of each worker's rows, which columns may have NULLs.</param>
/// <param name="heaps">The blocks that rows point into, to be kept alive with batches; null to copy long strings.</param>
internal sealed class SortSource(SortPlan plan, TupleRuns rows, bool[][] hasNulls, List<NativeBuffer>? heaps) : TupleSource(rows)
{
    private SortPlan Plan { get; } = plan;

    private bool[] MayHaveNulls { get; } =
        [.. Enumerable.Range(0, plan.OutputTypes.Length).Select(column => Array.Exists(hasNulls, worker => worker[column]))];

    private List<NativeBuffer>? Heaps { get; } = heaps;

    /// <inheritdoc />
    public override BatchOperator CreateReader(TaskContext context) => new SortReader(this, context.Account);

    private sealed unsafe class SortReader(SortSource source, MemoryAccount account) : Reader(source, source.Plan.OutputTypes.AsSpan(), account)
    {
        protected override void Read(int column, nint* rows, int count, VectorWriter writer) =>
            TupleGather.Read(source.Plan.Layout.Payload[column], rows, count, writer, source.Heaps, source.MayHaveNulls[column]);
    }
}
