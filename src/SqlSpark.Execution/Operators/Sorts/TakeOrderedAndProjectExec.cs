using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>The first rows of an order: ORDER BY with LIMIT. Keeps no more rows than asked for. Spark: <c>TakeOrderedAndProjectExec</c>.</summary>
/// <param name="Limit">How many rows come at most, after those that are left out.</param>
/// <param name="Offset">How many rows are left out first.</param>
/// <param name="Keys">The keys as columns of the input; expressions were computed below.</param>
/// <param name="Order">The same keys as they were written.</param>
/// <param name="Child">The input.</param>
internal sealed record TakeOrderedAndProjectExec(
    long Limit, long Offset, EquatableArray<SortKey> Keys, EquatableArray<SortOrder> Order, PhysicalPlan Child) : UnaryExec(Child)
{
    /// <inheritdoc />
    public override EquatableArray<SortOrder> OutputOrdering => Order;

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) =>
        builder.Break(this, Child.AddTo(builder), run => new TopNSink(Child.OutputTypes, Keys, SortOutput.All(Child), (int)Limit, (int)Offset, run.Account));

    /// <inheritdoc />
    protected override string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"TakeOrderedAndProject(limit={Limit},{(Offset > 0 ? $" offset={Offset}," : "")} orderBy=[{string.Join(",", Order)}], output=[{string.Join(",", Output)}])");
}
