using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Analysis;

/// <content>WITH and WITH RECURSIVE.</content>
internal sealed partial class PlanResolver
{
    private static SubqueryAlias Reference(CteScope cte)
    {
        if (cte.Recursion is not { } recursion)
        {
            var definition = cte.Definition!;
            return new SubqueryAlias(
                cte.Name, Analyzed(new CteRelationReference(definition.Id, Instances(definition.Output)) { DefinitionMaxRows = definition.MaxRows }));
        }

        if (recursion.Columns is not { } columns)
            throw recursion.IsDistinct ? AnalysisErrors.RecursiveUnion() : AnalysisErrors.InvalidRecursiveCte();
        recursion.IsReferenced = true;
        return new SubqueryAlias(cte.Name, Analyzed(new UnionLoopReference(recursion.Id, Instances(columns))));
    }

    private static EquatableArray<AttributeReference> Instances(EquatableArray<AttributeReference> columns) =>
        columns.Map(a => a.NewInstance() with { Qualifier = [] });

    private LogicalPlan ResolveWith(UnresolvedWith with, QueryScope scope) => ResolveWith(with, scope, Resolve);

    /// <summary>Resolves the definitions, each over those before it, and by <paramref name="resolveChild"/> the query below.</summary>
    private WithCte ResolveWith(UnresolvedWith with, QueryScope scope, Func<LogicalPlan, QueryScope, LogicalPlan> resolveChild)
    {
        if (with.IsRecursive && Context.Conf.Get(SqlConf.LegacyCtePrecedencePolicy) == CtePrecedencePolicy.Legacy)
            throw AnalysisErrors.RecursiveCteInLegacyMode();
        var definitions = new LogicalPlan[with.Definitions.Count];
        var names = scope.Ctes;
        // In the legacy order the definitions of a nested WITH are looked at last, when nobody knows the outer names any more.
        var visible = scope.OuterCtes is null ? scope : scope with { Ctes = null, OuterCtes = null };
        for (var i = 0; i < definitions.Length; i++)
        {
            var definition = with.Definitions[i];
            var query = with.IsRecursive ? ResolveRecursive(definition, visible) : Resolve(definition.Query, WithinNestedQuery(definition.Query, visible));
            if (!definition.ColumnNames.IsEmpty)
                query = Analyzed(WithColumnNames(definition.ColumnNames, query));
            var resolved = Analyzed(new CteRelationDefinition(
                Analyzed(new SubqueryAlias(definition.Name, query)), CteRelationDefinition.NewId(), definition.Name));
            definitions[i] = resolved;
            names = new CteScope(definition.Name, resolved, names);
            visible = visible with { Ctes = new CteScope(definition.Name, resolved, visible.Ctes) };
        }

        return new WithCte(resolveChild(with.Child, scope with { Ctes = names }), EquatableArray.Create<LogicalPlan>(definitions));
    }

    /// <summary>
    /// The scope of the query of a common table expression or of a subquery, in which a WITH of its own may use names of outer ones again:
    /// by <c>spark.sql.legacy.ctePrecedencePolicy</c> the inner ones count, the outer ones, or it is an error.
    /// </summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>AMBIGUOUS_ALIAS_IN_NESTED_CTE</c>.</exception>
    public QueryScope WithinNestedQuery(LogicalPlan query, QueryScope scope)
    {
        switch (Context.Conf.Get(SqlConf.LegacyCtePrecedencePolicy))
        {
            case CtePrecedencePolicy.Legacy:
                return scope with { OuterCtes = scope.OuterCtes is { } outer ? outer.Then(scope.Ctes) : scope.Ctes };
            case CtePrecedencePolicy.Exception when query is UnresolvedWith nested:
                foreach (var definition in nested.Definitions)
                {
                    if (scope.Ctes?.Find(definition.Name, Names) is { Recursion: null })
                        throw AnalysisErrors.AmbiguousNestedCte(definition.Name);
                }

                return scope;
            default:
                return scope;
        }
    }

