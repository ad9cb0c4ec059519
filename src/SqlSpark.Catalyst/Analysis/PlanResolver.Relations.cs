using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Relations by name and their aliases.</content>
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
            Context.References?.AddRelation();
            Context.References?.AddTemporary("VIEW", view.Name);

            // A reference to the outer query is told by its id: a subquery must not make columns of the same ids.
            return new SubqueryAlias(view.Name, scope.Outer is null ? view.Plan : FreshIds.Renew(view.Plan));
        }

        Context.References?.AddRelation();
        if (Context.Catalog.FindTable(name) is { } table)
            return new SubqueryAlias(table.Name, Padded(Analyzed(RelationOf(table.Table) with { Analyzed = table.Statistics })));
        if (Context.Catalog.FindView(name) is { } stored)
            return ResolveStoredView(stored);
        if (name.Count == 2 && Context.Catalog.OpenPath(name[0], name[1], Context.Conf) is { } file)
            return RelationOf(file);
        throw AnalysisErrors.RelationNotFound(name);
    }

    private static LogicalRelation RelationOf(ITable table) =>
        new(table, table.Schema.Fields.Map(f => new AttributeReference(f.Name, f.DataType, f.Nullable) { Metadata = f.Metadata }));

    /// <summary>The relation with its CHAR columns padded: other writers may have stored less. Spark: <c>ApplyCharTypePadding</c>.</summary>
    private LogicalPlan Padded(LogicalRelation relation)
    {
        if (!Context.Conf.Get(SqlConf.ReadSideCharPadding) || relation.Attributes.All(static column => CharVarchar.CharLength(column.Metadata) == 0))
            return relation;
        return Analyzed(new Project(
            relation.Attributes.Map(Expression (column) => CharVarchar.CharLength(column.Metadata) is var length and > 0 ? new Alias(PaddedTo(column, length, isCutting: false), column.Name) { ExplicitMetadata = column.Metadata } : column),
            relation));
    }

    /// <summary>A text with blanks behind it up to a length, under the name that it has.</summary>
    public Expression PaddedTo(Expression text, int length, bool isCutting)
    {
        if (text is Literal { Value: string known })
            return AsWritten(text, new Literal(known.PadRight(length + known.Length - CharPadding.CharacterCount(known)), StringType.Instance));
        var resolver = ResolverOver([], QueryScope.Root);
        var limit = new Literal(length, IntegerType.Instance);
        var padded = resolver.Resolve(new UnresolvedFunction(["rpad"], [text, limit, new Literal(" ", StringType.Instance)]));
        return AsWritten(text, isCutting ? padded : new If(resolver.Resolve(Comparison.LessThan(resolver.Resolve(new UnresolvedFunction(["char_length"], [text])), limit)), padded, text));
    }

    private static RewriteCall AsWritten(Expression shown, Expression replacement) => new(CharPadding.Definition, [shown], replacement);

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
