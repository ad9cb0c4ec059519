using SqlSpark.Core.Errors;
using SqlSpark.Execution.Metrics;
using SqlSpark.Execution.Operators.Limits;
using SqlSpark.Execution.Operators.Recursions;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Scheduling;

/// <summary>A pipeline of a running query: its sources and sink, its tasks, and what they leave behind.</summary>
/// <param name="execution">The query.</param>
/// <param name="graph">The pipelines that this one is among.</param>
/// <param name="pipeline">What is run.</param>
internal sealed class PipelineRun(QueryExecution execution, GraphRun graph, Pipeline pipeline) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PipelineStage, SourceSlot> _sources = new(ReferenceEqualityComparer.Instance);
    private readonly List<(LocalSink Local, TaskContext Context)> _locals = [];
    private Sink? _sink;
    private GraphRun? _step;    // of the loop
    private int _unfinishedTaskCount;
    private int _finishTaskCount;
    private int _nextFinishTask;
    private int _unstartedDependencyCount = pipeline.Dependencies.Count + pipeline.Predecessors.Count;
    private int _dependentCount;
    private long _sinkTicks;

    /// <summary>What is run.</summary>
    public Pipeline Pipeline => pipeline;

    /// <summary>The query.</summary>
    public QueryExecution Execution => execution;

    /// <summary>See <see cref="TaskContext.SeedShift"/>.</summary>
    public int SeedShift => graph.SeedShift;

    /// <summary>The sink; there from <see cref="Start"/> on.</summary>
    public Sink Sink => _sink ?? throw InternalErrors.Unreachable("the sink of a pipeline that has not started");

    /// <summary>Says that one more pipeline reads the sink.</summary>
    public void NoteDependent() => _dependentCount++;

    /// <summary>Says that a pipeline that reads the sink has ended. The last one frees it.</summary>
    public void NoteDependentEnded()
    {
        if (Interlocked.Decrement(ref _dependentCount) == 0)
            DisposeSink();
    }

    /// <summary>Says that a dependency is finished; true when it was the last one.</summary>
    public bool NoteDependencyFinished() => Interlocked.Decrement(ref _unstartedDependencyCount) == 0;

    /// <summary>Makes sources, sink and tasks, and queues the tasks.</summary>
    public void Start()
    {
        var ordinalCount = 0L;
        var parallelism = 0L;
        AddSources(pipeline.Stage, ref ordinalCount, ref parallelism);
        _sink = graph.CreateSink(pipeline);
        var taskCount = (int)Math.Clamp(parallelism, 1, Math.Min(_sink.MaxParallelism, execution.Context.MaxTaskCount));
        _unfinishedTaskCount = taskCount;
        var tasks = new ScheduledTask[taskCount];
        for (var i = 0; i < taskCount; i++)
            tasks[i] = new PipelineTask(this);
        execution.Submit(tasks);
    }

    /// <summary>A worker's operators over the sources, down to the sink's; null when other workers read all that there is.</summary>
    public BatchOperator? CreateChain(TaskContext context) => CreateChain(pipeline.Stage, context, []);

    /// <summary>Takes what a task leaves behind; the last task's worker goes on with the sink.</summary>
    public void EndTask(LocalSink? local, TaskContext? context)
    {
        lock (_gate)
        {
            if (local is not null)
                _locals.Add((local, context!));
            if (--_unfinishedTaskCount > 0)
                return;
        }

        if (!execution.IsStopping)
            Combine();
    }

    /// <summary>The next part of finishing the sink; false when all were given out.</summary>
    public bool TryTakeFinishTask(out int task)
    {
        task = Interlocked.Increment(ref _nextFinishTask) - 1;
        return task < _finishTaskCount;
    }

    /// <summary>Says that a worker has run its parts of finishing the sink.</summary>
    public void EndFinishTask()
    {
        if (Interlocked.Decrement(ref _unfinishedTaskCount) == 0 && !execution.IsStopping)
            Finish();
    }

    /// <summary>Adds time that a worker spent in the sink.</summary>
    public void AddSinkTicks(long ticks) => Interlocked.Add(ref _sinkTicks, ticks);

    /// <summary>Hands the finished sink over, to be freed by whoever takes it.</summary>
    public Sink TakeSink()
    {
        var sink = Sink;
        _sink = null;
        return sink;
    }

    /// <summary>Takes what a step of the loop has brought, and starts the next one or ends the pipeline.</summary>
    public void EndStep(LimitSink rows)
    {
        ((UnionLoopSink)Sink).EndStep(rows);
        Repeat();
    }

    /// <summary>Frees the sources, which the pipeline has read.</summary>
    public void DisposeSources()
    {
        foreach (var slot in _sources.Values)
            slot.Source.Dispose();
        _sources.Clear();
    }

    /// <summary>Frees the sink, whose rows were read.</summary>
    public void DisposeSink()
    {
        _sink?.Dispose();
        _sink = null;
    }

    /// <summary>Frees everything; no task runs any more.</summary>
    public void Dispose()
    {
        _step?.Dispose();
        _step = null;
        DisposeLocals();
        DisposeSources();
        DisposeSink();
    }

    private void AddSources(PipelineStage stage, ref long ordinalCount, ref long parallelism)
    {
        switch (stage)
        {
            case PipelineStage.Source source:
                var made = source.Create is null
                    ? graph.RunOf(source.Input!).Sink.CreateSource() ?? throw InternalErrors.Unreachable("a sink without rows is read")
                    : source.Create(execution.Context, pipeline.HasFixedPartitions);
                if (pipeline.HasFixedPartitions && source.Create is null)
                    made.FixPartitions();
                AddSource(source, made, ref ordinalCount, ref parallelism);
                break;
            case PipelineStage.LoopRows rows:
                var step = graph.LoopOf(rows.LoopId).CreateStepSource();
                if (pipeline.HasFixedPartitions)
                    step.FixPartitions();
                AddSource(rows, step, ref ordinalCount, ref parallelism);
                break;
            case PipelineStage.Operator { Input: var input }:
                AddSources(input, ref ordinalCount, ref parallelism);
                break;
            case PipelineStage.Probe { Input: var input }:
                AddSources(input, ref ordinalCount, ref parallelism);
                break;
            case PipelineStage.Concatenation { Inputs: var inputs }:
                foreach (var input in inputs)
                    AddSources(input, ref ordinalCount, ref parallelism);
                break;
        }
    }

    private void AddSource(PipelineStage stage, PipelineSource source, ref long ordinalCount, ref long parallelism)
    {
        _sources.Add(stage, new SourceSlot(source, checked((int)ordinalCount)));
        ordinalCount += source.PartitionCount;
        parallelism += source.MaxParallelism;
    }

    private BatchOperator? CreateSource(PipelineStage stage, PhysicalPlan? node, TaskContext context, List<MeteredOperator> metered) =>
        _sources[stage].TryCreateReader(Sink, context) is { } reader ? Meter(node, reader, [], metered) : null;

    private BatchOperator? CreateChain(PipelineStage stage, TaskContext context, List<MeteredOperator> metered)
    {
        switch (stage)
        {
            case PipelineStage.Source source:
                return CreateSource(source, source.Node, context, metered);
            case PipelineStage.LoopRows rows:
                return CreateSource(rows, rows.Node, context, metered);
            case PipelineStage.Operator operation:
                return CreateChain(operation.Node, operation.Input, operation.Create, context, metered);
            case PipelineStage.Probe probe:
                return CreateChain(probe.Node, probe.Input, (input, task) => probe.Create(input, graph.RunOf(probe.Build).Sink, task), context, metered);
            case PipelineStage.Concatenation concatenation:
                var arms = new List<MeteredOperator>();
                var makers = new List<Func<BatchOperator?>>(concatenation.Inputs.Count);
                foreach (var arm in concatenation.Inputs)
                    makers.Add(() => CreateChain(arm, context, arms));
                return Meter(concatenation.Node, new ConcatenationOperator(makers), arms, metered);
            default:
                throw InternalErrors.Unreachable(stage);
        }
    }

    private BatchOperator? CreateChain(PhysicalPlan? node, PipelineStage below, OperatorFactory create, TaskContext context, List<MeteredOperator> metered)
    {
        var inputs = new List<MeteredOperator>(1);
        var input = CreateChain(below, context, inputs);
        return input is null ? null : Meter(node, CreateOver(input, create, context), inputs, metered);
    }

    private static BatchOperator CreateOver(BatchOperator input, OperatorFactory create, TaskContext context)
    {
        try
        {
            return create(input, context);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    // A breaker's rows are counted where they are read: its source belongs to the same node as its sink.
    private BatchOperator Meter(PhysicalPlan? node, BatchOperator made, List<MeteredOperator> inputs, List<MeteredOperator> metered)
    {
        if (node is null)
        {
            metered.AddRange(inputs);
            return made;
        }

        var wrapped = new MeteredOperator(made, execution.Metrics.Of(node), inputs);
        metered.Add(wrapped);
        return wrapped;
    }

    private void Combine()
    {
        var context = _locals[0].Context;
        foreach (var (local, localContext) in _locals)
            Sink.Combine(local, localContext);
        DisposeLocals();
        NoteSinkBytes();
        _finishTaskCount = Sink.PrepareFinish(context);
        if (_finishTaskCount == 0)
        {
            Finish();
            return;
        }

        var taskCount = Math.Min(_finishTaskCount, execution.Context.MaxTaskCount);
        _unfinishedTaskCount = taskCount;
        var tasks = new ScheduledTask[taskCount];
        for (var i = 0; i < taskCount; i++)
            tasks[i] = new FinishTask(this);
        execution.Submit(tasks);
    }

    private void Finish()
    {
        NoteSinkBytes();
        if (pipeline.SinkNode is { } node)
            execution.Metrics.Of(node).Add(0, 0, _sinkTicks);
        DisposeSources();
        if (pipeline.Loop is null)
            graph.EndPipeline(this);
        else
            Repeat();
    }

    private void Repeat()
    {
        _step?.Dispose();
        _step = null;
        if (!((UnionLoopSink)Sink).NeedsStep)
        {
            graph.EndPipeline(this);
            return;
        }

        _step = new GraphRun(execution, pipeline.Loop!.Step, graph, this);
        _step.Start();
    }

    private void NoteSinkBytes()
    {
        if (pipeline.SinkNode is { } node)
            execution.Metrics.Of(node).NoteBytes(Sink.SpillableBytes);
    }

    private void DisposeLocals()
    {
        foreach (var (local, _) in _locals)
            local.Dispose();
        _locals.Clear();
    }
}
