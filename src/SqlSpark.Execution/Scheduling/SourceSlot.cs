using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Scheduling;

/// <summary>A source in a running pipeline. Thread-safe.</summary>
/// <param name="source">The source.</param>
/// <param name="firstOrdinal">The ordinal of its first partition among all sources of the pipeline.</param>
internal sealed class SourceSlot(PipelineSource source, int firstOrdinal)
{
    private int _readerCount;

    /// <summary>The source.</summary>
    public PipelineSource Source { get; } = source;

    /// <summary>A reader for one more worker, or null when enough of them read.</summary>
    public BatchOperator? TryCreateReader(Sink sink, TaskContext context) =>
        Interlocked.Increment(ref _readerCount) <= Source.MaxParallelism
            ? new SourceGate(Source.CreateReader(context), sink, firstOrdinal)
            : null;
}
