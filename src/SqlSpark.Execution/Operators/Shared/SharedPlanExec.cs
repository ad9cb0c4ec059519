using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Operators.Limits;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Shared;

/// <summary>
/// A plan that runs once and whose rows are read by several <see cref="ReusedSharedExec"/>. All its rows are kept until the last of them has been read. Spark keeps them in an
/// exchange and reads them by <c>ReusedExchangeExec</c>.
/// </summary>
/// <param name="Id">What readers name.</param>
/// <param name="Child">The plan.</param>
internal sealed record SharedPlanExec(long Id, PhysicalPlan Child) : UnaryExec(Child)
{
    /// <inheritdoc />
    public override EquatableArray<SortOrder> OutputOrdering => Child.OutputOrdering;

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) => builder.Break(this, Child.AddTo(builder), CreateSink);

    /// <summary>Makes the sink that keeps the rows.</summary>
    public Sink CreateSink(RunContext run) => new LimitSink(run.Account, metrics: run.Metrics.Of(this));

    /// <inheritdoc />
    protected override string Describe() => string.Create(CultureInfo.InvariantCulture, $"Shared {Id}");
}
