using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// The items of a SELECT in order: stars are expanded, unnamed items get names, and an item may use the aliases of those before it.
/// </summary>
/// <remarks>Spark: <c>ResolveReferences</c>, <c>ResolveAliases</c>, <c>resolveLateralColumnAlias</c>.</remarks>
internal sealed class SelectList
{
    private readonly PlanResolver _plans;
    private readonly ExpressionResolver _resolver;
    private readonly LogicalPlan _child;
    private readonly Dictionary<string, List<Alias>> _aliases;
    private HashSet<ExprId>? _lateralIds;

    public SelectList(PlanResolver plans, QueryScope scope, LogicalPlan child)
    {
        _plans = plans;
        _child = child;
        _aliases = new Dictionary<string, List<Alias>>(plans.Names);
        var hidden = new HiddenColumns(plans, child, new HashSet<EquatableArray<string>>());
        _resolver = new ExpressionResolver(plans, scope, plans.ScopeOf(child))
        {
            Inputs = [child],
            Fallback = name => hidden.FindLeftOutByUsing(name, _resolver!) ?? FindLateral(name),
        };
    }

    /// <summary>True when an item uses the alias of another.</summary>
    public bool UsesLateralAliases => _lateralIds is not null;

    /// <summary>Columns that the child must carry additionally.</summary>
    public AttributeSet HiddenColumns { get; private set; } = AttributeSet.Empty;

    /// <summary>The items, each with a name.</summary>
    public EquatableArray<Expression> Resolve(EquatableArray<Expression> items)
    {
        var resolved = new List<Expression>(items.Count);
        foreach (var item in items)
        {
            if (FindStar(item) is { } star)
            {
                foreach (var column in _resolver.Expand(star))
                    Add(column, resolved);
            }
            else
            {
                Add(_resolver.Resolve(item is INamedExpression or UnresolvedAlias ? item : new UnresolvedAlias(item)), resolved);
            }
        }

        return resolved.ToEquatableArray();
    }

    private static UnresolvedStar? FindStar(Expression item) => item switch
    {
        UnresolvedStar star => star,
        UnresolvedAlias { Child: UnresolvedStar star } => star,
        UnresolvedAlias { Child: PipeExpression { Child: UnresolvedStar star } } => star,
        PipeExpression { Child: UnresolvedStar star } => star,
        _ => null,
    };

    private void Add(Expression item, List<Expression> resolved)
    {
        // A column of the outer query becomes one of this query, which a join may set beside the other.
        if (item is OuterReference outer)
            item = new Alias(outer, outer.Name);
        CheckLateralUse(item);
        HiddenColumns = HiddenColumns.Union(item.References.Except(_child.OutputSet).Except(LateralAttributes(item)));
        resolved.Add(item);
        if (item is not Alias alias)
            return;
        if (!_aliases.TryGetValue(alias.Name, out var same))
            _aliases.Add(alias.Name, same = []);
        same.Add(alias);
    }

    private Expression? FindLateral(UnresolvedAttribute name)
    {
        if (!_aliases.TryGetValue(name.NameParts[0], out var aliases) || !_plans.Context.Conf.Get(SqlConf.LateralColumnAliasEnabled))
            return null;
        if (aliases.Count > 1)
            throw AnalysisErrors.AmbiguousLateralAlias(name, name.NameParts[0], aliases.Count);
        (_lateralIds ??= []).Add(aliases[0].ExprId);
        return _resolver.WithFields(ExpressionResolver.Named(aliases[0].ToAttribute(), name, 1), name, 1);
    }

    private AttributeSet LateralAttributes(Expression item) =>
        _lateralIds is null ? AttributeSet.Empty : AttributeSet.Of(item.References.Where(r => _lateralIds.Contains(r.ExprId)));

    private void CheckLateralUse(Expression item)
    {
        if (_lateralIds is null || LateralAttributes(item).IsEmpty)
            return;
        foreach (var window in item.Collect<WindowExpression>())
        {
            if (LateralAttributes(window) is { IsEmpty: false } used)
                throw AnalysisErrors.LateralAliasIn("WINDOW", "windowExpr", used.First(), window);
        }

        foreach (var aggregate in item.Collect<AggregateExpression>())
        {
            if (LateralAttributes(aggregate) is { IsEmpty: false } used)
                throw AnalysisErrors.LateralAliasIn("AGGREGATE_FUNC", "aggFunc", used.First(), aggregate);
        }
    }
}
