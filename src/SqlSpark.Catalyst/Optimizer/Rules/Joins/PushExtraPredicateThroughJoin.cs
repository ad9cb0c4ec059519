using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Joins;

/// <summary>Filters the sides of a join by what an OR over both of them demands of each.</summary>
/// <remarks>
/// <code>
/// Join Inner, (a = b AND ((c = 1 AND d = 2) OR (c = 3 AND d = 4)))
/// :- left [a, c]
/// +- right [b, d]
///                 =>
/// Join Inner, (a = b AND ((c = 1 AND d = 2) OR (c = 3 AND d = 4)))
/// :- Filter (c = 1 OR c = 3)
/// :  +- left [a, c]
/// +- Filter (d = 2 OR d = 4)
///    +- right [b, d]
/// </code>
/// Each member of the OR must have a condition over the side. The OR stays: the filters only drop rows that it would drop. A side gets them if it gets conditions of the ON clause
/// (<see cref="PushPredicateThroughJoin"/>). What is repeated must be deterministic and must not fail. Spark: <c>PushExtraPredicateThroughJoin</c>, which takes the whole condition
/// into conjunctive normal form.
/// </remarks>
public sealed class PushExtraPredicateThroughJoin : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => plan.TransformUp(NodeKinds.Join, static node => node switch
    {
        Join { Condition: { } condition } join when condition.ContainsAny(NodeKinds.AndOr) => Push(join, condition),
        _ => node,
    });

    private static Join Push(Join join, Expression condition)
    {
        var left = new List<Expression>();
        var right = new List<Expression>();
        foreach (var member in And.Split(condition))
        {
            if (member is not Or either || !either.References.Intersects(join.Left.OutputSet) || !either.References.Intersects(join.Right.OutputSet))
                continue;
            if (PushPredicateThroughJoin.FiltersLeft(join.Type) && Demanded(either, join.Left) is { } ofLeft)
                left.Add(ofLeft);
            if (PushPredicateThroughJoin.FiltersRight(join.Type) && Demanded(either, join.Right) is { } ofRight)
                right.Add(ofRight);
        }

        var (filteredLeft, filteredRight) = (Where(join.Left, left), Where(join.Right, right));
        return ReferenceEquals(filteredLeft, join.Left) && ReferenceEquals(filteredRight, join.Right) ? join : join with { Left = filteredLeft, Right = filteredRight };
    }

    /// <summary>What the OR demands of one side; null when a member of it demands nothing.</summary>
    private static Expression? Demanded(Or either, LogicalPlan side)
    {
        var members = new Expression[either.Conditions.Count];
        for (var i = 0; i < members.Length; i++)
        {
            var demanded = new List<Expression>();
            foreach (var condition in And.Split(either.Conditions[i]))
            {
                var own = condition is Or nested && !condition.References.IsSubsetOf(side.OutputSet) ? Demanded(nested, side) : condition;
                if (own is { IsDeterministic: true, CanFail: false, References.IsEmpty: false } && own.References.IsSubsetOf(side.OutputSet))
                    demanded.Add(own);
            }

            if (demanded.Count == 0)
                return null;
            members[i] = And.Of([.. demanded]);
        }

        return Or.Of(members);
    }

    private static LogicalPlan Where(LogicalPlan side, List<Expression> conditions)
    {
        if (side is Filter filter)
        {
            var known = And.Split(filter.Condition).Select(static c => c.Canonicalized).ToHashSet();
            conditions.RemoveAll(c => known.Contains(c.Canonicalized));
        }

        return JoinConditions.Where(side, conditions);
    }
}
