using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// Puts the bodies of SQL functions in the place of their calls. A body is analyzed anew for each call, under the settings that the function was created under, with its parameters as
/// columns of an outer query. Spark: <c>ResolveSQLFunctions</c>.
/// </summary>
/// <param name="caller">Resolves the statement that calls.</param>
/// <param name="function">The function that is called.</param>
internal sealed class SqlFunctionCalls(PlanResolver caller, SqlFunction function)
{
    private readonly PlanResolver _plans = new(new AnalysisContext(function.Conf, caller.Context.Functions, caller.Context.Catalog)
    {
        ActiveFunctions = EnterFunction(caller.Context.ActiveFunctions, function),
    });

    /// <summary>A call in an expression.</summary>
    /// <param name="call">The call as written.</param>
    /// <param name="arguments">The arguments as resolved, a parameter each; null where the default counts.</param>
    public Expression Scalar(UnresolvedFunction call, EquatableArray<Expression?> arguments)
    {
        var values = Values(arguments);
        var parameters = Parameters();
        var body = Cast(Body(_plans, function, parameters), function.ReturnType!);
        var byParameter = new Dictionary<ExprId, Expression>();
        for (var i = 0; i < values.Count; i++)
            byParameter.Add(parameters[i].ExprId, values[i]);
        var replacement = new ParameterSubstitution(function, call, byParameter).Apply(body);
        return new RewriteCall(
            new ScalarFunction(function.DisplayName) { Group = FunctionGroup.Misc, Usage = "", Examples = [] },
            arguments.Where(a => a is not null).Select(a => a!).ToEquatableArray(),
            replacement)
        {
            IsSqlFunction = true,
        };
    }

    /// <summary>A call in FROM: the query, joined to one row of the arguments where it reads them.</summary>
    public LogicalPlan Table(EquatableArray<Expression?> arguments)
    {
        var values = Values(arguments);
        LogicalPlan? row = null;
        EquatableArray<AttributeReference> parameters = [];
        if (!values.IsEmpty)
        {
            row = Analyzed(new Project(
                Enumerable.Range(0, values.Count).Select(Expression (i) => new Alias(values[i], function.Parameters[i].Name)).ToEquatableArray(),
                Analyzed(new OneRowRelation())));
            parameters = row.Output.Map(a => a with { Qualifier = function.Name });
        }

        var outer = new NameScope(parameters, _plans.Names);
        var plan = QueryOf(_plans, function, parameters);
        var references = OuterReferences.Of(plan, outer);
        var fields = function.ReturnColumns!.Fields;
        var columns = Enumerable.Range(0, plan.Output.Count)
            .Select(Expression (i) => new Alias(Cast(plan.Output[i], fields[i].DataType), fields[i].Name)).ToEquatableArray();
        LogicalPlan source = references.IsEmpty ? plan : Analyzed(new LateralJoin(row!, new LateralSubquery(plan, references, ExprId.New()), JoinType.Inner, null));
        return Analyzed(new SubqueryAlias([function.Name[^1]], Analyzed(new Project(columns, source))));
    }

    /// <summary>The body of a scalar function, resolved with its parameters as columns.</summary>
    public static Expression Body(PlanResolver plans, SqlFunction function, EquatableArray<AttributeReference> parameters)
    {
        var resolver = new ExpressionResolver(plans, QueryScope.Root, new NameScope(parameters, plans.Names));
        if (function.Query is not { } query)
            return resolver.Resolve(function.Body!);

        // SELECT of one expression without FROM is that expression, unless it aggregates.
        if (query is Project { Child: OneRowRelation, ProjectList: [not UnresolvedStar] } select)
        {
            var item = resolver.Resolve(select.ProjectList[0]);
            if (!item.ContainsAny(NodeKinds.AggregateExpression | NodeKinds.WindowExpression | NodeKinds.Generator))
                return item is Alias alias ? alias.Child : item;
        }

        return resolver.Resolve(new ScalarSubquery(query));
    }

    /// <summary>The query of a table function, resolved with its parameters as columns of an outer one.</summary>
    public static LogicalPlan QueryOf(PlanResolver plans, SqlFunction function, EquatableArray<AttributeReference> parameters)
    {
        var plan = plans.Resolve(function.Query!, QueryScope.Root with { Outer = new NameScope(parameters, plans.Names) });
        SubqueryChecks.CheckCorrelations(plan);
        return plan;
    }

    /// <summary>The parameters as columns that the body may name, alone or behind the function's name.</summary>
    public static EquatableArray<AttributeReference> ParametersOf(SqlFunction function) =>
        function.Parameters.Map(p => new AttributeReference(p.Name, p.Type, isNullable: true) { Qualifier = function.Name });

    /// <summary>The default of a parameter, cast to its type.</summary>
    public static Expression DefaultOf(PlanResolver plans, SqlFunctionParameter parameter)
    {
        var resolver = new ExpressionResolver(plans, QueryScope.Root, new NameScope([], plans.Names));
        return Cast(plans, resolver.Resolve(parameter.Default!), parameter.Type);
    }

    /// <summary>An explicit cast.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION</c>.</exception>
    public static Expression Cast(PlanResolver plans, Expression value, DataType type) => value.DataType.EqualsIgnoringNullability(type)
        ? value
        : new ExpressionResolver(plans, QueryScope.Root, new NameScope([], plans.Names)).Resolve(new Cast(value, type, plans.Types.Mode, plans.Types.TimeZone));

    private static EquatableArray<EquatableArray<string>> EnterFunction(EquatableArray<EquatableArray<string>> active, SqlFunction function) =>
        active.Any(name => name.SequenceEqual(function.Name, StringComparer.OrdinalIgnoreCase))
            ? throw AnalysisErrors.CyclicFunctions([.. active, function.Name])
            : [.. active, function.Name];

    private EquatableArray<AttributeReference> Parameters() => ParametersOf(function);

    private Expression Cast(Expression value, DataType type) => Cast(_plans, value, type);

    private EquatableArray<Expression> Values(EquatableArray<Expression?> arguments) => Enumerable.Range(0, function.Parameters.Count)
        .Select(i => arguments[i] is { } argument
            ? Cast(argument is Alias alias ? alias.Child : argument, function.Parameters[i].Type)
            : DefaultOf(_plans, function.Parameters[i]))
        .ToEquatableArray();

    private static T Analyzed<T>(T plan)
        where T : LogicalPlan
    {
        plan.MarkAnalyzed();
        return plan;
    }
}
