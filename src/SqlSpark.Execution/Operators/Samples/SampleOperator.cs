using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Samples;

/// <summary>Draws a random number for each row and keeps the row when the number lies between two bounds. Keeps order, holds no rows.</summary>
/// <remarks>
/// Rows must come in the order of their partition, each partition from one worker: the numbers of a partition are one sequence. Spark:
/// <c>BernoulliCellSampler</c>, seeded with the seed and the ordinal of the partition.
/// </remarks>
internal sealed class SampleOperator(BatchOperator input, double lowerBound, double upperBound, long seed, TaskContext task) : BatchOperator
{
    private readonly Selection _selection = new(task.Account);
    private readonly RecordBatch _batch = new();
    private XorShiftRandom _random;
    private int _partition = -1;

    /// <inheritdoc />
    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        while (true)
        {
            var status = input.Next(context, out var source);
            batch = source;
            if (status != PullStatus.Ready)
                return status;
            if (source.PartitionOrdinal != _partition)
            {
                _partition = source.PartitionOrdinal;
                _random = new XorShiftRandom(unchecked(seed + _partition));
            }

            Draw(source);
            batch = _batch.Set(source, _selection.Publish());
            if (batch.LiveCount > 0)
                return PullStatus.Ready;
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _selection.Dispose();
        input.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Draw(RecordBatch source)
    {
        var words = _selection.Begin(source.RowCount);
        words.Clear();
        var random = _random;
        foreach (var row in source.Rows)
        {
            var number = random.NextDouble();
            words[row >> 6] |= (number >= lowerBound) & (number < upperBound) ? 1UL << row : 0;
        }

        _random = random;
    }
}
