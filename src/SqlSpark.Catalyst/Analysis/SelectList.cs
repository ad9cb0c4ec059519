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
    private readonly Dictionary<string, List<INamedExpression>> _aliases;
    private readonly List<(Generator Generator, EquatableArray<AttributeReference> Output)> _generators = [];
    private HashSet<ExprId>? _lateralIds;
    private AttributeSet _generated = AttributeSet.Empty;

    public SelectList(PlanResolver plans, QueryScope scope, LogicalPlan child)
    {
        _plans = plans;
        _child = child;
        _aliases = new Dictionary<string, List<INamedExpression>>(plans.Names);
        var hidden = new HiddenColumns(plans, child, new HashSet<EquatableArray<string>>());
        _resolver = new ExpressionResolver(plans, scope, plans.ScopeOf(child))
        {
            Inputs = [child],
            HostsGenerators = true,
            Fallback = name => hidden.FindLeftOutByUsing(name, _resolver!) ?? FindLateral(name),
        };
    }

    /// <summary>A column of the input that stars do not stand for, or null.</summary>
    public AttributeReference? Unlisted { get; init; }

    /// <summary>True when an item uses the alias of another.</summary>
    public bool UsesLateralAliases => _lateralIds is not null;

    /// <summary>The first alias of another item that an item uses, or null.</summary>
    public AttributeReference? FirstLateralAlias(Expression item) => LateralAttributes(item).FirstOrDefault();

    /// <summary>Columns that the child must carry additionally.</summary>
    public AttributeSet HiddenColumns { get; private set; } = AttributeSet.Empty;

    /// <summary>The generators among the items, in their order, with the columns that stand for them among the items.</summary>
    public IReadOnlyList<(Generator Generator, EquatableArray<AttributeReference> Output)> Generators => _generators;

    /// <summary>The items, each with a name.</summary>
    public EquatableArray<Expression> Resolve(EquatableArray<Expression> items)
    {
        var resolved = new List<Expression>(items.Count);
        foreach (var item in items)
        {
            if (FindStar(item) is { } star)
            {
                foreach (var column in _resolver.Expand(star))
                {
                    if (Unlisted is null || column is not AttributeReference { ExprId: var id } || id != Unlisted.ExprId)
                        Add(column, resolved);
                }
            }
            else
            {
                var isNamed = item is INamedExpression;
                var result = _resolver.Resolve(item is INamedExpression or UnresolvedAlias ? item : new UnresolvedAlias(item));
                Add(isNamed ? result : WithLateralName(result), resolved);
            }
        }

        return resolved.ToEquatableArray();
    }

    /// <summary>The star that an item is, or null.</summary>
    public static UnresolvedStar? FindStar(Expression item) => item switch
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
        HiddenColumns = HiddenColumns.Union(item.References.Except(_child.OutputSet).Except(LateralAttributes(item)).Except(_generated));
        switch (item)
        {
            case MultiAlias { Child: Generator generator, Names: var names }:
                AddGenerator(generator, names, resolved);
                break;
            case Alias { Child: Generator generator, Name: var name }:
                AddGenerator(generator, [name], resolved);
                break;
            default:
                resolved.Add(item);
                if (item is Alias alias)
                    Remember(alias);
                break;
        }
    }

    /// <summary>Its columns stand in the list. Items behind it, also generators, may read them. Spark: <c>ExtractGenerator</c>.</summary>
    private void AddGenerator(Generator generator, EquatableArray<string> names, List<Expression> resolved)
    {
        if (LateralAttributes(generator) is { IsEmpty: false } used)
            throw AnalysisErrors.LateralAliasIn("GENERATOR", "generatorExpr", used.First(), generator);
        var output = PlanResolver.GeneratorOutput(generator, names);
        _generators.Add((generator, output));
        _generated = _generated.Union(AttributeSet.Of(output));
        foreach (var column in output)
        {
            var visible = column.WithNullability(column.IsNullable || generator.IsOuter);
            resolved.Add(visible);
            Remember(visible);
        }
    }

    private void Remember(INamedExpression alias)
    {
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
        if (aliases[0] is Alias)
            (_lateralIds ??= []).Add(aliases[0].ExprId);
        return _resolver.WithFields(ExpressionResolver.Named(aliases[0].ToAttribute(), name, 1), name, 1);
    }

    /// <summary>A generated name tells where an alias of the same list stands.</summary>
    private Expression WithLateralName(Expression item) => item is Alias alias && !LateralAttributes(alias).IsEmpty
        ? alias with
        {
            Name = PrettySql.Of(alias.Child.TransformUp(
                e => e is AttributeReference a && _lateralIds!.Contains(a.ExprId) ? a with { Name = $"lateralAliasReference({a.Name})" } : e)),
        }
        : item;

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
