using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Recursions;

/// <summary>
/// A recursive query: the rows of the anchor, then those that the recursive part makes of them, then those that it makes of these, until there are none. All of them are
/// kept. Spark: <c>UnionLoopExec</c>.
/// </summary>
/// <param name="Id">What <see cref="UnionLoopRefExec"/> names.</param>
/// <param name="Anchor">Where it begins.</param>
/// <param name="Recursion">What is repeated; reads the rows of the step before by <see cref="UnionLoopRefExec"/>.</param>
/// <param name="Attributes">The columns; by position in both inputs.</param>
/// <param name="Limits">When it ends early or fails.</param>
internal sealed record UnionLoopExec(
    long Id, PhysicalPlan Anchor, PhysicalPlan Recursion, EquatableArray<AttributeReference> Attributes, RecursionLimits Limits) : PhysicalPlan
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output => Attributes;

    /// <summary>The anchor, then the recursive part.</summary>
    protected override EquatableArray<PhysicalPlan> ComputeChildren() => [Anchor, Recursion];

    /// <inheritdoc />
    public override PhysicalPlan WithChildren(EquatableArray<PhysicalPlan> children) =>
        ReferenceEquals(children[0], Anchor) && ReferenceEquals(children[1], Recursion) ? this : this with { Anchor = children[0], Recursion = children[1] };

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) =>
        builder.Repeat(this, Anchor.AddTo(builder), Id, Recursion, run => new UnionLoopSink(OutputTypes, Limits, run));

    /// <inheritdoc />
    protected override string Describe() =>
        string.Create(CultureInfo.InvariantCulture, $"UnionLoop {Id}{(Limits.WantedRows is { } rows ? $", limit={rows}" : "")}");
}

/// <summary>The rows of the last step of a <see cref="UnionLoopExec"/>, inside its recursive part. Spark: <c>UnionLoopRef</c>.</summary>
/// <param name="LoopId">The loop.</param>
/// <param name="Attributes">Its columns, position by position.</param>
internal sealed record UnionLoopRefExec(long LoopId, EquatableArray<AttributeReference> Attributes) : LeafExec
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output => Attributes;

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) => builder.ReadLoop(this, LoopId);

    /// <inheritdoc />
    protected override string Describe() => string.Create(CultureInfo.InvariantCulture, $"UnionLoopRef {LoopId}, [{string.Join(", ", Attributes)}]");
}
