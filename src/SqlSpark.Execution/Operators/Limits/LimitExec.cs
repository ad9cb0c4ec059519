using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Limits;

/// <summary>
/// The first rows in the order of the source, after some that are left out, whatever the number of workers. Spark:
/// <c>GlobalLimitExec</c>, and <c>CollectLimitExec</c> at the top of a plan.
/// </summary>
/// <param name="Limit">How many rows come at most; <see cref="long.MaxValue"/> for all.</param>
/// <param name="Offset">How many rows are left out first.</param>
/// <param name="Child">The input.</param>
/// <remarks>At the top of a plan the result queue, which puts batches in order anyway, keeps the rows: they stream.</remarks>
internal sealed record LimitExec(long Limit, long Offset, PhysicalPlan Child) : UnaryExec(Child)
{
    /// <inheritdoc />
    public override EquatableArray<SortOrder> OutputOrdering => Child.OutputOrdering;

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) =>
        builder.Break(this, Child.AddTo(builder), run => new LimitSink(run.Account, Offset, Limit));

    /// <inheritdoc />
    protected override string Describe() =>
        string.Create(CultureInfo.InvariantCulture, $"GlobalLimit {(Limit == long.MaxValue ? -1 : Limit)}, {Offset}");
}
