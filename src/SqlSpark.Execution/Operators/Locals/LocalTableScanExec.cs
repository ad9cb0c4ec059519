using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Locals;

/// <summary>Rows that stand in the plan. Spark: <c>LocalTableScanExec</c>, and <c>OneRowRelation</c> when there are no columns.</summary>
/// <param name="Attributes">The columns.</param>
/// <param name="Rows">The rows; each holds one value a column.</param>
internal sealed record LocalTableScanExec(EquatableArray<AttributeReference> Attributes, EquatableArray<EquatableArray<object?>> Rows) : LeafExec
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output => Attributes;

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) =>
        builder.Start(this, (run, hasFixedPartitions) => new LocalTableSource(this, run, hasFixedPartitions));

    /// <inheritdoc />
    protected override string Describe() => Attributes.IsEmpty && Rows.Count == 1
        ? "Scan OneRowRelation[]"
        : $"LocalTableScan {(Rows.IsEmpty ? "<empty>, " : "")}[{string.Join(", ", Attributes)}]";
}
