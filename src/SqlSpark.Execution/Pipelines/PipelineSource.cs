using SqlSpark.Core.Columnar;

namespace SqlSpark.Execution.Pipelines;

/// <summary>
/// Where the batches of a pipeline come from: a scan, VALUES, a range, or the finished sink of an earlier pipeline. Shared by the
/// workers of the pipeline; hands out morsels.
/// </summary>
internal abstract class PipelineSource : IDisposable
{
    /// <summary>How many workers can work at once, at most; 1 for sources that must be read in order by one.</summary>
    public abstract int MaxParallelism { get; }

    /// <summary>A bound of the ordinals in <see cref="RecordBatch.PartitionOrdinal"/>: they are below it.</summary>
    public abstract int PartitionCount { get; }

    /// <summary>
    /// Asks for the partitions that Spark would make of the rows, because expressions depend on a row's position; before the first reader. For sources of finished sinks, whose
    /// partitions are batches: those that can put all rows into one.
    /// </summary>
    public virtual void FixPartitions()
    {
    }

    /// <summary>
    /// A reader for one worker: it takes morsels from the shared source until there are none. Batches carry the morsel's ordinal
    /// in <see cref="RecordBatch.PartitionOrdinal"/>, ascending in source order, and their position in <see cref="RecordBatch.Sequence"/>.
    /// A morsel is read by one worker, and morsels are handed out in ascending order.
    /// </summary>
    public abstract BatchOperator CreateReader(TaskContext context);

    /// <inheritdoc />
    public virtual void Dispose()
    {
    }
}
