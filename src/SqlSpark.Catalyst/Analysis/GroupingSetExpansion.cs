using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// GROUP BY lists with GROUPING SETS, ROLLUP and CUBE as plain lists of sets: several of them are combined each with each, plain expressions
/// are in all sets.
/// </summary>
internal static class GroupingSetExpansion
{
    private const int MaxSets = 4096;

    /// <summary>The sets, with resolved members.</summary>
    /// <param name="written">The GROUP BY list.</param>
    /// <param name="resolve">Resolves a member.</param>
    /// <param name="all">All members, each once, in the order of the text.</param>
    public static IReadOnlyList<IReadOnlyList<Expression>> Expand(
        EquatableArray<Expression> written, Func<Expression, Expression> resolve, out EquatableArray<Expression> all)
    {
        var members = new List<Expression>();
        IReadOnlyList<IReadOnlyList<Expression>> sets = [[]];
        foreach (var item in written)
            sets = Combine(sets, SetsOf(item, resolve, members));
        all = members.ToEquatableArray();
        return sets;
    }

    private static List<IReadOnlyList<Expression>> Combine(IReadOnlyList<IReadOnlyList<Expression>> left, IReadOnlyList<IReadOnlyList<Expression>> right)
    {
        if ((long)left.Count * right.Count > MaxSets)
            throw AnalysisErrors.TooManyGroupingSets(MaxSets);
        var combined = new List<IReadOnlyList<Expression>>(left.Count * right.Count);
        foreach (var l in left)
            foreach (var r in right)
                combined.Add([.. l, .. r]);
        return combined;
    }

    private static IReadOnlyList<IReadOnlyList<Expression>> SetsOf(Expression item, Func<Expression, Expression> resolve, List<Expression> members)
    {
        if (item is not GroupingSets analytics)
            return [[Resolve(item, resolve, members)]];
        foreach (var expression in analytics.GroupBy)
            Resolve(expression, resolve, members);
        if (analytics.Analytics == GroupingAnalytics.GroupingSets)
            return [.. analytics.Sets.SelectMany(set => set is [GroupingSets nested] ? SetsOf(nested, resolve, members) : [Resolve(set, resolve, members)])];

        var groups = analytics.Sets.Map(set => Resolve(set, resolve, members));
        return analytics.Analytics == GroupingAnalytics.Rollup ? Rollup(groups) : Cube(groups);
    }

    private static List<IReadOnlyList<Expression>> Rollup(EquatableArray<Expression[]> groups)
    {
        var sets = new List<IReadOnlyList<Expression>>(groups.Count + 1);
        for (var count = groups.Count; count >= 0; count--)
            sets.Add([.. groups.Take(count).SelectMany(g => g)]);
        return sets;
    }

    /// <summary>All subsets, the largest first; earlier groups leave last.</summary>
    private static List<IReadOnlyList<Expression>> Cube(EquatableArray<Expression[]> groups)
    {
        if (groups.Count >= 13)
            throw AnalysisErrors.TooManyGroupingSets(MaxSets);
        var sets = new List<IReadOnlyList<Expression>> { Array.Empty<Expression>() };
        for (var i = groups.Count - 1; i >= 0; i--)
            sets = [.. sets.Select(IReadOnlyList<Expression> (s) => [.. groups[i], .. s]), .. sets];
        return sets;
    }

    private static Expression[] Resolve(EquatableArray<Expression> set, Func<Expression, Expression> resolve, List<Expression> members) =>
        [.. set.Select(e => Resolve(e, resolve, members))];

    private static Expression Resolve(Expression expression, Func<Expression, Expression> resolve, List<Expression> members)
    {
        var resolved = resolve(expression);
        if (!members.Exists(m => m.SemanticEquals(resolved)))
            members.Add(resolved);
        return resolved;
    }
}
