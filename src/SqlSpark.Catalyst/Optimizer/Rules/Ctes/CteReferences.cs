using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Ctes;

/// <summary>How often the definitions of WITH clauses are referenced, in subqueries too, but not from definitions that nobody references.</summary>
internal sealed class CteReferences
{
    private readonly Dictionary<long, int> _counts = [];

    /// <summary>How often a definition is referenced.</summary>
    public int CountOf(long id) => _counts.GetValueOrDefault(id);

    /// <summary>Counts the references in a plan.</summary>
    public void Count(LogicalPlan plan)
    {
        DeepStack.Guard();
        if (!plan.ContainsAny(NodeKinds.Cte))
            return;
        foreach (var expression in plan.Expressions)
        {
            if (!expression.ContainsAny(NodeKinds.Cte))
                continue;
            foreach (var subquery in expression.Collect<SubqueryExpression>())
                Count(subquery.Plan);
        }

        switch (plan)
        {
            case CteRelationReference reference:
                _counts[reference.Id] = CountOf(reference.Id) + 1;
                break;
            case WithCte with:
                // A definition reads those before it: from the last on it is known who is read.
                Count(with.Child);
                for (var i = with.Definitions.Count - 1; i >= 0; i--)
                {
                    if (CountOf(((CteRelationDefinition)with.Definitions[i]).Id) > 0)
                        Count(with.Definitions[i]);
                }

                break;
            default:
                foreach (var child in plan.Children)
                    Count(child);
                break;
        }
    }
}
