using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Execution.Operators.RuntimeFilters;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// Pairs rows with equal keys: those of one side are kept in a table, those of the other look their matches up. NULLs match nothing but with <c>&lt;=&gt;</c>;
/// NaN equals NaN, and -0.0 equals 0.0. Rows come in the order of the side that streams; rows of the other side that the type keeps without a match come last.
/// Spark: <c>BroadcastHashJoinExec</c> and <c>ShuffledHashJoinExec</c>.
/// </summary>
/// <param name="Left">The first input.</param>
/// <param name="Right">The second input.</param>
/// <param name="Type">What is kept.</param>
/// <param name="BuildSide">The side that is kept in the table; any with every type.</param>
/// <param name="Keys">The columns that must be equal; at least one. Both of a pair have the same type.</param>
/// <param name="Condition">What a pair must fulfil besides, over the attributes of both inputs; or null.</param>
internal sealed record HashJoinExec(
    PhysicalPlan Left, PhysicalPlan Right, JoinType Type, BuildSide BuildSide, EquatableArray<JoinKey> Keys, Expression? Condition)
    : JoinExec(Left, Right, Type, Condition)
{
    /// <summary>
    /// True for NOT IN, a <see cref="JoinType.LeftAnti"/> with one key and no condition, the right side being kept: a NULL on the right leaves no row, and a left
    /// row with NULL stays only when there are no right rows at all.
    /// </summary>
    public bool IsNullAware { get; init; }

    /// <summary>The keys whose kept values are made known to scans of the side that streams.</summary>
    public EquatableArray<RuntimeFilterSource> Filters { get; init; } = [];

    /// <inheritdoc />
    public override EquatableArray<SortOrder> OutputOrdering => StreamOrdering(BuildSide);

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder)
    {
        InternalErrors.Assert(Keys.Count > 0);
        InternalErrors.Assert(!IsNullAware || (Type == JoinType.LeftAnti && BuildSide == BuildSide.Right && Keys.Count == 1 && Condition is null));
        return AddTo(builder, BuildSide, new JoinPlan(this, BuildSide, Keys, IsNullAware), Filters);
    }

    /// <inheritdoc />
    protected override string Describe() =>
        $"HashJoin [{string.Join(", ", Keys.Map(k => Left.Output[k.LeftOrdinal]))}], [{string.Join(", ", Keys.Map(k => Right.Output[k.RightOrdinal]))}], {TypeName}, Build{BuildSide}"
        + $"{(Condition is null ? "" : $", {Condition}")}{(IsNullAware ? ", isNullAware" : "")}{DescribeFilters()}";

    private string DescribeFilters() => Filters.IsEmpty ? ""
        : $" RuntimeFilters: [{string.Join(", ", Filters.SelectMany(source => source.Targets.Map(target => $"filter#{target.Id}({KeptKey(source.Key)})")))}]";

    private AttributeReference KeptKey(int key) => BuildSide == BuildSide.Left ? Left.Output[Keys[key].LeftOrdinal] : Right.Output[Keys[key].RightOrdinal];
}
