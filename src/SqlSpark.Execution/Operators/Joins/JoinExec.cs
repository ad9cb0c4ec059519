using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Operators.RuntimeFilters;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>A node that pairs the rows of two inputs.</summary>
/// <param name="Left">The first input.</param>
/// <param name="Right">The second input.</param>
/// <param name="Type">What is kept.</param>
/// <param name="Condition">What a pair must fulfil besides, over the attributes of both inputs; or null.</param>
internal abstract record JoinExec(PhysicalPlan Left, PhysicalPlan Right, JoinType Type, Expression? Condition) : PhysicalPlan
{
    /// <summary>
    /// The BOOLEAN column of an existence join: all left rows once, TRUE for those with a match. Null for other joins; with it
    /// <see cref="Type"/> is <see cref="JoinType.LeftSemi"/>. Spark: <c>ExistenceJoin</c>.
    /// </summary>
    public AttributeReference? ExistsAttribute { get; init; }

    /// <inheritdoc />
    public sealed override EquatableArray<AttributeReference> Output => Type switch
    {
        JoinType.LeftSemi when ExistsAttribute is { } exists => [.. Left.Output, exists],
        JoinType.LeftSemi or JoinType.LeftAnti => Left.Output,
        JoinType.LeftOuter => [.. Left.Output, .. Nullable(Right)],
        JoinType.RightOuter => [.. Nullable(Left), .. Right.Output],
        JoinType.FullOuter => [.. Nullable(Left), .. Nullable(Right)],
        _ => [.. Left.Output, .. Right.Output],
    };

    /// <inheritdoc />
    protected sealed override EquatableArray<PhysicalPlan> ComputeChildren() => [Left, Right];

    /// <inheritdoc />
    public sealed override PhysicalPlan WithChildren(EquatableArray<PhysicalPlan> children) =>
        ReferenceEquals(children[0], Left) && ReferenceEquals(children[1], Right) ? this : this with { Left = children[0], Right = children[1] };

    /// <summary>How EXPLAIN names the type.</summary>
    protected string TypeName => ExistsAttribute is { } exists ? $"ExistenceJoin({exists})" : Type.ToString();

    /// <summary>The order of the side that streams, which is kept, but where rows of the other side follow.</summary>
    protected EquatableArray<SortOrder> StreamOrdering(BuildSide kept) => (kept, Type) switch
    {
        (_, JoinType.FullOuter) or (BuildSide.Left, JoinType.LeftOuter or JoinType.LeftSemi or JoinType.LeftAnti) or (BuildSide.Right, JoinType.RightOuter) => [],
        (BuildSide.Left, _) => Right.OutputOrdering,
        _ => Left.OutputOrdering,
    };

    /// <summary>Ends the side that is kept in a sink, and looks it up behind the other one.</summary>
    private protected OpenPipeline AddTo(
        PipelineBuilder builder, BuildSide kept, JoinPlan plan, EquatableArray<RuntimeFilterSource> filters = default, EquatableArray<RuntimeBoundSource> bounds = default)
    {
        var (probe, build) = kept == BuildSide.Right ? (Left, Right) : (Right, Left);
        var rows = builder.Close(this, build.AddTo(builder), run => new JoinBuildSink(plan, run.Account, run.MaxTaskCount, filters, bounds, run.RuntimeFilters));
        builder.NoteFilters(rows, [.. filters.SelectMany(static source => source.Targets), .. bounds.SelectMany(static source => source.Targets)]);
        return builder.Probe(this, probe.AddTo(builder), rows, (input, sink, context) => new JoinProbeOperator(input, (JoinBuildSink)sink, context), plan.HasRest);
    }

    private static EquatableArray<AttributeReference> Nullable(PhysicalPlan side) => side.Output.Map(a => a.WithNullability(true));
}
