using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Relations by name, their aliases, and WITH.</content>
internal sealed partial class PlanResolver
{
    /// <summary>Looks in WITH, temporary views, tables and, for <c>format.`path`</c>, files; in this order.</summary>
    private LogicalPlan ResolveRelation(UnresolvedRelation relation, QueryScope scope)
    {
        var name = relation.NameParts;
        if (name.Count == 1 && (scope.OuterCtes?.Find(name[0], Names) ?? scope.Ctes?.Find(name[0], Names)) is { } cte)
            return Reference(cte);
        if (Context.Catalog.FindTempView(name) is { } view)
        {
            // A reference to the outer query is told by its id: a subquery must not make columns of the same ids.
            return new SubqueryAlias(view.Name, scope.Outer is null ? view.Plan : FreshIds.Renew(view.Plan));
        }

        if (Context.Catalog.FindTable(name) is { } table)
            return new SubqueryAlias(table.Name, Analyzed(RelationOf(table.Table)));
        if (name.Count == 2 && Context.Catalog.OpenPath(name[0], name[1], Context.Conf) is { } file)
            return RelationOf(file);
        throw AnalysisErrors.RelationNotFound(name);
    }

    private static LogicalRelation RelationOf(ITable table) =>
        new(table, table.Schema.Fields.Map(f => new AttributeReference(f.Name, f.DataType, f.Nullable) { Metadata = f.Metadata }));

    private static SubqueryAlias Reference(CteScope cte)
    {
        if (cte.Definition is not { } definition)
            throw AnalysisErrors.UnsupportedOperator("a recursive common table expression");
        return new SubqueryAlias(
            cte.Name, Analyzed(new CteRelationReference(definition.Id, definition.Output.Map(a => a.NewInstance() with { Qualifier = [] }))));
    }

    private LogicalPlan ResolveWith(UnresolvedWith with, QueryScope scope)
    {
        var definitions = new LogicalPlan[with.Definitions.Count];
        var names = scope.Ctes;
        // In the legacy order the definitions of a nested WITH are looked at last, when nobody knows the outer names any more.
        var visible = scope.OuterCtes is null ? scope : scope with { Ctes = null, OuterCtes = null };
        for (var i = 0; i < definitions.Length; i++)
        {
            var definition = with.Definitions[i];
            var inner = with.IsRecursive ? visible with { Ctes = new CteScope(definition.Name, null, visible.Ctes) } : visible;
            var query = Resolve(definition.Query, WithinNestedQuery(definition.Query, inner));
            if (!definition.ColumnNames.IsEmpty)
                query = Analyzed(WithColumnNames(definition.ColumnNames, query));
            var resolved = Analyzed(new CteRelationDefinition(
                Analyzed(new SubqueryAlias(definition.Name, query)), CteRelationDefinition.NewId(), definition.Name));
            definitions[i] = resolved;
            names = new CteScope(definition.Name, resolved, names);
            visible = visible with { Ctes = new CteScope(definition.Name, resolved, visible.Ctes) };
        }

        return new WithCte(Resolve(with.Child, scope with { Ctes = names }), EquatableArray.Create<LogicalPlan>(definitions));
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
                    if (scope.Ctes?.Find(definition.Name, Names) is not null)
                        throw AnalysisErrors.AmbiguousNestedCte(definition.Name);
                }

                return scope;
            default:
                return scope;
        }
    }

    private LogicalPlan ResolveSubqueryAlias(SubqueryAlias alias, QueryScope scope) => alias.WithChildren([Resolve(alias.Child, scope)]);

    private LogicalPlan ResolveColumnAliases(UnresolvedColumnAliases aliases, QueryScope scope)
    {
        var child = Resolve(aliases.Child, scope);
        if (aliases.Child is SubqueryAlias { Child: UnresolvedTableValuedFunction function } && aliases.Names.Count != child.Output.Count)
            throw AnalysisErrors.TableFunctionAliasCount(function.NameParts, aliases.Names.Count, child.Output.Count);
        return WithColumnNames(aliases.Names, child);
    }

    private static Project WithColumnNames(EquatableArray<string> names, LogicalPlan child)
    {
        if (names.Count != child.Output.Count)
            throw AnalysisErrors.ColumnAliasCount(names.Count, child.Output.Count);
        return new Project(
            Enumerable.Range(0, names.Count).Select(Expression (i) => new Alias(child.Output[i], names[i]) { Qualifier = child.Output[i].Qualifier }).ToEquatableArray(), child);
    }

    private LogicalPlan ResolveParameterized(ParameterizedQuery query, QueryScope scope) =>
        Resolve(query.Child, scope with { Parameters = ParameterBinding.Bind(query, scope.Parameters) });

    private LogicalPlan ResolveIdentifierRelation(UnresolvedIdentifierRelation relation, QueryScope scope) =>
        Resolve(relation.Build(ResolverOver([], scope).ResolveIdentifier(relation.Identifier)), scope);
}
