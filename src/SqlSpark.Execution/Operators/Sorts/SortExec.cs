using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>All rows in order. Spark: <c>SortExec</c>.</summary>
/// <param name="Keys">The keys as columns of the input; expressions were computed below.</param>
/// <param name="Order">The same keys as they were written, for EXPLAIN and for the promise of order.</param>
/// <param name="IsGlobal">ORDER BY; false for SORT BY.</param>
/// <param name="Child">The input.</param>
internal sealed record SortExec(EquatableArray<SortKey> Keys, EquatableArray<SortOrder> Order, bool IsGlobal, PhysicalPlan Child) : UnaryExec(Child)
{
    /// <inheritdoc />
    public override EquatableArray<SortOrder> OutputOrdering => Order;

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) =>
        builder.Break(this, Child.AddTo(builder), run => new SortSink(Child.OutputTypes, Keys, SortOutput.All(Child), run.Account));

    /// <inheritdoc />
    protected override string Describe() => $"Sort [{string.Join(", ", Order)}], {(IsGlobal ? "true" : "false")}, 0";
}
