using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Calls of functions by name.</content>
internal sealed partial class ExpressionResolver
{
    private static readonly HashSet<string> NullTreatingFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "first", "first_value", "last", "last_value", "any_value",
    };

    private static readonly HashSet<string> OrderedSetFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "mode", "percentile_cont", "percentile_disc", "listagg", "string_agg",
    };

    private Expression ResolveFunction(UnresolvedFunction call)
    {
        if (_plans.FindSqlFunction(call) is { } sqlFunction)
            return ResolveSqlFunction(sqlFunction, call);
        var definition = FunctionNames.Find(call, _plans.Context.Functions);
        if (definition is null)
            return ResolveGroupingFunction(call) ?? ResolveCatalogFunction(call) ?? throw FunctionNames.NotFound(call, _plans.Context);
        return definition switch
        {
            ScalarFunction scalar => ResolveScalar(scalar, call),
            AggregateFunction aggregate => ResolveAggregate(aggregate, call),
            WindowFunction => throw AnalysisErrors.WindowFunctionWithoutOver(call),
            GeneratorFunction generator => ResolveGenerator(generator, call),
            _ => throw AnalysisErrors.UnsupportedFunction(call, call.Name),
        };
    }

    /// <summary>grouping and grouping_id are no functions of values.</summary>
    private Expression? ResolveGroupingFunction(UnresolvedFunction call)
    {
        if (FunctionNames.IsNamed(call, "grouping"))
        {
            return call.Arguments.Count == 1
                ? new Grouping(Resolve(call.Arguments[0]))
                : throw AnalysisErrors.WrongArgumentCount(call, call.Name, [1], call.Arguments.Count);
        }

        return FunctionNames.IsNamed(call, "grouping_id") ? new GroupingId(Resolve(call.Arguments)) : null;
    }

    /// <summary>The names that are current when the statement is analyzed. Spark: <c>CurrentDatabase</c>, <c>CurrentCatalog</c>.</summary>
    private RewriteCall? ResolveCatalogFunction(UnresolvedFunction call)
    {
        if (!FunctionNames.IsOfCatalog(call))
            return null;
        var isCatalog = FunctionNames.IsNamed(call, "current_catalog");
        var name = isCatalog ? "current_catalog" : "current_schema";
        if (!call.Arguments.IsEmpty)
            throw AnalysisErrors.WrongArgumentCount(call, name, 0, 0, call.Arguments.Count);
        var catalog = _plans.Context.Catalog;
        return new RewriteCall(
            new ScalarFunction(name) { Group = FunctionGroup.Misc, Usage = "", Examples = [] },
            [],
            Literal.String(isCatalog ? catalog.CurrentCatalog : SqlIdentifier.QuoteIfNeeded(catalog.CurrentNamespace)));
    }

    private Expression ResolveSqlFunction(SqlFunction function, UnresolvedFunction call)
    {
        CheckIsPlain(call);
        if (function.IsTable)
            throw AnalysisErrors.NotAScalarFunction(call, function);
        if (_lambdas is not null)
            throw AnalysisErrors.SqlFunctionInLambda(call, function);
        var written = call.Arguments.Any(a => a is UnresolvedStar) ? call.Arguments.SelectMany(a => a is UnresolvedStar star ? Expand(star) : [a]).ToEquatableArray() : call.Arguments;
        return new SqlFunctionCalls(_plans, function).Scalar(call, SqlFunctionArguments.Of(function, call, written, _plans.Names, _resolve));
    }

    private static void CheckIsPlain(UnresolvedFunction call)
    {
        if (call.IsDistinct)
            throw AnalysisErrors.UnsupportedFunctionSyntax(call, "DISTINCT");
        if (call.Filter is not null)
            throw AnalysisErrors.UnsupportedFunctionSyntax(call, "FILTER clause");
        if (!call.OrderBy.IsEmpty)
            throw AnalysisErrors.UnsupportedFunctionSyntax(call, "WITHIN GROUP (ORDER BY ...)");
        if (call.IgnoreNulls == true)
            throw AnalysisErrors.UnsupportedFunctionSyntax(call, "IGNORE NULLS");
    }

    private Expression ResolveScalar(ScalarFunction function, UnresolvedFunction call)
    {
        CheckIsPlain(call);
        if (function.Windows != TimeWindowKind.None && !HostsTimeWindows)
            throw AnalysisErrors.UnsupportedFunction(call, call.Name);
        var arguments = ResolveArguments(call, function);
        if (function.LambdaParameters is not null)
            arguments = WithConstantLambdas(function, arguments);
        if (!arguments.Any(a => a is LambdaFunction))
            return _plans.Functions.BindScalar(function, call, arguments, Resolve);
        if (function.LambdaParameters is null)
            throw AnalysisErrors.NotHigherOrder(call);
        arguments = _plans.Functions.CoerceArguments(function, call, arguments);
        return _plans.Functions.BindScalar(function, call, ResolveLambdas(function, call, arguments), Resolve);
    }

    /// <summary>The call of a generator.</summary>
    public Generator ResolveGenerator(GeneratorFunction function, UnresolvedFunction call)
    {
        if (!HostsGenerators)
            throw AnalysisErrors.GeneratorOutsideSelect(call);
        CheckIsPlain(call);
        return _plans.Functions.BindGenerator(function, call, ResolveArguments(call, function));
    }

    private Expression ResolveAggregate(AggregateFunction function, UnresolvedFunction call)
    {
        if (!call.OrderBy.IsEmpty && function.Ordered is { } ordered)
            function = ordered;
        var arguments = function.AllowsStar && !call.IsDistinct && call.Arguments is [UnresolvedStar { Target.IsEmpty: true, Except.IsEmpty: true }]
            ? [Literal.Int(1)]
            : ResolveArguments(call, function);
        if (call.IgnoreNulls is { } ignoresNulls)
        {
            if (!NullTreatingFunctions.Contains(call.Name))
                throw AnalysisErrors.UnsupportedFunctionSyntax(call, ignoresNulls ? "IGNORE NULLS" : "RESPECT NULLS");
            if (ignoresNulls && arguments.Count == 1)
                arguments = arguments.Add(Literal.True);
        }

        if (!call.OrderBy.IsEmpty && !OrderedSetFunctions.Contains(call.Name))
            throw AnalysisErrors.UnsupportedFunctionSyntax(call, "WITHIN GROUP (ORDER BY ...)");
        var order = call.OrderBy.Map(o => (SortOrder)Resolve(o));
        if (function.TakesOrder)
        {
            CheckOrder(call, argumentCount: function.Overloads[0].Parameters.Count - 2);
            arguments = [order[0].Child, .. arguments, order[0].IsAscending ? Literal.False : Literal.True];
            order = [];
        }

        if (call.IsDistinct && !order.IsEmpty && (order.Count > 1 || !order[0].Child.SemanticEquals(arguments[0])))
        {
            throw AnalysisErrors.InvalidWithinGroup(
                call, "MISMATCH_WITH_DISTINCT_INPUT", ("funcArg", AnalysisErrors.Sql(arguments[0])), ("orderingExpr", string.Join(", ", order.Select(o => AnalysisErrors.Sql(o.Child)))));
        }

        return _plans.Functions.BindAggregate(function, call, arguments, ResolveFilter(call.Filter), order, Resolve);
    }

    private static void CheckOrder(UnresolvedFunction call, int argumentCount)
    {
        if (call.IsDistinct)
            throw AnalysisErrors.InvalidWithinGroup(call, "DISTINCT_UNSUPPORTED");
        if (call.OrderBy.IsEmpty)
            throw AnalysisErrors.InvalidWithinGroup(call, "WITHIN_GROUP_MISSING");
        if (call.OrderBy.Count != 1)
        {
            throw AnalysisErrors.InvalidWithinGroup(
                call, "WRONG_NUM_ORDERINGS", ("expectedNum", "1"), ("actualNum", call.OrderBy.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        if (call.Arguments.Count != argumentCount)
            throw AnalysisErrors.WrongArgumentCount(call, call.Name, [argumentCount], call.Arguments.Count);
    }

    private Expression? ResolveFilter(Expression? filter)
    {
        if (filter is null)
            return null;
        var resolved = Resolve(filter);
        if (!resolved.IsDeterministic)
            throw AnalysisErrors.InvalidAggregateFilter(resolved, "NON_DETERMINISTIC");
        if (resolved.DataType is not BooleanType)
            throw AnalysisErrors.InvalidAggregateFilter(resolved, "NOT_BOOLEAN");
        if (resolved.Collect<AggregateExpression>() is [var aggregate, ..])
            throw AnalysisErrors.InvalidAggregateFilter(resolved, "CONTAINS_AGGREGATE", ("aggExpr", AnalysisErrors.Sql(aggregate)));
        if (resolved.Collect<WindowExpression>() is [var window, ..])
            throw AnalysisErrors.InvalidAggregateFilter(resolved, "CONTAINS_WINDOW_FUNCTION", ("windowExpr", AnalysisErrors.Sql(window)));
        return resolved;
    }

    /// <summary>The arguments in the order of the parameters, stars expanded; lambdas stay as they are.</summary>
    private EquatableArray<Expression> ResolveArguments(UnresolvedFunction call, FunctionDefinition function)
    {
        var hasNamed = false;
        var hasStar = false;
        foreach (var argument in call.Arguments)
        {
            hasNamed |= argument is NamedArgument;
            hasStar |= argument is UnresolvedStar;
        }

        var arguments = hasStar ? call.Arguments.SelectMany(a => a is UnresolvedStar star ? Expand(star) : [a]).ToEquatableArray() : call.Arguments;
        if (hasNamed)
            arguments = NamedArguments.Rearrange(call, function, arguments, _plans.Names);
        arguments = arguments.MapUnchanged(argument => argument is LambdaFunction ? argument : Resolve(argument));
        return HostsGenerators && arguments.Any(argument => argument.ContainsAny(NodeKinds.Generator))
            ? throw AnalysisErrors.NestedGenerator(call, arguments)
            : arguments;
    }
}
