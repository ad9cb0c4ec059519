using System.Diagnostics;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Coalescing;
using SqlSpark.Execution.Operators.RuntimeFilters;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Pipelines;

/// <summary>Cuts a physical plan into pipelines: every node that needs all its rows first ends one pipeline and starts another.</summary>
internal sealed class PipelineBuilder
{
    private readonly List<Pipeline> _pipelines = [];
    private readonly Dictionary<int, Pipeline> _filterMakers = [];    // by target

    /// <summary>The pipelines of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="sinkNode">The plan node whose work the last sink does, or null.</param>
    /// <param name="createSink">Makes the sink of the last pipeline.</param>
    public static PipelineGraph Build(PhysicalPlan plan, PhysicalPlan? sinkNode, SinkFactory createSink)
    {
        var builder = new PipelineBuilder();
        builder.Close(sinkNode, plan.AddTo(builder), createSink);
        return new PipelineGraph(builder._pipelines);
    }

    /// <summary>Starts a pipeline at a leaf.</summary>
    public OpenPipeline Start(PhysicalPlan node, SourceFactory createSource) => new(new PipelineStage.Source(node, createSource, null), [], node.OutputTypes);

    /// <summary>Starts a pipeline at a scan, which waits for the pipelines that make its run-time filters.</summary>
    public OpenPipeline StartScan(PhysicalPlan node, SourceFactory createSource, EquatableArray<RuntimeFilterTarget> filters) => Start(node, createSource) with
    {
        Predecessors = [.. filters.Where(filter => _filterMakers.ContainsKey(filter.Id)).Select(filter => _filterMakers[filter.Id])],
        MayBeSparse = !filters.IsEmpty,
    };

    /// <summary>Says which pipeline makes run-time filters; before the scans are added that wait for it.</summary>
    public void NoteFilters(Pipeline maker, EquatableArray<RuntimeFilterSource> sources)
    {
        foreach (var target in sources.SelectMany(source => source.Targets))
            _filterMakers.Add(target.Id, maker);
    }

    /// <summary>Ends <paramref name="input"/> in a sink of <paramref name="node"/> and starts a pipeline with the sink's rows.</summary>
    public OpenPipeline Break(PhysicalPlan node, OpenPipeline input, SinkFactory createSink)
    {
        var closed = Close(node, input, createSink);
        return new OpenPipeline(new PipelineStage.Source(node, null, closed), [closed], node.OutputTypes);
    }

    /// <summary>The rows of all inputs, one input after another, in one pipeline.</summary>
    public OpenPipeline Concatenate(PhysicalPlan node, IReadOnlyList<OpenPipeline> inputs) =>
        new(new PipelineStage.Concatenation(node, [.. inputs.Select(i => i.Stage)]), [.. inputs.SelectMany(i => i.Dependencies)], node.OutputTypes)
        {
            HasFixedPartitions = inputs.Any(i => i.HasFixedPartitions),
            MayBeSparse = inputs.Any(i => i.MayBeSparse),
            Predecessors = [.. inputs.SelectMany(i => i.Predecessors)],
        };

    /// <summary>
    /// Appends an operator that looks things up in the finished sink of <paramref name="build"/>. With <paramref name="hasRest"/> the rows that the sink gives follow
    /// behind all others; its source waits until every worker's operator has ended.
    /// </summary>
    public OpenPipeline Probe(PhysicalPlan node, OpenPipeline input, Pipeline build, ProbeFactory create, bool hasRest)
    {
        PipelineStage stage = new PipelineStage.Probe(hasRest ? null : node, Coalesced(input), build, create);
        if (hasRest)
            stage = new PipelineStage.Concatenation(node, [stage, new PipelineStage.Source(null, null, build)]);
        return input with { Stage = stage, Dependencies = [.. input.Dependencies, build], OutputTypes = node.OutputTypes, MayBeSparse = true };
    }

    /// <summary>Ends <paramref name="input"/> in a sink of <paramref name="node"/>.</summary>
    public Pipeline Close(PhysicalPlan? node, OpenPipeline input, SinkFactory createSink)
    {
        var stage = Coalesced(input);
        Debug.Assert(input.Dependencies.All(_pipelines.Contains), "a pipeline depends on another graph's");
        var pipeline = new Pipeline(_pipelines.Count, node, stage, createSink, input.Dependencies, input.HasFixedPartitions) { Predecessors = input.Predecessors };
        _pipelines.Add(pipeline);
        return pipeline;
    }

    private static PipelineStage Coalesced(OpenPipeline input) => input.MayBeSparse
        ? new PipelineStage.Operator(null, input.Stage, (source, context) => new CoalesceOperator(source, input.OutputTypes, context))
        : input.Stage;
}

/// <summary>A pipeline without its sink. Immutable.</summary>
/// <param name="Stage">What brings the batches so far.</param>
/// <param name="Dependencies">The pipelines whose sinks are read.</param>
/// <param name="OutputTypes">The columns at its end.</param>
internal sealed record OpenPipeline(PipelineStage Stage, IReadOnlyList<Pipeline> Dependencies, EquatableArray<DataType> OutputTypes)
{
    /// <summary>True when some expression depends on rows' positions; see <see cref="SourceFactory"/>.</summary>
    public bool HasFixedPartitions { get; init; }

    /// <summary>The pipelines that make run-time filters for its scans.</summary>
    public IReadOnlyList<Pipeline> Predecessors { get; init; } = [];

    /// <summary>True when batches may have few live rows, so that they are coalesced before the sink.</summary>
    public bool MayBeSparse { get; init; }

    /// <summary>This pipeline with one more operator at its end.</summary>
    /// <param name="node">The plan node that the operator works for.</param>
    /// <param name="create">Makes the operator of a worker.</param>
    public OpenPipeline Append(PhysicalPlan node, OperatorFactory create) =>
        this with { Stage = new PipelineStage.Operator(node, Stage, create), OutputTypes = node.OutputTypes };
}
