using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>Finds aggregates that belong to a query's own grouping: not those over a window, and not those inside subqueries.</summary>
internal static class AggregateFinder
{
    /// <summary>True when the expression holds an aggregate.</summary>
    public static bool Contains(Expression expression) => FindFirst(expression) is not null;

    /// <summary>The first aggregate from the left, or null.</summary>
    public static AggregateExpression? FindFirst(Expression expression)
    {
        if (!expression.ContainsAny(NodeKinds.AggregateExpression))
            return null;
        DeepStack.Guard();
        switch (expression)
        {
            case AggregateExpression aggregate:
                return aggregate;
            case WindowExpression { Function: AggregateExpression over } window:
                return FindInChildren(over) ?? FindFirst(window.Spec);
            default:
                return FindInChildren(expression);
        }
    }

    private static AggregateExpression? FindInChildren(Expression expression)
    {
        foreach (var child in expression.Children)
        {
            if (FindFirst(child) is { } found)
                return found;
        }

        return null;
    }
}
