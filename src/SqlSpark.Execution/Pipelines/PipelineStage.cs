using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Pipelines;

/// <summary>Makes the source of a pipeline, once a run, when everything it depends on is finished.</summary>
/// <param name="run">The run.</param>
/// <param name="hasFixedPartitions">
/// True when rows must be in the partitions that Spark would make of them, each read by one worker in order, because expressions
/// depend on a row's position. Otherwise partitions are morsels.
/// </param>
internal delegate PipelineSource SourceFactory(RunContext run, bool hasFixedPartitions);

/// <summary>Makes the running operator of one worker; it owns <paramref name="input"/>.</summary>
internal delegate BatchOperator OperatorFactory(BatchOperator input, TaskContext context);

/// <summary>Makes the running operator of one worker that looks things up in a finished sink; it owns <paramref name="input"/>, not the sink.</summary>
internal delegate BatchOperator ProbeFactory(BatchOperator input, Sink build, TaskContext context);

/// <summary>Makes the sink of a pipeline, once a run, when the pipeline starts.</summary>
internal delegate Sink SinkFactory(RunContext run);

/// <summary>What brings the batches of a pipeline: a source, an operator over a stage, or several stages one after another.</summary>
internal abstract record PipelineStage
{
    private PipelineStage()
    {
    }

    /// <summary>A source.</summary>
    /// <param name="Node">The plan node whose rows it brings, or null when they are counted further up.</param>
    /// <param name="Create">Makes it; null for the rows of <paramref name="Input"/>'s finished sink.</param>
    /// <param name="Input">The earlier pipeline that is read.</param>
    internal sealed record Source(PhysicalPlan? Node, SourceFactory? Create, Pipeline? Input) : PipelineStage;

    /// <summary>An operator that hands batches on.</summary>
    /// <param name="Node">The plan node, or null for one that belongs to no node.</param>
    /// <param name="Input">What it reads.</param>
    /// <param name="Create">Makes it for a worker.</param>
    internal sealed record Operator(PhysicalPlan? Node, PipelineStage Input, OperatorFactory Create) : PipelineStage;

    /// <summary>An operator that hands batches on and looks things up in the finished sink of an earlier pipeline.</summary>
    /// <param name="Node">The plan node, or null when its rows are counted further up.</param>
    /// <param name="Input">What it reads.</param>
    /// <param name="Build">The earlier pipeline.</param>
    /// <param name="Create">Makes it for a worker.</param>
    internal sealed record Probe(PhysicalPlan? Node, PipelineStage Input, Pipeline Build, ProbeFactory Create) : PipelineStage;

    /// <summary>The rows of the last step of a loop, inside its next step.</summary>
    /// <param name="Node">The plan node whose rows it brings.</param>
    /// <param name="LoopId">The <see cref="PipelineLoop.Id"/> of the loop around.</param>
    internal sealed record LoopRows(PhysicalPlan Node, long LoopId) : PipelineStage;

    /// <summary>All rows of the first input, then all of the second, and so on.</summary>
    /// <param name="Node">The plan node.</param>
    /// <param name="Inputs">What is read.</param>
    internal sealed record Concatenation(PhysicalPlan Node, IReadOnlyList<PipelineStage> Inputs) : PipelineStage;
}
