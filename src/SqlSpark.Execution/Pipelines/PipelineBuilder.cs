using System.Diagnostics;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Coalescing;
using SqlSpark.Execution.Operators.RuntimeFilters;
using SqlSpark.Execution.Operators.Shared;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Pipelines;

/// <summary>Cuts a physical plan into pipelines: every node that needs all its rows first ends one pipeline and starts another.</summary>
internal sealed class PipelineBuilder
{
    private readonly List<Pipeline> _pipelines = [];
    private readonly Dictionary<long, SharedPlanExec> _shared = [];
    private readonly Dictionary<long, Pipeline> _sharedPipelines = [];
    private readonly List<Pipeline> _outerDependencies = [];
    private readonly Dictionary<int, Pipeline> _filterMakers = [];    // by target
    private readonly PipelineBuilder? _outer;

    private PipelineBuilder(PipelineBuilder? outer) => _outer = outer;

    /// <summary>The pipelines of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="sinkNode">The plan node whose work the last sink does, or null.</param>
    /// <param name="createSink">Makes the sink of the last pipeline.</param>
    public static PipelineGraph Build(PhysicalPlan plan, PhysicalPlan? sinkNode, SinkFactory createSink)
    {
        var builder = new PipelineBuilder(null);
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
    public void NoteFilters(Pipeline maker, IEnumerable<RuntimeFilterTarget> targets)
    {
        foreach (var target in targets)
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

    /// <summary>Says what <see cref="ReadShared"/> of this builder, and of those within it, reads by the plan's id. It is run if somebody does.</summary>
    public void Define(SharedPlanExec plan) => _shared[plan.Id] = plan;

    /// <summary>Starts a pipeline with the rows of a shared plan, which runs once for all that read it.</summary>
    public OpenPipeline ReadShared(PhysicalPlan node, long id)
    {
        var owner = this;
        while (!owner._shared.ContainsKey(id))
            owner = owner._outer ?? throw InternalErrors.Unreachable($"shared plan {id}");
        var pipeline = owner.PipelineOf(id);
        for (var builder = this; builder != owner; builder = builder._outer!)
            builder._outerDependencies.Add(pipeline);
        return new OpenPipeline(new PipelineStage.Source(node, null, pipeline), owner == this ? [pipeline] : [], node.OutputTypes);
    }

    /// <summary>Starts a pipeline, within a loop's step, with the rows of the step before.</summary>
    public OpenPipeline ReadLoop(PhysicalPlan node, long loopId) => new(new PipelineStage.LoopRows(node, loopId), [], node.OutputTypes);

    /// <summary>
    /// Ends <paramref name="anchor"/> in a sink of <paramref name="node"/> that takes the rows of <paramref name="step"/> too, which is run over the rows of the anchor, then
    /// over its own, until there are none; starts a pipeline with all of them.
    /// </summary>
    public OpenPipeline Repeat(PhysicalPlan node, OpenPipeline anchor, long loopId, PhysicalPlan step, SinkFactory createSink)
    {
        var inner = new PipelineBuilder(this);
        inner.Close(null, step.AddTo(inner), static _ => throw InternalErrors.Unreachable("a loop makes the sinks of its steps"));
        var needed = inner._outerDependencies.Where(_pipelines.Contains);
        var loop = Close(node, anchor with { Dependencies = [.. anchor.Dependencies, .. needed] }, createSink, new PipelineLoop(loopId, new PipelineGraph(inner._pipelines)));
        return new OpenPipeline(new PipelineStage.Source(node, null, loop), [loop], node.OutputTypes);
    }

    /// <summary>Ends <paramref name="input"/> in a sink of <paramref name="node"/>.</summary>
    public Pipeline Close(PhysicalPlan? node, OpenPipeline input, SinkFactory createSink) => Close(node, input, createSink, null);

    private Pipeline Close(PhysicalPlan? node, OpenPipeline input, SinkFactory createSink, PipelineLoop? loop)
    {
        var stage = Coalesced(input);
        Debug.Assert(input.Dependencies.All(_pipelines.Contains), "a pipeline depends on another graph's");
        var pipeline = new Pipeline(node, stage, createSink, [.. input.Dependencies.Distinct()], input.HasFixedPartitions) { Loop = loop, Predecessors = input.Predecessors };
        _pipelines.Add(pipeline);
        return pipeline;
    }

    private Pipeline PipelineOf(long id)
    {
        if (!_sharedPipelines.TryGetValue(id, out var pipeline))
        {
            var plan = _shared[id];
            pipeline = Close(plan, plan.Child.AddTo(this), plan.CreateSink);
            _sharedPipelines.Add(id, pipeline);
        }

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
