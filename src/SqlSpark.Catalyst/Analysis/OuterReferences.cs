using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>What a subquery reads of the query around it.</summary>
internal static class OuterReferences
{
    /// <summary>The columns of the outer query, each once, in the order in which they are met.</summary>
    public static EquatableArray<Expression> Of(LogicalPlan plan)
    {
        if (!plan.ContainsAny(NodeKinds.OuterReference))
            return [];
        var found = new List<Expression>();
        var ids = new HashSet<ExprId>();
        plan.ForEachUp(node =>
        {
            foreach (var expression in node.Expressions)
            {
                expression.ForEachUp(inner =>
                {
                    if (inner is OuterReference outer && ids.Add(outer.ExprId))
                        found.Add(outer.Child);
                });
            }
        });
        return found.ToEquatableArray();
    }
}
