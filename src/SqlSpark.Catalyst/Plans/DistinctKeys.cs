using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>
/// Finds sets of columns in which no two rows of a plan agree (NULLs, and NaNs, agree with each other): what grouping, LIMIT 1 or <c>range</c> prove. Nothing is taken from data or statistics.
/// </summary>
/// <remarks>Spark: <c>DistinctKeyVisitor</c>.</remarks>
internal static class DistinctKeys
{
    /// <summary>The keys that are known; one of them may be empty, of a plan with one row at most.</summary>
    public static EquatableArray<AttributeSet> Of(LogicalPlan plan)
    {
        if (plan.MaxRows <= 1)
            return [AttributeSet.Empty];
        return plan switch
        {
            Range range => [AttributeSet.Of(range.Attribute)],
            Aggregate aggregate => Through(aggregate.AggregateExpressions, KeysOf(aggregate)),
            Project project => Through(project.ProjectList, project.Child.DistinctKeys),
            Filter or Sort or Limit or Offset or SubqueryAlias or Window or WindowGroupLimit => plan.Children[0].DistinctKeys,
            Sample { WithReplacement: false } sample => sample.Child.DistinctKeys,
            Join { IsResolved: true } join => Of(join),
            _ => [],
        };
    }

    /// <summary>True when no two rows of <paramref name="plan"/> agree in <paramref name="columns"/>.</summary>
    public static bool AreDistinct(this LogicalPlan plan, AttributeSet columns)
    {
        foreach (var key in plan.DistinctKeys)
        {
            if (key.IsSubsetOf(columns))
                return true;
        }

        return false;
    }

    /// <summary>True when a row of the other side meets one row of this side at most.</summary>
    /// <param name="join">The join.</param>
    /// <param name="isRight">Whether this side is the right one.</param>
    public static bool MatchesOneRow(Join join, bool isRight)
    {
        var side = isRight ? join.Right : join.Left;
        if (side.DistinctKeys.IsEmpty)
            return false;
        var columns = AttributeSet.Empty;
        foreach (var key in EquiJoinKeys.Of(join).Keys)
        {
            if ((isRight ? key.Right : key.Left) is AttributeReference column)
                columns = columns.Union(AttributeSet.Of(column));
        }

        return side.AreDistinct(columns);
    }

    private static EquatableArray<AttributeSet> KeysOf(Aggregate aggregate) =>
        aggregate.GroupingExpressions.All(static e => e is AttributeReference)
            ? [AttributeSet.Of(aggregate.GroupingExpressions.Cast<AttributeReference>())]
            : [];

    private static EquatableArray<AttributeSet> Of(Join join)
    {
        var (left, right) = join.Type switch
        {
            JoinType.LeftSemi or JoinType.LeftAnti or JoinType.Existence => (true, false),
            JoinType.Inner or JoinType.Cross => (MatchesOneRow(join, isRight: true), MatchesOneRow(join, isRight: false)),
            JoinType.LeftOuter => (MatchesOneRow(join, isRight: true), false),
            JoinType.RightOuter => (false, MatchesOneRow(join, isRight: false)),
            _ => (false, false),
        };
        return [.. left ? join.Left.DistinctKeys : [], .. right ? join.Right.DistinctKeys : []];
    }

    /// <summary>Keys under the names that a list of expressions gives them; those with a column that the list lacks are gone.</summary>
    private static EquatableArray<AttributeSet> Through(EquatableArray<Expression> list, EquatableArray<AttributeSet> keys)
    {
        if (keys.IsEmpty)
            return keys;
        var names = new Dictionary<ExprId, AttributeReference>();
        foreach (var item in list)
        {
            if (item is AttributeReference kept)
                names[kept.ExprId] = kept;
            else if (item is Alias { Child: AttributeReference renamed } alias)
                names.TryAdd(renamed.ExprId, alias.ToAttribute());
        }

        return keys.Where(key => key.All(column => names.ContainsKey(column.ExprId)))
            .Select(key => AttributeSet.Of(key.Select(column => names[column.ExprId]))).ToEquatableArray();
    }
}
