using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Joins;

/// <summary>Moves conditions over and in a join to the side that they read, and conditions over both sides of an inner join into it.</summary>
/// <remarks>
/// <code>
/// Filter (a > 1 AND b > 2 AND a &lt; c)         Join Inner, (a = b AND a &lt; c)
/// +- Join Inner, a = b                   =>  :- Filter a > 1
///    :- left [a]                             :  +- left [a]
///    +- right [b, c]                         +- Filter b > 2
///                                               +- right [b, c]
/// </code>
/// A side whose rows come even without a match gets a condition from above the join, not from its ON; the other side the reverse: dropping its rows early makes
/// rows without a match, which is what ON means. Conditions must be deterministic. As in Spark, a condition that can fail moves too, and may then fail for
/// a row without a match. Spark: <c>PushPredicateThroughJoin</c>.
/// </remarks>
public sealed class PushPredicateThroughJoin : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => plan.TransformDown(NodeKinds.Join, static node => node switch
    {
        Filter { Child: Join join } filter => PushFilter(filter, join),
        Join join => PushCondition(join),
        _ => node,
    });

    private static LogicalPlan PushFilter(Filter filter, Join join)
    {
        var above = JoinConditions.Of(filter.Condition, join);
        var (goesLeft, goesRight) = (KeepsOnlyMatches(join.Type) || join.Type is JoinType.LeftOuter or JoinType.LeftAnti or JoinType.Existence, KeepsOnlyMatches(join.Type) || join.Type is JoinType.RightOuter);
        var joins = join.Type is JoinType.Inner or JoinType.Cross;
        if (!(goesLeft && above.Left.Count > 0) && !(goesRight && above.Right.Count > 0) && !(joins && above.Both.Count > 0))
            return filter;
        var pushed = join with
        {
            Left = JoinConditions.Where(join.Left, goesLeft ? above.Left : []),
            Right = JoinConditions.Where(join.Right, goesRight ? above.Right : []),
            Condition = joins ? JoinConditions.All([.. above.Both, .. JoinConditions.Members(join.Condition)]) : join.Condition,
        };
        return JoinConditions.Where(
            PushCondition(pushed), [.. goesLeft ? [] : above.Left, .. goesRight ? [] : above.Right, .. joins ? [] : above.Both, .. above.Volatile]);
    }

    private static Join PushCondition(Join join)
    {
        var on = JoinConditions.Of(join.Condition, join);
        var (goesLeft, goesRight) = (FiltersLeft(join.Type), FiltersRight(join.Type));
        if (!(goesLeft && on.Left.Count > 0) && !(goesRight && on.Right.Count > 0))
            return join;
        return join with
        {
            Left = JoinConditions.Where(join.Left, goesLeft ? on.Left : []),
            Right = JoinConditions.Where(join.Right, goesRight ? on.Right : []),
            Condition = JoinConditions.All([.. goesLeft ? [] : on.Left, .. goesRight ? [] : on.Right, .. on.Both, .. on.Volatile]),
        };
    }

    /// <summary>True when rows of the left side for which a condition of the ON clause is not TRUE may be dropped early.</summary>
    internal static bool FiltersLeft(JoinType type) => KeepsOnlyMatches(type) || type is JoinType.RightOuter;

    /// <summary>True when rows of the right side for which a condition of the ON clause is not TRUE may be dropped early.</summary>
    internal static bool FiltersRight(JoinType type) => KeepsOnlyMatches(type) || type is JoinType.LeftOuter or JoinType.LeftAnti or JoinType.Existence;

    private static bool KeepsOnlyMatches(JoinType type) => type is JoinType.Inner or JoinType.Cross or JoinType.LeftSemi;
}
