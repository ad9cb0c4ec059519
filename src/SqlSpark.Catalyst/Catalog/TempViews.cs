using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>Temporary views by name, without regard to case: those of a session, or the global ones of a process. Thread-safe.</summary>
public sealed class TempViews
{
    private readonly ConcurrentDictionary<string, TempView> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _byName.Values.Select(v => v.Name[^1]).Order(StringComparer.Ordinal)];

    /// <summary>The view under this name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out TempView? view) => _byName.TryGetValue(name, out view);

    /// <summary>Adds a view. Returns false when there is one under its name and <paramref name="replaces"/> is false.</summary>
    public bool TryAdd(TempView view, bool replaces)
    {
        if (!replaces)
            return _byName.TryAdd(view.Name[^1], view);
        _byName[view.Name[^1]] = view;
        return true;
    }

    /// <summary>Lets all views read another table in place of one, as when rows were added to it.</summary>
    public void Replace(ITable old, ITable table)
    {
        foreach (var view in _byName.Values)
        {
            var plan = Replaced(view.Plan, old, table);
            if (!ReferenceEquals(plan, view.Plan))
            {
                plan.MarkAnalyzed();
                _byName.TryUpdate(view.Name[^1], view with { Plan = plan }, view);
            }
        }
    }

    private static LogicalPlan Replaced(LogicalPlan plan, ITable old, ITable table) => plan.TransformUp(node =>
    {
        if (node is LogicalRelation relation)
            return ReferenceEquals(relation.Table, old) ? relation with { Table = table } : relation;
        return node.MapExpressions(e => e.TransformUp(
            NodeKinds.Subquery,
            inner => inner is SubqueryExpression subquery && Replaced(subquery.Plan, old, table) is var query && !ReferenceEquals(query, subquery.Plan) ? subquery with { Plan = query } : inner));
    });

    /// <summary>Removes a view. Returns false when there is none.</summary>
    public bool Remove(string name) => _byName.TryRemove(name, out _);
}
