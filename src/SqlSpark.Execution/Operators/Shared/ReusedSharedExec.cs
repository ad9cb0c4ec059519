using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Shared;

/// <summary>The rows of a <see cref="SharedPlanExec"/>, in order. Spark: <c>ReusedExchangeExec</c>.</summary>
/// <param name="Id">Which plan.</param>
/// <param name="Attributes">Its columns, position by position.</param>
internal sealed record ReusedSharedExec(long Id, EquatableArray<AttributeReference> Attributes) : LeafExec
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output => Attributes;

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) => builder.ReadShared(this, Id);

    /// <inheritdoc />
    protected override string Describe() => string.Create(CultureInfo.InvariantCulture, $"ReusedExchange [{string.Join(", ", Attributes)}], Shared {Id}");
}
