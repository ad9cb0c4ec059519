using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Aggregations: select list, then grouping expressions with ordinals, aliases, ALL and grouping sets.</content>
internal sealed partial class PlanResolver
{
    private LogicalPlan ResolveAggregate(Aggregate aggregate, QueryScope scope) => WithoutWindows(ResolveGroups(aggregate, scope));

    /// <summary>The aggregation with functions over windows still in its list.</summary>
    private LogicalPlan ResolveGroups(Aggregate aggregate, QueryScope scope)
    {
        var child = Resolve(aggregate.Child, scope);
        if (Context.Conf.Get(SqlConf.GroupByOrdinal) && aggregate.GroupingExpressions.Any(g => g is Literal { Value: int })
            && aggregate.AggregateExpressions.Any(i => SelectList.FindStar(i) is not null))
        {
            throw AnalysisErrors.StarWithGroupByOrdinal();
        }

        var windows = TimeWindows.Find(this, scope, child, aggregate.AggregateExpressions, aggregate.GroupingExpressions);
        if (windows is not null)
        {
            child = windows.Input;
            aggregate = aggregate with
            {
                AggregateExpressions = windows.Replace(aggregate.AggregateExpressions),
                GroupingExpressions = windows.Replace(aggregate.GroupingExpressions),
            };
        }

        var list = new SelectList(this, scope, child) { Unlisted = windows?.Column };
        var items = list.Resolve(aggregate.AggregateExpressions);
        child = HiddenColumns.Add(child, list.HiddenColumns);

        var grouping = new GroupingList(this, scope, child, items, list);
        var sets = grouping.Resolve(aggregate.GroupingExpressions);
        child = HiddenColumns.Add(child, grouping.HiddenColumns);
        if (windows is not null)
            child = sets is null ? windows.Merge(grouping.Expressions, child) : windows.WithoutSessions(child);
        if (sets is null)
            return FinishSelectOfGroups(grouping.Expressions, items, list, child, null);

        var plan = GroupingSetsPlan.Create(grouping.Expressions, sets, child);
        return FinishSelectOfGroups(plan.GroupingExpressions, items.Map(i => plan.Rewrite(i)), list, plan.Input, plan);
    }

    private LogicalPlan FinishSelectOfGroups(
        EquatableArray<Expression> grouping, EquatableArray<Expression> items, SelectList list, LogicalPlan child, GroupingSetsPlan? sets) =>
        list.Generators.Count > 0 ? GenerateOverGroups(grouping, items, list, child, sets) : FinishAggregate(grouping, items, list, child, sets);

    /// <summary>The aggregation; with lateral aliases, projections over one that computes aggregates and grouping expressions alone.</summary>
    private LogicalPlan FinishAggregate(
        EquatableArray<Expression> grouping, EquatableArray<Expression> items, SelectList list, LogicalPlan child, GroupingSetsPlan? sets)
    {
        (grouping, child) = PullOutNondeterministic(grouping, ref items, child);
        if (!list.UsesLateralAliases)
            return Remember(OperatorChecks.Checked(new Aggregate(grouping, items, child)), sets);

        var outputs = new AggregateOutputs(new Aggregate(grouping, [], child), sets);
        var rewritten = items.Map(outputs.Rewrite);
        var aggregate = Analyzed(Remember(OperatorChecks.Checked(outputs.Result), sets));
        foreach (var item in rewritten)
            OperatorChecks.CheckGrouped(item, aggregate, items);
        return LateralAliases.ToProjects(rewritten, aggregate);
    }

    /// <summary>An aggregation below its functions over windows, which look at what it returns.</summary>
    private LogicalPlan WithoutWindows(LogicalPlan plan) =>
        plan is Aggregate aggregate && aggregate.AggregateExpressions.Any(WindowExtraction.HasWindow)
            ? ExtractWindows(aggregate, aggregate.AggregateExpressions.Count, static grouped => grouped)
            : plan;

    /// <summary>The first columns of an aggregation, its functions over windows computed above it and <paramref name="above"/>: HAVING comes before windows.</summary>
    private LogicalPlan ExtractWindows(Aggregate aggregate, int columnCount, Func<LogicalPlan, LogicalPlan> above)
    {
        var items = aggregate.AggregateExpressions;
        var outputs = new AggregateOutputs(
            aggregate with { AggregateExpressions = items.Where(i => !WindowExtraction.HasWindow(i)).ToEquatableArray() }, SetsOf(aggregate));
        var list = items.Take(columnCount).Select(i => WindowExtraction.HasWindow(i) ? outputs.Rewrite(i) : ((INamedExpression)i).ToAttribute()).ToEquatableArray();
        return WindowExtraction.Project(new Project(list, above(Analyzed(Remember(OperatorChecks.Checked(outputs.Result), SetsOf(aggregate))))));
    }

    private Aggregate Remember(Aggregate aggregate, GroupingSetsPlan? sets)
    {
        if (sets is not null)
            _groupingSets.AddOrUpdate(aggregate.Child, sets);
        return aggregate;
    }

