using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>Groups rows by key columns and computes aggregates of each group. Without keys there is one group, also without input.</summary>
/// <param name="inputTypes">The types of the input columns.</param>
/// <param name="groupingKeys">The input columns that are the keys.</param>
/// <param name="aggregates">The aggregates; may be empty, as for DISTINCT. The output is the keys, then the aggregates.</param>
/// <param name="account">Pays for all that the sink holds, through accounts of its own under it; the tasks' accounts pay for scratch memory.</param>
internal sealed class HashAggregateSink(
    EquatableArray<DataType> inputTypes, EquatableArray<int> groupingKeys, EquatableArray<AggregateSpec> aggregates, MemoryAccount account) : Sink
{
    /// <summary>The types of the output: keys, then aggregates.</summary>
    public EquatableArray<DataType> OutputTypes { get; } = [.. groupingKeys.Select(k => inputTypes[k]), .. aggregates.Select(a => a.Function.Type)];

    /// <inheritdoc />
    public override LocalSink CreateLocal(TaskContext context) => throw InternalErrors.Unreachable(account);

    /// <inheritdoc />
    public override void Combine(LocalSink local, TaskContext context) => throw InternalErrors.Unreachable();
}
