using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Shared;

/// <summary>A plan and the plans that it, or a later one of them, reads several times.</summary>
/// <param name="Definitions">Each is a <see cref="SharedPlanExec"/>; each reads only those before it.</param>
/// <param name="Child">The plan.</param>
internal sealed record WithSharedExec(EquatableArray<PhysicalPlan> Definitions, PhysicalPlan Child) : PhysicalPlan
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output => Child.Output;

    /// <inheritdoc />
    public override EquatableArray<SortOrder> OutputOrdering => Child.OutputOrdering;

    /// <summary>The definitions, then the plan.</summary>
    protected override EquatableArray<PhysicalPlan> ComputeChildren() => [.. Definitions, Child];

    /// <inheritdoc />
    public override PhysicalPlan WithChildren(EquatableArray<PhysicalPlan> children) =>
        this with { Definitions = EquatableArray.Create(children.AsSpan()[..^1]), Child = children[^1] };

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder)
    {
        Define(builder);
        return Child.AddTo(builder);
    }

    /// <summary>Tells the builder of the definitions.</summary>
    public void Define(PipelineBuilder builder)
    {
        foreach (var definition in Definitions)
            builder.Define((SharedPlanExec)definition);
    }

    /// <inheritdoc />
    protected override string Describe() => "WithShared";
}
