using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Views of the catalog.</content>
internal sealed partial class PlanResolver
{
    /// <summary>
    /// The query of a view, analyzed anew where and under the settings that it was created, with the columns that the view had then. Spark: <c>ResolveRelations</c>, <c>SessionCatalog.getView</c>.
    /// </summary>
    private SubqueryAlias ResolveStoredView(CatalogView view)
    {
        var limit = Context.Conf.Get(SqlConf.MaxNestedViewDepth);
        if (Context.ActiveViews.Contains(view.Name))
            throw AnalysisErrors.RecursiveView(view.Name, [.. Context.ActiveViews, view.Name]);
        if (Context.ActiveViews.Count >= limit)
            throw AnalysisErrors.ViewsTooDeep(view.Name, limit);
        var context = new AnalysisContext(view.Conf, Context.Functions, new ViewCatalog(Context.Catalog, view.Definition.Namespace))
        {
            ActiveFunctions = Context.ActiveFunctions,
            ActiveViews = [.. Context.ActiveViews, view.Name],
        };

        // Two uses of a view have columns of their own.
        var query = FreshIds.Renew(new PlanResolver(context).Resolve(view.Query, QueryScope.Root));
        return new SubqueryAlias(view.Name, Analyzed(new Project(ViewColumns(view, query), query)));
    }

    private EquatableArray<Expression> ViewColumns(CatalogView view, LogicalPlan query)
    {
        var definition = view.Definition;
        if (definition.SchemaMode == ViewSchemaMode.Evolution && !definition.NamesColumns)
            return query.Output.Map(Expression (column) => new Alias(column, column.Name));
        var fields = definition.Schema.Fields;
        var columns = new Expression[fields.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = definition.QueryColumns[i];
            var found = query.Output.Where(column => Names.Equals(column.Name, name)).ToArray();
            var ordinal = definition.QueryColumns.Take(i).Count(other => Names.Equals(other, name));
            if (found.Length != definition.QueryColumns.Count(other => Names.Equals(other, name)))
                throw AnalysisErrors.ViewColumnsChanged(view, name, definition.QueryColumns.Count(other => Names.Equals(other, name)), found.Select(c => c.Name));
            var field = CharVarchar.AsRead(fields[i]);
            columns[i] = new Alias(Stored(found[ordinal], field, view), field.Name) { ExplicitMetadata = field.Metadata.IsEmpty ? null : field.Metadata };
        }

        return EquatableArray.Create<Expression>(columns);
    }

    private Expression Stored(AttributeReference column, StructField field, CatalogView view)
    {
        if (view.Definition.SchemaMode >= ViewSchemaMode.TypeEvolution || column.Type.EqualsIgnoringNullability(field.DataType))
            return column;
        if (view.Definition.SchemaMode == ViewSchemaMode.Binding && !CastRules.CanUpCast(column.Type, field.DataType))
            throw AnalysisErrors.ViewColumnType(view, column, field.DataType);
        return ResolverOver([], QueryScope.Root).Resolve(new Cast(column, field.DataType, EvalMode.Ansi, Types.TimeZone));
    }
}
