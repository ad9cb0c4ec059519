using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>SQL functions: their creation and their calls in FROM.</content>
internal sealed partial class PlanResolver
{
    /// <summary>The SQL function that a name means; null when it means none. Built-in functions hide all but temporary ones.</summary>
    public SqlFunction? FindSqlFunction(UnresolvedFunction call)
    {
        var function = Context.Catalog.FindFunction(call.NameParts);
        if (function is null || (!function.IsTemporary && FunctionNames.Find(call, Context.Functions) is not null))
            return null;
        Context.References?.AddFunction(function);
        return function;
    }

    private LogicalPlan ResolveSqlTableFunction(SqlFunction function, UnresolvedTableValuedFunction call, QueryScope scope)
    {
        if (!function.IsTable)
            throw AnalysisErrors.NotATableFunction(function);
        var written = new UnresolvedFunction(call.NameParts, call.Arguments);
        var arguments = SqlFunctionArguments.Of(function, written, call.Arguments, Names, ResolverOver([], scope).Resolve);
        return new SqlFunctionCalls(this, function).Table(arguments);
    }

    /// <summary>Checks a function and learns the types that were not written. Spark: <c>CreateSQLFunctionCommand.run</c>.</summary>
    private CreateSqlFunction ResolveCreateFunction(CreateSqlFunction create)
    {
        var function = create.Function;
        var name = create.IsTemporary ? function.Name : QualifiedName(function.Name);
        function = function with { Name = name };
        CheckParameters(function);
        var references = new ReferencedObjects();
        var plans = new PlanResolver(new AnalysisContext(Context.Conf, Context.Functions, Context.Catalog) { ActiveFunctions = [name], References = references });
        function = function.IsTable ? WithColumns(function, plans) : WithType(function, plans);
        if (!create.IsTemporary && references.Temporary is { } temporary)
            throw AnalysisErrors.TemporaryObjectInBody("FUNCTION", name, temporary.Kind, temporary.Name);
        if (function.ReadsData == false && references.ReadsData)
            throw AnalysisErrors.FunctionReadsData();
        return create with { Function = function with { ReadsData = function.ReadsData ?? references.ReadsData } };
    }

    private void CheckParameters(SqlFunction function)
    {
        var seen = new HashSet<string>(Names);
        var duplicates = function.Parameters.Where(p => !seen.Add(p.Name)).Select(p => p.Name).Distinct(Names).ToArray();
        if (duplicates.Length > 0)
            throw AnalysisErrors.DuplicateParameters(function, duplicates);
        if (!Context.Conf.Get(SqlConf.LegacyCharVarcharAsString)
            && (function.Parameters.Any(p => HasBoundedText(p.Type)) || (function.ReturnType is { } type && HasBoundedText(type)) || (function.ReturnColumns is { } columns && HasBoundedText(columns))))
        {
            throw AnalysisErrors.BoundedText();
        }

        for (var i = 1; i < function.Parameters.Count; i++)
        {
            if (function.Parameters[i - 1].Default is not null && function.Parameters[i].Default is null)
                throw AnalysisErrors.DefaultBeforeParameter(function, function.Parameters[i - 1], function.Parameters[i]);
        }

        foreach (var parameter in function.Parameters.Where(p => p.Default is not null))
        {
            if (SqlFunctionCalls.DefaultOf(this, parameter).ContainsAny(NodeKinds.Subquery))
                throw AnalysisErrors.SubqueryInDefault(function, parameter);
        }
    }

    private static bool HasBoundedText(DataType type) => type.Exists(static t => t is StringType { LengthKind: not StringLengthKind.Unbounded });

    private static SqlFunction WithType(SqlFunction function, PlanResolver plans)
    {
        var body = SqlFunctionCalls.Body(plans, function, SqlFunctionCalls.ParametersOf(function));
        if (body.ContainsAny(NodeKinds.WindowExpression | NodeKinds.Generator) || AggregateFinder.Contains(body))
            throw AnalysisErrors.ComplexFunctionBody(function);
        var type = function.ReturnType ?? body.DataType;
        SqlFunctionCalls.Cast(plans, body, type);
        return function with { ReturnType = type, IsDeterministic = function.IsDeterministic ?? body.IsDeterministic };
    }

    private SqlFunction WithColumns(SqlFunction function, PlanResolver plans)
    {
        if (function.Query is null)
            throw AnalysisErrors.TableFunctionBody(function);
        CheckColumnNames(function, function.ReturnColumns?.Fields.Select(f => f.Name) ?? []);
        var plan = SqlFunctionCalls.QueryOf(plans, function, SqlFunctionCalls.ParametersOf(function));
        if (function.ReturnColumns is not { } columns)
        {
            if (function.Query is Project { ProjectList: var items } && items.Any(i => i is UnresolvedAlias { Child: not UnresolvedAttribute }))
                throw AnalysisErrors.TableFunctionColumnNames(function);
            CheckColumnNames(function, plan.Output.Select(a => a.Name));
            return function with { ReturnColumns = new StructType(plan.Output.Map(a => new StructField(a.Name, a.Type, true))) };
        }

        if (columns.Fields.Count != plan.Output.Count)
            throw AnalysisErrors.FunctionColumnCount(function, plan.Output.Count, columns.Fields.Count);
        for (var i = 0; i < columns.Fields.Count; i++)
            SqlFunctionCalls.Cast(plans, plan.Output[i], columns.Fields[i].DataType);
        return function;
    }

    private void CheckColumnNames(SqlFunction function, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(Names);
        var duplicates = names.Where(n => !seen.Add(n)).Distinct(Names).ToArray();
        if (duplicates.Length > 0)
            throw AnalysisErrors.DuplicateReturnColumns(function, duplicates);
    }

    /// <summary>A name with the current catalog and namespace in front of it where it has none.</summary>
    private EquatableArray<string> QualifiedName(EquatableArray<string> name) => name.Count switch
    {
        1 => [Context.Catalog.CurrentCatalog, .. Context.Catalog.CurrentNamespace, name[0]],
        2 => [Context.Catalog.CurrentCatalog, .. name],
        _ => name,
    };
}