    /// <summary>Grouping by rand() groups by a column that is computed once.</summary>
    private static (EquatableArray<Expression> Grouping, LogicalPlan Child) PullOutNondeterministic(
        EquatableArray<Expression> grouping, ref EquatableArray<Expression> items, LogicalPlan child)
    {
        if (!grouping.Any(g => !g.IsDeterministic))
            return (grouping, child);
        var columns = new List<(Expression Expression, Alias Alias)>();
        foreach (var expression in grouping)
        {
            if (!expression.IsDeterministic && !columns.Exists(c => c.Expression.Equals(expression)))
                columns.Add((expression, new Alias(expression, "_nondeterministic")));
        }

        Expression Replace(Expression node) =>
            columns.Find(c => c.Expression.Equals(node)) is { Alias: { } alias } ? alias.ToAttribute() : node;
        items = items.Map(item => item.TransformUp(NodeKinds.Nondeterministic, Replace));
        return (grouping.Map(Replace), Analyzed(new Project([.. child.Output, .. columns.Select(c => c.Alias)], child)));
    }
}

/// <summary>The expressions of a GROUP BY. Spark: <c>ResolveReferencesInAggregate</c>.</summary>
internal sealed class GroupingList
{
    private readonly PlanResolver _plans;
    private readonly EquatableArray<Expression> _items;
    private readonly SelectList _list;
    private readonly ExpressionResolver _resolver;
    private readonly NameScope _columns;
    private readonly LogicalPlan _child;

    public GroupingList(PlanResolver plans, QueryScope scope, LogicalPlan child, EquatableArray<Expression> items, SelectList list)
    {
        _list = list;
        _plans = plans;
        _items = items;
        _columns = plans.ScopeOf(child);
        _child = child;
        var hidden = new HiddenColumns(plans, child, new HashSet<EquatableArray<string>>());
        _resolver = new ExpressionResolver(plans, scope, _columns) { Inputs = [child], Fallback = name => hidden.FindLeftOutByUsing(name, _resolver!) ?? FindAlias(name) };
    }

    /// <summary>The grouping expressions; with several grouping sets, all members of any of them, each once.</summary>
    public EquatableArray<Expression> Expressions { get; private set; }

    /// <summary>Columns that USING left out and the input must carry for them.</summary>
    public AttributeSet HiddenColumns => AttributeSet.Of(Analysis.HiddenColumns.LeftOutByUsing(_child).Where(a => Expressions.Any(e => e.References.Contains(a))));

    /// <summary>Resolves them. Returns the grouping sets, or null when there is a single grouping.</summary>
    public IReadOnlyList<IReadOnlyList<Expression>>? Resolve(EquatableArray<Expression> written)
    {
        if (IsAll(written))
        {
            Expressions = ExpandAll();
            return null;
        }

        if (!written.Any(w => w is GroupingSets))
        {
            Expressions = written.Map(ResolveOne);
            return null;
        }

        var sets = GroupingSetExpansion.Expand(written, ResolveOne, out var all);
        Expressions = all;
        return sets;
    }

    private Expression ResolveOne(Expression written)
    {
        if (written is Literal { Value: int ordinal } && _plans.Context.Conf.Get(SqlConf.GroupByOrdinal))
            return ItemAt(ordinal, written);
        var resolved = _resolver.Resolve(written);
        return resolved.ContainsAny(NodeKinds.Alias) ? resolved.TransformUp(NodeKinds.Alias, static e => e is Alias a ? a.Child : e) : resolved;
    }

    private Expression ItemAt(int ordinal, Expression written)
    {
        if (ordinal < 1 || ordinal > _items.Count)
            throw AnalysisErrors.GroupByOrdinalOutOfRange(written, ordinal, _items.Count);
        var item = Key(_items[ordinal - 1]);
        return AggregateFinder.Contains(item) ? throw AnalysisErrors.GroupByOrdinalAggregate(written, ordinal, item) : item;
    }

    private Expression? FindAlias(UnresolvedAttribute name)
    {
        if (!_plans.Context.Conf.Get(SqlConf.GroupByAliases))
            return null;
        var written = string.Join('.', name.NameParts);
        foreach (var item in _items)
        {
            if (_plans.Names.Equals(((INamedExpression)item).Name, written))
                return Key(item);
        }

        return null;
    }

    private bool IsAll(EquatableArray<Expression> written) =>
        written is [UnresolvedAttribute { NameParts: [var name] } all] && name.Equals("ALL", StringComparison.OrdinalIgnoreCase)
        && _resolver.FindColumn(_columns, all) is null && FindAlias(all) is null;

    /// <summary>All items without aggregates. What only mixes columns and aggregates cannot be grouped by.</summary>
    private EquatableArray<Expression> ExpandAll()
    {
        var keys = _items.Where(i => !AggregateFinder.Contains(i)).Select(Key).ToEquatableArray();
        return keys.IsEmpty && _items.Any(HasColumnOutsideAggregate) ? throw AnalysisErrors.UnresolvedGroupByAll() : keys;
    }

    private static bool HasColumnOutsideAggregate(Expression expression) => expression switch
    {
        AggregateExpression => false,
        AttributeReference => true,
        _ => expression.Children.Any(HasColumnOutsideAggregate),
    };

    /// <summary>An item as a grouping expression; it must not use the alias of another item.</summary>
    private Expression Key(Expression item) =>
        _list.FirstLateralAlias(item) is { } alias ? throw AnalysisErrors.LateralAliasInGroupBy(alias) : WithoutAlias(item);

    private static Expression WithoutAlias(Expression item) => item is Alias alias ? alias.Child : item;
}
