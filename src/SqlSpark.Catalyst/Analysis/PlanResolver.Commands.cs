using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Statements that are no queries.</content>
internal sealed partial class PlanResolver
{
    private LogicalPlan ResolveCommand(Command command, QueryScope scope) => command switch
    {
        CreateView view => ResolveView(view, scope),
        InsertIntoDir insert => insert with { Query = Resolve(insert.Query, scope) },
        CreateTableAsSelect create => ResolveCreateTable(create, scope),
        InsertInto insert => ResolveInsert(insert, scope),
        CreateTable { DeclaredSchema: { } schema } create => create with { DeclaredSchema = WithCheckedDefaults(schema, create.Provider, "CREATE TABLE") },
        UnsupportedTableOperation operation => throw Unsupported(operation),
        CacheTable { Query: { } query } cache => cache with { Query = Resolve(query, scope) },
        CacheTable cache when Context.Catalog.FindTempView(cache.Name) is null && Context.Catalog.FindTable(cache.Name) is null && Context.Catalog.FindView(cache.Name) is null =>
            throw AnalysisErrors.RelationNotFound(cache.Name),
        DescribeQuery describe => describe with { Query = Resolve(describe.Query, scope) },
        AlterTable { Change: TableChange.SetQuery change } alter =>
            alter with { Change = change with { Query = ResolvePersistent("VIEW", QualifiedName(alter.Name), change.Query) } },
        AlterTable alter => WithCheckedDefaults(alter),
        CreateSqlFunction create => ResolveCreateFunction(create),
        DeclareVariables declare => ResolveDeclare(declare, scope),
        SetVariables set => ResolveSetVariables(set, scope),
        ExecuteImmediate execute => ResolveExecute(execute),
        UnsupportedCommand unsupported => throw AnalysisErrors.UnsupportedStatement(unsupported.Name),
        _ => command,
    };

    private Core.Errors.SqlSparkException Unsupported(UnsupportedTableOperation operation)
    {
        var table = Context.Catalog.FindTable(operation.Name);
        return operation.NeedsTable && table is null && Context.Catalog.FindTempView(operation.Name) is null && Context.Catalog.FindView(operation.Name) is null
            ? AnalysisErrors.RelationNotFound(operation.Name)
            : AnalysisErrors.UnsupportedTableOperation(table?.Name ?? QualifiedName(operation.Name), operation.Operation);
    }

    private CreateView ResolveView(CreateView view, QueryScope scope)
    {
        var query = view.IsTemporary ? Resolve(view.Query, scope) : ResolvePersistent("VIEW", QualifiedName(view.Name), view.Query);
        var queryColumns = query.Output.Map(column => column.Name);
        if (!view.Columns.IsEmpty)
        {
            if (view.Columns.Count != query.Output.Count)
                throw AnalysisErrors.ViewColumnCount(view, query);
            query = Analyzed(new Project(
                Enumerable.Range(0, view.Columns.Count).Select(i => Named(query.Output[i], view.Columns[i])).ToEquatableArray(), query));
        }

        CheckUnique(query);
        return view with { Query = query, QueryColumns = queryColumns };
    }

    /// <summary>The query of an object that outlives the session, so that it may name nothing that does not.</summary>
    private LogicalPlan ResolvePersistent(string kind, EquatableArray<string> name, LogicalPlan query)
    {
        var references = new ReferencedObjects();
        var resolved = new PlanResolver(new AnalysisContext(Context.Conf, Context.Functions, Context.Catalog)
        {
            ActiveViews = [name.Map(part => part.ToLowerInvariant())],
            References = references,
        }).Resolve(query, QueryScope.Root);
        return references.Temporary is { } temporary ? throw AnalysisErrors.TemporaryObjectInBody(kind, name, temporary.Kind, temporary.Name) : resolved;
    }

    private CreateTableAsSelect ResolveCreateTable(CreateTableAsSelect create, QueryScope scope)
    {
        var query = Resolve(create.Query, scope);
        CheckUnique(query);
        var partitionColumns = new List<string>();
        foreach (var written in create.PartitionColumns)
        {
            var name = query.Output.FirstOrDefault(column => Names.Equals(column.Name, written))?.Name
                ?? throw AnalysisErrors.PartitionColumnNotFound(written, create.Name, query);
            if (partitionColumns.Contains(name, StringComparer.Ordinal))
                throw AnalysisErrors.ColumnAlreadyExists(name);
            partitionColumns.Add(name);
        }

        return create with { Query = query, PartitionColumns = partitionColumns.ToEquatableArray() };
    }

    private static Expression Named(AttributeReference column, ViewColumn name) => new Alias(column, name.Name)
    {
        ExplicitMetadata = name.Comment is null ? null : [new("comment", name.Comment)],
    };
}
