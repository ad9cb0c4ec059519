using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Pipelines;

/// <summary>
/// Source, operators and sink: what workers can run side by side without waiting for each other. Immutable; a run makes its
/// sources, operators and sink from it.
/// </summary>
/// <param name="Ordinal">The position in its graph; dependencies come before.</param>
/// <param name="SinkNode">The plan node that the sink works for; null for the result queue.</param>
/// <param name="Stage">What brings the batches.</param>
/// <param name="CreateSink">Makes the sink.</param>
/// <param name="Dependencies">The pipelines whose sinks must be finished before this one starts.</param>
/// <param name="HasFixedPartitions">See <see cref="SourceFactory"/>.</param>
internal sealed record Pipeline(
    int Ordinal, PhysicalPlan? SinkNode, PipelineStage Stage, SinkFactory CreateSink, IReadOnlyList<Pipeline> Dependencies, bool HasFixedPartitions)
{
    /// <summary>Pipelines that must be finished, too, because they make run-time filters; their sinks are not read.</summary>
    public IReadOnlyList<Pipeline> Predecessors { get; init; } = [];
}

/// <summary>The pipelines of a query in an order in which they could run one after another; the last one brings the result.</summary>
/// <param name="Pipelines">Every pipeline stands behind those that it depends on.</param>
internal sealed record PipelineGraph(IReadOnlyList<Pipeline> Pipelines);
