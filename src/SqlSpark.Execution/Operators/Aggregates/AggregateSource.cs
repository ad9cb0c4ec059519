using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>Finished groups: their keys and the results of the aggregates.</summary>
/// <param name="plan">What was grouped.</param>
/// <param name="groups">The groups.</param>
/// <param name="heaps">The blocks that keys point into, to be kept alive with batches; null to copy long strings.</param>
internal sealed class AggregateSource(AggregatePlan plan, TupleRuns groups, List<NativeBuffer>? heaps) : TupleSource(groups)
{
    /// <inheritdoc />
    public override BatchOperator CreateReader(TaskContext context) => new GroupReader(this, context.Account);

    private AggregatePlan Plan { get; } = plan;

    private List<NativeBuffer>? Heaps { get; } = heaps;

    private sealed unsafe class GroupReader(AggregateSource source, MemoryAccount account) : Reader(source, source.Plan.OutputTypes.AsSpan(), account)
    {
        private readonly AggregateStates _states = new(source.Plan, account);

        public override void Dispose()
        {
            _states.Dispose();
            base.Dispose();
        }

        protected override void Read(int column, nint* rows, int count, VectorWriter writer)
        {
            var plan = source.Plan;
            var keyCount = plan.GroupingKeys.Count;
            if (column < keyCount)
                TupleGather.Read(plan.Layout.Keys[column], rows, count, writer, source.Heaps);
            else
                _states.Finish(plan.Layout, column - keyCount, rows, count, writer);
        }
    }
}
