using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>Gives parameter markers their values; unnamed ones in the order of the text.</summary>
internal static class ParameterBinding
{
    /// <summary>The values of a statement's markers, in front of those of the statement around it.</summary>
    public static ParameterValues Bind(ParameterizedQuery query, ParameterValues? outer)
    {
        var named = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach (var (name, value) in outer?.Named ?? new Dictionary<string, Expression>())
            named[name] = value;
        foreach (var (name, value) in query.Named)
            named[name] = value;

        var byPosition = new Dictionary<int, Expression>();
        if (!query.Positional.IsEmpty)
        {
            var ordinal = 0;
            foreach (var position in Positions(query.Child))
            {
                if (ordinal < query.Positional.Count)
                    byPosition[position] = query.Positional[ordinal++];
            }
        }

        return new ParameterValues(named, byPosition);
    }

    private static SortedSet<int> Positions(LogicalPlan plan)
    {
        var positions = new SortedSet<int>();
        PlanExpressions.ForEach(plan, expression =>
        {
            if (expression is ParameterMarker { Name: null } marker)
                positions.Add(marker.Position);
        });
        return positions;
    }
}

/// <summary>Visits all expressions of a plan, also those of subqueries, definitions and windows.</summary>
internal static class PlanExpressions
{
    public static void ForEach(LogicalPlan plan, Action<Expression> visit) => plan.ForEachUp(node =>
    {
        foreach (var expression in Own(node))
        {
            expression.ForEachUp(inner =>
            {
                if (inner is SubqueryExpression subquery)
                    ForEach(subquery.Plan, visit);
                visit(inner);
            });
        }

        if (Inner(node) is { } query)
            ForEach(query, visit);
    });

    private static IEnumerable<Expression> Own(LogicalPlan node) => node is WithWindowDefinition windows
        ? windows.Windows.Where(w => w.Spec is not null).Select(w => w.Spec!)
        : node.Expressions;

    private static LogicalPlan? Inner(LogicalPlan node) => node switch
    {
        CreateView view => view.Query,
        DescribeQuery describe => describe.Query,
        InsertInto insert => insert.Query,
        CacheTable cache => cache.Query,
        SetVariables set => set.Query,
        DeclareVariables declare => declare.Value,
        _ => null,
    };
}
