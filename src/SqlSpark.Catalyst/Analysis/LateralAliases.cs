using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// Items that use the aliases of items before them become projections on top of each other.
/// </summary>
/// <remarks>
/// <code>
/// Project [a + 1 AS x, x + 1 AS y]    =>    Project [x, x + 1 AS y]
/// +- child                                  +- Project [child, a + 1 AS x]
///                                              +- child
/// </code>
/// Spark: <c>ResolveLateralColumnAliasReference</c>.
/// </remarks>
internal static class LateralAliases
{
    /// <summary>The projections over <paramref name="child"/> that compute <paramref name="items"/>.</summary>
    public static LogicalPlan ToProjects(EquatableArray<Expression> items, LogicalPlan child)
    {
        var ordinals = new Dictionary<ExprId, int>();
        var levels = new int[items.Count];
        var isUsed = new bool[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            foreach (var reference in items[i].References)
            {
                if (child.OutputSet.Contains(reference) || !ordinals.TryGetValue(reference.ExprId, out var used))
                    continue;
                isUsed[used] = true;
                levels[i] = Math.Max(levels[i], levels[used] + 1);
            }

            if (items[i] is Alias alias)
                ordinals[alias.ExprId] = i;
        }

        var plan = child;
        for (var level = 0; level < levels.Max(); level++)
        {
            var computed = Enumerable.Range(0, items.Count).Where(i => isUsed[i] && levels[i] == level).Select(i => items[i]);
            plan = WindowExtraction.Project(OperatorChecks.Checked(new Project([.. plan.Output, .. computed], plan)));
            plan.MarkAnalyzed();
        }

        var list = new Expression[items.Count];
        for (var i = 0; i < list.Length; i++)
            list[i] = isUsed[i] && levels[i] < levels.Max() ? ((INamedExpression)items[i]).ToAttribute() : items[i];
        return WindowExtraction.Project(OperatorChecks.Checked(new Project(EquatableArray.Create<Expression>(list), plan)));
    }
}
