using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;
using Range = SqlSpark.Catalyst.Plans.Range;

namespace SqlSpark.Execution.Operators.Ranges;

/// <summary>The numbers of a range, computed in place. Spark: <c>RangeExec</c>.</summary>
/// <param name="Range">Bounds, step and column.</param>
internal sealed record RangeExec(Range Range) : LeafExec
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output => [Range.Attribute];

    /// <inheritdoc />
    public override EquatableArray<SortOrder> OutputOrdering => [new SortOrder(Range.Attribute, Range.Step > 0)];

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) =>
        builder.Start(this, (run, hasFixedPartitions) => new RangeSource(Range, run, hasFixedPartitions));

    /// <inheritdoc />
    protected override string Describe() => Range.Description;
}