    /// <summary>
    /// The query of a definition that may refer to itself. If it does, it is a UNION ALL of an anchor, which does not, and a recursive part; a WITH of its own may stand before
    /// them. Spark: <c>ResolveWithCTE</c>.
    /// </summary>
    private LogicalPlan ResolveRecursive(CteDefinition definition, QueryScope visible)
    {
        var recursion = new RecursiveQuery(CteRelationDefinition.NewId());
        var inner = visible with { Ctes = new CteScope(definition.Name, null, visible.Ctes) { Recursion = recursion } };
        return ResolveBody(definition.Query, WithinNestedQuery(definition.Query, inner));

        LogicalPlan ResolveBody(LogicalPlan query, QueryScope scope)
        {
            using var place = CurrentOrigin.With(query.Origin);
            switch (query)
            {
                case UnresolvedWith with:
                    return Analyzed(ResolveWith(with, scope, ResolveBody));
                case Union { ByName: false, Inputs.Count: 2 } union:
                    return Analyzed(ResolveLoop(union, scope, definition, recursion));
                case Distinct { Child: Union { ByName: false } }:
                    recursion.IsDistinct = true;
                    break;
            }

            return Resolve(query, scope);
        }
    }

    private LogicalPlan ResolveLoop(Union union, QueryScope scope, CteDefinition definition, RecursiveQuery recursion)
    {
        var anchor = Resolve(union.Inputs[0], scope);
        var names = definition.ColumnNames;
        if (!names.IsEmpty && names.Count != anchor.Output.Count)
            throw AnalysisErrors.ColumnAliasCount(names.Count, anchor.Output.Count);
        // Any step may bring NULLs where the anchor has none.
        recursion.Columns = Enumerable.Range(0, anchor.Output.Count)
            .Select(i => new AttributeReference(names.IsEmpty ? anchor.Output[i].Name : names[i], anchor.Output[i].Type.AsNullable(), isNullable: true)).ToEquatableArray();
        var step = Resolve(union.Inputs[1], scope);
        recursion.Columns = null;
        if (!recursion.IsReferenced)
            return ResolveUnion(union with { Inputs = [anchor, step] }, scope);

        new RecursivePlaces(recursion.Id).Check(step);
        var inputs = WithCommonTypes("UNION", [anchor, step]);
        var attributes = new AttributeReference[anchor.Output.Count];
        for (var i = 0; i < attributes.Length; i++)
        {
            var (column, recursive) = (anchor.Output[i], inputs[1].Output[i]);
            if (!inputs[0].Output[i].Type.EqualsIgnoringNullability(column.Type))
                throw AnalysisErrors.IncompatibleRecursion(column.Type, step.Output[i].Type);
            attributes[i] = new AttributeReference(
                column.Name, InputTypes.MergeNullability(column.Type, recursive.Type), column.IsNullable || recursive.IsNullable);
        }

        return new UnionLoop(recursion.Id, anchor, inputs[1], EquatableArray.Create<AttributeReference>(attributes)) { MaxLevel = definition.RecursionLimit };
    }

    /// <summary>LIMIT ALL drops no row. Spark: <c>ApplyLimitAll</c>.</summary>
    private LogicalPlan ResolveLimitAll(LimitAll limit, QueryScope scope) => WithoutLimits(Resolve(limit.Child, scope));

    private static LogicalPlan WithoutLimits(LogicalPlan plan)
    {
        DeepStack.Guard();
        return plan switch
        {
            CteRelationReference { IsUnlimited: false } reference => Analyzed(reference with { IsUnlimited = true }),
            Project or Filter or Join or Union or Offset or Aggregate or Window or SubqueryAlias when plan.MapChildren(WithoutLimits) is var mapped => Analyzed(mapped),
            _ => plan,
        };
    }
}
