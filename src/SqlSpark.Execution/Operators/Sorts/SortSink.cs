using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>Orders all rows. Rows with equal keys keep the order of their source.</summary>
/// <param name="inputTypes">The types of the input columns.</param>
/// <param name="keys">The keys, most significant first.</param>
/// <param name="output">The input columns that are the output, in order.</param>
/// <param name="account">Pays for all that the sink holds, through accounts of its own under it.</param>
internal sealed class SortSink(
    EquatableArray<DataType> inputTypes, EquatableArray<SortKey> keys, EquatableArray<int> output, MemoryAccount account) : Sink
{
    /// <inheritdoc />
    public override LocalSink CreateLocal(TaskContext context) => throw InternalErrors.Unreachable((inputTypes, keys, output, account));

    /// <inheritdoc />
    public override void Combine(LocalSink local, TaskContext context) => throw InternalErrors.Unreachable();
}
