using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Limits;

/// <summary>Limits the inputs of a union and of a projection too.</summary>
/// <remarks>
/// <code>
/// Limit n                 Limit n
/// +- Union         =>     +- Union
///    :- a                    :- Limit n
///    +- b                    :  +- a
///                            +- Limit n
///                               +- b
/// </code>
/// The outer limit of a union stays. A limit moves under a projection whole, so that it meets the sort or scan below. Spark: <c>LimitPushDown</c>.
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
            _ => node,
        });

    private static bool IsLimited(LogicalPlan plan, long rowCount) => plan.MaxRows <= rowCount;
}
