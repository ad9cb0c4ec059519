using System.Runtime.CompilerServices;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Pipelines;

/// <summary>
/// Source, operators and sink: what workers can run side by side without waiting for each other. Immutable; a run makes its
/// sources, operators and sink from it.
/// </summary>
/// <param name="SinkNode">The plan node that the sink works for; null for the result queue.</param>
/// <param name="Stage">What brings the batches.</param>
/// <param name="CreateSink">Makes the sink.</param>
/// <param name="Dependencies">The pipelines whose sinks must be finished before this one starts.</param>
/// <param name="HasFixedPartitions">See <see cref="SourceFactory"/>.</param>
internal sealed record Pipeline(
    PhysicalPlan? SinkNode, PipelineStage Stage, SinkFactory CreateSink, IReadOnlyList<Pipeline> Dependencies, bool HasFixedPartitions)
{
    /// <summary>What is repeated when the sink, a <see cref="Operators.Recursions.UnionLoopSink"/>, is finished; null for pipelines that run once.</summary>
    public PipelineLoop? Loop { get; init; }

    /// <summary>Pipelines that must be finished, too, because they make run-time filters; their sinks are not read.</summary>
    public IReadOnlyList<Pipeline> Predecessors { get; init; } = [];

    /// <summary>Pipelines are told apart by identity: equal ones may run side by side.</summary>
    public bool Equals(Pipeline? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>What runs again and again until it brings no rows. Each step reads the rows of the one before.</summary>
/// <param name="Id">What <see cref="PipelineStage.LoopRows"/> names.</param>
/// <param name="Step">The pipelines of a step; they may read sinks of the graph around, which are finished by then.</param>
internal sealed record PipelineLoop(long Id, PipelineGraph Step);

/// <summary>The pipelines of a query in an order in which they could run one after another; the last one brings the result.</summary>
/// <param name="Pipelines">Every pipeline stands behind those that it depends on.</param>
internal sealed record PipelineGraph(IReadOnlyList<Pipeline> Pipelines);
