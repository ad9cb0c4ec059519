using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>Sorted rows of a <see cref="TupleStore"/>.</summary>
/// <param name="plan">The order, and which columns of the rows are the output.</param>
/// <param name="rows">The rows.</param>
/// <param name="hasNulls">Of each worker's rows, which columns may have NULLs.</param>
internal sealed class TopNSource(SortPlan plan, TupleRuns rows, bool[][] hasNulls) : TupleSource(rows)
{
    private SortPlan Plan { get; } = plan;

    private bool[] MayHaveNulls { get; } =
        [.. Enumerable.Range(0, plan.OutputTypes.Length).Select(column => Array.Exists(hasNulls, worker => worker[column]))];

    /// <inheritdoc />
    public override BatchOperator CreateReader(TaskContext context) => new RowReader(this, context.Account);

    private sealed unsafe class RowReader(TopNSource source, MemoryAccount account) : Reader(source, source.Plan.OutputTypes.AsSpan(), account)
    {
        protected override void Read(int column, nint* rows, int count, VectorWriter writer) =>
            TupleGather.Read(source.Plan.Layout.Payload[column], rows, count, writer, heaps: null, source.MayHaveNulls[column]);
    }
}
