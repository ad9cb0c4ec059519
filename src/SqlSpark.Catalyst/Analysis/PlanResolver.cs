using System.Runtime.CompilerServices;
using SqlSpark.Catalyst.Analysis.Coercion;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// Resolves plans from the leaves up: each operator over inputs that are complete. One instance serves one statement on one thread.
/// </summary>
internal sealed partial class PlanResolver
{
    private static readonly IReadOnlySet<EquatableArray<string>> NoNames = new HashSet<EquatableArray<string>>();

    private readonly ConditionalWeakTable<LogicalPlan, NameScope> _scopes = [];
    /// <summary>Grouping sets by the expanded input, which copies of the aggregation share.</summary>
    private readonly ConditionalWeakTable<LogicalPlan, GroupingSetsPlan> _groupingSets = [];

    public PlanResolver(AnalysisContext context)
    {
        Context = context;
        Names = context.Conf.NameComparer;
        Types = TypeCoercion.For(context.Conf);
        Functions = new FunctionBinder(context.Conf, Types, context.Parser);
    }

    /// <summary>Settings, functions and catalog.</summary>
    public AnalysisContext Context { get; }

    /// <summary>How names are compared.</summary>
    public StringComparer Names { get; }

    /// <summary>The coercion of the session's mode.</summary>
    public TypeCoercion Types { get; }

    /// <summary>Binds calls.</summary>
    public FunctionBinder Functions { get; }

    /// <summary>The plan resolved and checked.</summary>
    public LogicalPlan Resolve(LogicalPlan plan, QueryScope scope)
    {
        if (plan.IsAnalyzed)
            return plan;
        DeepStack.Guard();
        using (CurrentOrigin.With(plan.Origin))
        {
            var resolved = ResolveNode(plan, scope);
            if (plan.PlanId is { } planId && resolved.PlanId != planId)
                resolved = resolved.PlanId is null ? resolved with { PlanId = planId } : new Project(AsExpressions(resolved.Output), resolved) { PlanId = planId };
            resolved.MarkAnalyzed();
            return resolved;
        }
    }

    private LogicalPlan ResolveNode(LogicalPlan plan, QueryScope scope) => plan switch
    {
        Project project => ResolveProject(project, scope),
        Filter filter => ResolveFilter(filter, scope),
        Aggregate aggregate => ResolveAggregate(aggregate, scope),
        Sort sort => ResolveSort(sort, scope),
        Join join => ResolveJoin(join, scope),
        UnresolvedRelation relation => ResolveRelation(relation, scope),
        SubqueryAlias alias => ResolveSubqueryAlias(alias, scope),
        UnresolvedColumnAliases aliases => ResolveColumnAliases(aliases, scope),
        UnresolvedHaving having => ResolveHaving(having, scope),
        Limit limit => ResolveLimit(limit, scope),
        Offset offset => ResolveOffset(offset, scope),
        Distinct distinct => distinct.WithChildren([Resolve(distinct.Child, scope)]),
        Union union => ResolveUnion(union, scope),
        SetOperation operation => ResolveSetOperation(operation, scope),
        UnresolvedWith with => ResolveWith(with, scope),
        LimitAll limit => ResolveLimitAll(limit, scope),
        UnresolvedInlineTable table => ResolveInlineTable(table, scope),
        UnresolvedTableValuedFunction function => ResolveTableFunction(function, scope),
        WithWindowDefinition windows => ResolveWindowDefinitions(windows, scope),
        LateralJoin join => ResolveLateralJoin(join, scope),
        UnresolvedLateralView view => ResolveLateralView(view, scope),
        UnresolvedHint hint => ResolveHint(hint, scope),
        RepartitionByExpression or RebalancePartitions => ResolveRepartition((UnaryNode)plan, scope),
        UnresolvedPivot pivot => ResolvePivot(pivot, scope),
        UnresolvedUnpivot unpivot => ResolveUnpivot(unpivot, scope),
        ParameterizedQuery query => ResolveParameterized(query, scope),
        UnresolvedIdentifierRelation relation => ResolveIdentifierRelation(relation, scope),
        PipeOperator pipe => Resolve(pipe.Child, scope with { Windows = [] }),
        RelationTimeTravel travel => throw AnalysisErrors.UnsupportedTimeTravel(travel.Relation),
        Command command => ResolveCommand(command, scope),
        _ => ResolveOther(plan, scope),
    };

    /// <summary>Operators that resolve their expressions over their inputs and need nothing else.</summary>
    private LogicalPlan ResolveOther(LogicalPlan plan, QueryScope scope)
    {
        var node = plan.MapChildren(child => Resolve(child, scope));
        if (node.Expressions.IsEmpty)
            return node;
        var resolver = ResolverOver(node.Children, scope);
        return OperatorChecks.Checked(node.MapExpressions(resolver.Resolve));
    }

    /// <summary>The names of a plan's output.</summary>
    public NameScope ScopeOf(LogicalPlan plan)
    {
        if (!_scopes.TryGetValue(plan, out var scope))
            _scopes.Add(plan, scope = new NameScope(plan.Output, Names));
        return scope;
    }

    /// <summary>The plan whose columns the aggregates of an aggregation name: its input, before grouping sets expanded it.</summary>
    public LogicalPlan SourceOf(Aggregate aggregate) => SetsOf(aggregate)?.Source ?? aggregate.Child;

    private GroupingSetsPlan? SetsOf(Aggregate aggregate) => _groupingSets.TryGetValue(aggregate.Child, out var sets) ? sets : null;

    /// <summary>A resolver of expressions over the output of all inputs.</summary>
    private ExpressionResolver ResolverOver(EquatableArray<LogicalPlan> inputs, QueryScope scope, ColumnLookup? fallback = null)
    {
        var columns = inputs.Count == 1
            ? ScopeOf(inputs[0])
            : new NameScope(inputs.SelectMany(i => i.Output).ToEquatableArray(), Names);
        return new ExpressionResolver(this, scope, columns) { Inputs = inputs, Fallback = fallback };
    }

    private static EquatableArray<Expression> AsExpressions(EquatableArray<AttributeReference> attributes) => attributes.Map(Expression (a) => a);

    public static T Analyzed<T>(T plan)
        where T : LogicalPlan
    {
        plan.MarkAnalyzed();
        return plan;
    }
}
