using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Limits;

/// <summary>Limits the inputs of a union, of a projection and of joins that keep the rows of a side, too.</summary>
/// <remarks>
/// <code>
/// Limit n                 Limit n
/// +- Union         =>     +- Union
///    :- a                    :- Limit n
///    +- b                    :  +- a
///                            +- Limit n
///                               +- b
/// </code>
/// The outer limit of a union stays. A limit moves under a projection whole, so that it meets the sort or scan below. An outer join has a row at least for each row of the side that it
/// keeps, a join without a condition for each row of both, unless the other side is empty. Spark: <c>LimitPushDown</c>.
/// </remarks>
public sealed class LimitPushDown : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformDown(NodeKinds.Limit, static node => node switch
        {
            Limit { Child: Project project } limit when project.ProjectList.All(e => e.IsDeterministic) =>
                project with { Child = limit with { Child = project.Child } },
            Limit { Child: Union union } limit when LimitValue.Of(limit.LimitExpression) is { } n && union.Inputs.Any(i => !IsLimited(i, n)) =>
                limit with { Child = union with { Inputs = union.Inputs.Map(i => IsLimited(i, n) ? i : limit with { Child = i }) } },
            Limit { Child: Join join } limit when LimitValue.Of(limit.LimitExpression) is { } n && Limited(join, limit, n) is var limited && !ReferenceEquals(limited, join) =>
                limit with { Child = limited },
            _ => node,
        });

    private static Join Limited(Join join, Limit limit, long n)
    {
        var hasNoCondition = join is { Condition: null, Type: JoinType.Inner or JoinType.Cross };
        return join with
        {
            Left = hasNoCondition || join.Type is JoinType.LeftOuter or JoinType.Existence ? Side(join.Left) : join.Left,
            Right = hasNoCondition || join.Type is JoinType.RightOuter ? Side(join.Right) : join.Right,
        } is var limited && ReferenceEquals(limited.Left, join.Left) && ReferenceEquals(limited.Right, join.Right) ? join : limited;

        LogicalPlan Side(LogicalPlan side) => IsLimited(side, n) ? side : limit with { Child = side };
    }

    private static bool IsLimited(LogicalPlan plan, long rowCount) => plan.MaxRows <= rowCount;
}
