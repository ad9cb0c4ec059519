using SqlSpark.Core.Errors;
using SqlSpark.Execution.Operators.Limits;
using SqlSpark.Execution.Operators.Recursions;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Scheduling;

/// <summary>The pipelines of a running query, or of one step of a loop in it: starts each when those that it depends on are finished.</summary>
internal sealed class GraphRun : IDisposable
{
    private readonly QueryExecution _execution;
    private readonly GraphRun? _outer;
    private readonly PipelineRun? _loop;
    private readonly PipelineRun[] _runs;
    private readonly Dictionary<Pipeline, (PipelineRun Run, List<PipelineRun> Dependents)> _byPipeline = [];

    /// <summary>The pipelines of a query.</summary>
    public GraphRun(QueryExecution execution, PipelineGraph graph)
        : this(execution, graph, null, null)
    {
    }

    /// <summary>The pipelines of a step.</summary>
    /// <param name="execution">The query.</param>
    /// <param name="graph">What is run.</param>
    /// <param name="outer">The pipelines around; null for those of the query.</param>
    /// <param name="loop">The pipeline among them whose step this is.</param>
    public GraphRun(QueryExecution execution, PipelineGraph graph, GraphRun? outer, PipelineRun? loop)
    {
        _execution = execution;
        _outer = outer;
        _loop = loop;
        SeedShift = loop is null ? 0 : ((UnionLoopSink)loop.Sink).Level - 1;
        _runs = [.. graph.Pipelines.Select(pipeline => new PipelineRun(execution, this, pipeline))];
        foreach (var run in _runs)
            _byPipeline.Add(run.Pipeline, (run, []));
        foreach (var run in _runs)
        {
            foreach (var dependency in run.Pipeline.Dependencies)
            {
                _byPipeline[dependency].Dependents.Add(run);
                _byPipeline[dependency].Run.NoteDependent();
            }

            foreach (var predecessor in run.Pipeline.Predecessors)
                _byPipeline[predecessor].Dependents.Add(run);
        }
    }

    /// <summary>See <see cref="TaskContext.SeedShift"/>.</summary>
    public int SeedShift { get; }

    /// <summary>Starts the pipelines that depend on no other.</summary>
    public void Start()
    {
        foreach (var run in _runs)
        {
            if (!_execution.IsStopping && run.Pipeline is { Dependencies.Count: 0, Predecessors.Count: 0 })
                run.Start();
        }
    }

    /// <summary>The running form of a pipeline, of this graph or one around it.</summary>
    public PipelineRun RunOf(Pipeline pipeline) => _byPipeline.TryGetValue(pipeline, out var found)
        ? found.Run
        : (_outer ?? throw InternalErrors.Unreachable("a pipeline of another query")).RunOf(pipeline);

    /// <summary>What the loop of this id around these pipelines has collected.</summary>
    public UnionLoopSink LoopOf(long id) => _loop?.Pipeline.Loop!.Id == id
        ? (UnionLoopSink)_loop.Sink
        : (_outer ?? throw InternalErrors.Unreachable("a loop that is not around")).LoopOf(id);

    /// <summary>Makes the sink of a pipeline.</summary>
    public Sink CreateSink(Pipeline pipeline) => _loop is not null && ReferenceEquals(pipeline, _runs[^1].Pipeline)
        ? ((UnionLoopSink)_loop.Sink).CreateStep()
        : pipeline.CreateSink(_execution.Context);

    /// <summary>Says that a pipeline's sink is finished: what waited for it starts.</summary>
    public void EndPipeline(PipelineRun run)
    {
        // Its sources are read to their end; sinks behind them that nobody else reads can go.
        foreach (var dependency in run.Pipeline.Dependencies)
            RunOf(dependency).NoteDependentEnded();
        foreach (var dependent in _byPipeline[run.Pipeline].Dependents)
        {
            if (dependent.NoteDependencyFinished())
                dependent.Start();
        }

        if (_loop is not null && ReferenceEquals(run, _runs[^1]))
            _loop.EndStep((LimitSink)run.TakeSink());
    }

    /// <summary>Frees everything; no task runs any more.</summary>
    public void Dispose()
    {
        for (var i = _runs.Length - 1; i >= 0; i--)    // readers of a sink before the sink
        {
            try
            {
                _runs[i].Dispose();
            }
            catch (Exception exception)
            {
                _execution.Fail(exception);
            }
        }
    }
}
