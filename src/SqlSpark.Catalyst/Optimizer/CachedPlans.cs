using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Ctes;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer;

/// <summary>A query whose rows are kept.</summary>
/// <param name="Plan">The analyzed query.</param>
/// <param name="Table">Its rows, with the columns of the query's output.</param>
public sealed record CachedPlan(LogicalPlan Plan, ITable Table);

/// <summary>
/// Reads kept rows in the place of the queries that they are of, whatever their columns are called.
/// <code>
/// Filter (a > 1)                    Filter (a > 1)
/// +- Aggregate [a], [a, n]    =>    +- InMemoryRelation [a, n]
///    +- Relation t
/// </code>
/// Runs on analyzed plans, before filters move. Spark: <c>CacheManager.useCachedData</c>.
/// </summary>
public static class CachedPlans
{
    /// <summary>The plan with kept rows in the place of queries.</summary>
    /// <param name="plan">An analyzed plan.</param>
    /// <param name="cached">What is kept.</param>
    /// <param name="used">Takes the tables that the plan reads then.</param>
    public static LogicalPlan Use(LogicalPlan plan, IReadOnlyList<CachedPlan> cached, ISet<ITable> used)
    {
        var forms = new CanonicalPlans();
        var numbers = new Dictionary<int, CachedPlan>();
        foreach (var kept in cached)
            numbers.TryAdd(forms.NumberOf(WithoutAliases(kept.Plan)), kept);
        return Replace(plan, forms, cached, numbers, used);
    }

    /// <summary>True when two analyzed plans are known to have the same rows, column by column.</summary>
    public static bool AreEqual(LogicalPlan left, LogicalPlan right)
    {
        var forms = new CanonicalPlans();
        return ReferenceEquals(left, right) || forms.NumberOf(WithoutAliases(left)) == forms.NumberOf(WithoutAliases(right));
    }

    /// <summary>True when the plan equals itself with other column ids, so that it will be found in other queries.</summary>
    public static bool CanBeFound(LogicalPlan plan) => AreEqual(plan, FreshIds.Renew(plan));

    private static LogicalPlan Replace(LogicalPlan plan, CanonicalPlans forms, IReadOnlyList<CachedPlan> cached, Dictionary<int, CachedPlan> numbers, ISet<ITable> used)
    {
        DeepStack.Guard();
        var bare = WithoutAliases(plan);
        var found = cached.FirstOrDefault(kept => ReferenceEquals(kept.Plan, plan));
        if (found is not null || numbers.TryGetValue(forms.NumberOf(bare), out found))
        {
            used.Add(found.Table);
            return new LogicalRelation(found.Table, plan.Output);
        }

        return plan.MapChildren(child => Replace(child, forms, cached, numbers, used)).MapExpressions(expression => !expression.ContainsAny(NodeKinds.Subquery) ? expression
            : expression.TransformUp(NodeKinds.Subquery, node => node is SubqueryExpression subquery
                ? subquery with { Plan = Replace(subquery.Plan, forms, cached, numbers, used) } : node));
    }

    private static LogicalPlan WithoutAliases(LogicalPlan plan) =>
        plan.TransformUp(NodeKinds.SubqueryAlias, static node => node is SubqueryAlias alias ? alias.Child : node);
}
