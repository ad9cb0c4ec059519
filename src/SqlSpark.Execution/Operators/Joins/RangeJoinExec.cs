using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// Pairs rows by inequalities: those of one side are kept in the order of one end of a range, the candidates of a row of the other side stand side by side among them. Rows come in
/// the order of the side that streams; rows of the other side that the type keeps without a match come last. Spark runs such joins as <c>BroadcastNestedLoopJoinExec</c>.
/// </summary>
/// <param name="Left">The first input.</param>
/// <param name="Right">The second input.</param>
/// <param name="Type">What is kept.</param>
/// <param name="BuildSide">The side that is kept in the table; any with every type.</param>
/// <param name="Range">The columns that are compared.</param>
/// <param name="Condition">What a pair must fulfil, the inequalities included, over the attributes of both inputs.</param>
internal sealed record RangeJoinExec(PhysicalPlan Left, PhysicalPlan Right, JoinType Type, BuildSide BuildSide, JoinRange Range, Expression Condition)
    : JoinExec(Left, Right, Type, Condition)
{
    /// <inheritdoc />
    public override EquatableArray<SortOrder> OutputOrdering => StreamOrdering(BuildSide);

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) => AddTo(builder, BuildSide, new JoinPlan(this, BuildSide, [], range: Range));

    /// <inheritdoc />
    protected override string Describe() => $"RangeJoin {TypeName}, Build{BuildSide}, {Condition}";
}
