using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Operators.RuntimeFilters;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// Pairs every row of one side with every row of the other, which is kept, and keeps the pairs that fulfil a condition. The order of the side that streams is kept,
/// and kept rows without a match come last. Spark: <c>BroadcastNestedLoopJoinExec</c> and
/// <c>CartesianProductExec</c>.
/// </summary>
/// <param name="Left">The first input.</param>
/// <param name="Right">The second input.</param>
/// <param name="Type">What is kept.</param>
/// <param name="Condition">What a pair must fulfil, over the attributes of both inputs; null when every pair matches.</param>
internal sealed record NestedLoopJoinExec(PhysicalPlan Left, PhysicalPlan Right, JoinType Type, Expression? Condition)
    : JoinExec(Left, Right, Type, Condition)
{
    /// <inheritdoc />
    public override EquatableArray<SortOrder> OutputOrdering => StreamOrdering(KeptSide);

    /// <summary>The side that is kept: without a choice the left one with <see cref="JoinType.RightOuter"/>, the right one with all others.</summary>
    public BuildSide KeptSide { get; init; } = Type == JoinType.RightOuter ? BuildSide.Left : BuildSide.Right;

    /// <summary>True when the kept side has one row at most.</summary>
    public bool KeepsOneRow { get; init; }

    /// <summary>The comparisons with values of the one kept row that are made known to scans of the side that streams.</summary>
    public EquatableArray<RuntimeBoundSource> Bounds { get; init; } = [];

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) => AddTo(builder, KeptSide, new JoinPlan(this, KeptSide, []), bounds: Bounds);

    /// <inheritdoc />
    protected override string Describe() =>
        $"NestedLoopJoin {TypeName}{(KeptSide == BuildSide.Left && Type != JoinType.RightOuter ? ", BuildLeft" : "")}{(Condition is null ? "" : $", {Condition}")}{DescribeBounds()}";

    private string DescribeBounds() => Bounds.IsEmpty ? ""
        : $" RuntimeFilters: [{string.Join(", ", Bounds.SelectMany(static source => source.Targets.Map(target => $"filter#{target.Id}{source.Condition}")))}]";
}
