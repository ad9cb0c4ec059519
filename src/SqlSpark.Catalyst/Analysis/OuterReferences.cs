using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>What a subquery reads of the queries around it.</summary>
internal static class OuterReferences
{
    /// <summary>
    /// Every use of a column of an outer query, parents before children: columns of the query around this one as they are, those of queries further out as references, as this one sees them.
    /// </summary>
    /// <param name="plan">The subquery.</param>
    /// <param name="outer">The columns of the query around it.</param>
    public static EquatableArray<Expression> Of(LogicalPlan plan, NameScope outer)
    {
        if (!plan.ContainsAny(NodeKinds.OuterReference))
            return [];
        var found = new List<Expression>();
        plan.ForEach(node =>
        {
            foreach (var expression in node.Expressions)
            {
                expression.ForEach(inner =>
                {
                    if (inner is OuterReference reference)
                        found.Add(outer.Attributes.Any(a => a.ExprId == reference.ExprId) ? reference.Child : reference);
                });
            }
        });
        return found.ToEquatableArray();
    }

    /// <summary>True when the expression refers to an outer query; what stands in subqueries counts when it refers to one around this query.</summary>
    public static bool IsIn(Expression expression) => expression.ContainsAny(NodeKinds.OuterReference) && expression.Exists(static e => e is OuterReference);
}
