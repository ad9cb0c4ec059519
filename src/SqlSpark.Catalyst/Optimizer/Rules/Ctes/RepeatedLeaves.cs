using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Catalyst.Optimizer.Rules.Ctes;

/// <summary>Tells whether a plan reads something twice.</summary>
internal static class RepeatedLeaves
{
    /// <summary>A cheap test that most queries do not pass: equal plans read equal tables.</summary>
    public static bool AreIn(LogicalPlan plan)
    {
        var tables = new HashSet<object>();
        var isRepeated = false;
        plan.ForEach(node => isRepeated |= node switch
        {
            LogicalRelation relation => !tables.Add(relation.Table),
            LocalRelation relation => !tables.Add(relation.Rows),
            Plans.Range range => !tables.Add((range.Start, range.End, range.Step)),
            CteRelationReference reference => !tables.Add(("definition", reference.Id)),
            UnionLoop loop => !tables.Add(("loop", loop.Id)),
            _ => false,
        });
        return isRepeated;
    }
}
