using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// Pairs every row of one side with every row of the other, which is kept, and keeps the pairs that fulfil a condition. The left side streams, the right one
/// with <see cref="JoinType.RightOuter"/>; its order is kept, and kept rows without a match come last. Spark: <c>BroadcastNestedLoopJoinExec</c> and
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

    private BuildSide KeptSide => Type == JoinType.RightOuter ? BuildSide.Left : BuildSide.Right;

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) => AddTo(builder, KeptSide, new JoinPlan(this, KeptSide, []));

    /// <inheritdoc />
    protected override string Describe() => $"NestedLoopJoin {TypeName}{(Condition is null ? "" : $", {Condition}")}";
}
