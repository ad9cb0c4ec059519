using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Unions;

/// <summary>The rows of all inputs, one input after another. Spark: <c>UnionExec</c>.</summary>
/// <param name="Attributes">The columns; by position in every input.</param>
/// <param name="Inputs">The inputs.</param>
internal sealed record UnionExec(EquatableArray<AttributeReference> Attributes, EquatableArray<PhysicalPlan> Inputs) : PhysicalPlan
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output => Attributes;

    /// <inheritdoc />
    protected override EquatableArray<PhysicalPlan> ComputeChildren() => Inputs;

    /// <inheritdoc />
    public override PhysicalPlan WithChildren(EquatableArray<PhysicalPlan> children) => this with { Inputs = children };

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) => builder.Concatenate(this, [.. Inputs.Map(input => input.AddTo(builder))]);

    /// <inheritdoc />
    protected override string Describe() => "Union";
}
