using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Calls of functions.</content>
internal static partial class AnalysisErrors
{
    /// <summary><c>INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC</c>, 42601: WITHIN GROUP and an order or a frame of the window.</summary>
    public static SqlSparkException OrderedWindow(WindowExpression window, AggregateExpression function) =>
        SqlSparkException.Create("INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC", At(window), ("aggFunc", ErrorFormat.SqlExpr(function.Call.Bound.Name)));

    private static string Name(UnresolvedFunction call) => Id(call.NameParts);

    private static string CallSql(UnresolvedFunction call, EquatableArray<Expression> arguments) =>
        ErrorFormat.SqlExpr($"{call.Name.ToLowerInvariant()}({string.Join(", ", arguments.Select(PrettySql.Of))})");

    /// <summary><c>UNRESOLVED_ROUTINE</c>, 42883.</summary>
    public static SqlSparkException UnresolvedRoutine(UnresolvedFunction call, ICatalog catalog) =>
        SqlSparkException.Create(
            "UNRESOLVED_ROUTINE",
            At(call),
            ("routineName", Name(call)),
            ("searchPath", $"[`system`.`builtin`, `system`.`session`, {Id([catalog.CurrentCatalog, .. catalog.CurrentNamespace])}]"));

    /// <summary><c>WRONG_NUM_ARGS.WITHOUT_SUGGESTION</c>, 42605.</summary>
    public static SqlSparkException WrongArgumentCount(UnresolvedFunction call, string name, IReadOnlyList<int> expected, int actual) =>
        WrongArgumentCount(call, name, expected.Count == 1 ? Number(expected[0]) : $"[{string.Join(", ", expected.Select(e => Number(e)))}]", actual);

    /// <summary><c>WRONG_NUM_ARGS.WITHOUT_SUGGESTION</c>, 42605, for a range of counts.</summary>
    public static SqlSparkException WrongArgumentCount(UnresolvedFunction call, string name, int least, int most, int actual) =>
        WrongArgumentCount(
            call, name, most == int.MaxValue ? $">= {Number(least)}" : least == most ? Number(least) : $"[{Number(least)}, {Number(most)}]", actual);

    private static SqlSparkException WrongArgumentCount(UnresolvedFunction call, string name, string expected, int actual) =>
        SqlSparkException.Create(
            "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
            At(call),
            ("functionName", ErrorFormat.SqlId(name)),
            ("expectedNum", expected),
            ("actualNum", Number(actual)));

    /// <summary><c>DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE</c>, 42K09.</summary>
    public static SqlSparkException UnexpectedArgumentType(
        UnresolvedFunction call, EquatableArray<Expression> arguments, int index, IReadOnlyList<string> typeNames) =>
        SqlSparkException.Create(
            "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
            At(call),
            ("sqlExpr", CallSql(call, arguments)),
            ("paramIndex", InputTypes.Ordinal(index)),
            ("requiredType", typeNames.Count == 1 ? $"\"{typeNames[0]}\"" : $"({string.Join(" or ", typeNames.Select(n => $"\"{n}\""))})"),
            ("inputSql", Sql(arguments[index])),
            ("inputType", Type(arguments[index].DataType)));

    /// <summary><c>DATATYPE_MISMATCH.DATA_DIFF_TYPES</c>, 42K09.</summary>
    public static SqlSparkException DifferentArgumentTypes(UnresolvedFunction call, EquatableArray<Expression> arguments, IReadOnlyList<DataType> types) =>
        SqlSparkException.Create(
            "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
            At(call),
            ("sqlExpr", CallSql(call, arguments)),
            ("functionName", Name(call)),
            ("dataType", $"[{string.Join(", ", types.Select(Type))}]"));

    /// <summary><c>UNEXPECTED_INPUT_TYPE</c>, 42K09: of an argument of a function in FROM, or a NULL.</summary>
    public static SqlSparkException UnexpectedTableArgument(Expression at, string function, int index, DataType required) =>
        SqlSparkException.Create(
            "UNEXPECTED_INPUT_TYPE",
            At(at),
            ("paramIndex", InputTypes.Ordinal(index)),
            ("functionName", ErrorFormat.SqlId(function)),
            ("requiredType", Type(required)),
            ("inputSql", Sql(at)),
            ("inputType", Type(at.DataType)));

    /// <summary><c>NON_FOLDABLE_ARGUMENT</c>, 42K08.</summary>
    public static SqlSparkException NonFoldableArgument(Expression at, string function, string parameter, DataType type) =>
        SqlSparkException.Create(
            "NON_FOLDABLE_ARGUMENT",
            At(at),
            ("funcName", ErrorFormat.SqlId(function)),
            ("paramName", ErrorFormat.SqlId(parameter)),
            ("paramType", Type(type)));

    /// <summary><c>FAILED_FUNCTION_CALL</c>, 38000: a range with a step of 0.</summary>
    public static SqlSparkException FailedTableFunction(string function) =>
        SqlSparkException.Create("FAILED_FUNCTION_CALL", Here, ("funcName", ErrorFormat.SqlId(function)));

    /// <summary><c>UNRESOLVABLE_TABLE_VALUED_FUNCTION</c>, 42883.</summary>
    public static SqlSparkException UnresolvedTableFunction(EquatableArray<string> name) =>
        SqlSparkException.Create("UNRESOLVABLE_TABLE_VALUED_FUNCTION", Here, ("name", Id(name)));

    /// <summary><c>INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX</c>, 42000.</summary>
    public static SqlSparkException UnsupportedFunctionSyntax(UnresolvedFunction call, string syntax) =>
        SqlSparkException.Create(
            "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX", At(call), ("prettyName", ErrorFormat.SqlId(call.Name)), ("syntax", syntax));

    /// <summary><c>INVALID_WITHIN_GROUP_EXPRESSION</c>, 42K0K, by sub-condition.</summary>
    public static SqlSparkException InvalidWithinGroup(UnresolvedFunction call, string subClass, params ReadOnlySpan<(string Name, string Value)> parameters) =>
        SqlSparkException.Create($"INVALID_WITHIN_GROUP_EXPRESSION.{subClass}", At(call), [("funcName", ErrorFormat.SqlId(call.Name)), .. parameters]);

    /// <summary><c>NAMED_PARAMETERS_NOT_SUPPORTED</c>, 4274K.</summary>
    public static SqlSparkException NamedArgumentsNotSupported(UnresolvedFunction call) =>
        SqlSparkException.Create("NAMED_PARAMETERS_NOT_SUPPORTED", At(call), ("functionName", Name(call)));

    /// <summary><c>UNEXPECTED_POSITIONAL_ARGUMENT</c>, 4274K.</summary>
    public static SqlSparkException PositionalAfterNamed(UnresolvedFunction call, string parameter) =>
        SqlSparkException.Create(
            "UNEXPECTED_POSITIONAL_ARGUMENT", At(call), ("routineName", Name(call)), ("parameterName", ErrorFormat.SqlId(parameter)));

    /// <summary><c>UNRECOGNIZED_PARAMETER_NAME</c>, 4274K.</summary>
    public static SqlSparkException UnrecognizedParameter(UnresolvedFunction call, string name, EquatableArray<string> parameters) =>
        SqlSparkException.Create(
            "UNRECOGNIZED_PARAMETER_NAME",
            At(call),
            ("routineName", Name(call)),
            ("argumentName", ErrorFormat.SqlId(name)),
            ("proposal", NameSuggestions.Format([name], [.. parameters.Select(IReadOnlyList<string> (p) => [p])])));

    /// <summary><c>DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT</c>, 4274K.</summary>
    public static SqlSparkException DuplicateParameter(UnresolvedFunction call, string name, string reason) =>
        SqlSparkException.Create(
            "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT." + reason, At(call), ("routineName", Name(call)), ("parameterName", ErrorFormat.SqlId(name)));

    /// <summary><c>REQUIRED_PARAMETER_NOT_FOUND</c>, 4274K.</summary>
    public static SqlSparkException MissingParameter(UnresolvedFunction call, string parameter, int index) =>
        SqlSparkException.Create(
            "REQUIRED_PARAMETER_NOT_FOUND",
            At(call),
            ("routineName", Name(call)),
            ("parameterName", ErrorFormat.SqlId(parameter)),
            ("index", Number(index)));

    /// <summary><c>INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION</c>, 42K0D.</summary>
    public static SqlSparkException NotHigherOrder(UnresolvedFunction call) =>
        SqlSparkException.Create("INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION", At(call), ("class", call.Name));

    /// <summary><c>INVALID_LAMBDA_FUNCTION_CALL.PARAMETER_DOES_NOT_ACCEPT_LAMBDA_FUNCTION</c>, 42K0D.</summary>
    public static SqlSparkException LambdaNotAccepted(LambdaFunction lambda) =>
        SqlSparkException.Create("INVALID_LAMBDA_FUNCTION_CALL.PARAMETER_DOES_NOT_ACCEPT_LAMBDA_FUNCTION", At(lambda));

    /// <summary><c>INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH</c>, 42K0D.</summary>
    public static SqlSparkException LambdaArgumentCount(LambdaFunction lambda, int expected) =>
        SqlSparkException.Create(
            "INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH",
            At(lambda),
            ("expectedNumArgs", Number(expected)),
            ("actualNumArgs", Number(lambda.Parameters.Count)));

    /// <summary><c>INVALID_LAMBDA_FUNCTION_CALL.DUPLICATE_ARG_NAMES</c>, 42K0D.</summary>
    public static SqlSparkException DuplicateLambdaArguments(LambdaFunction lambda, EquatableArray<string> names) =>
        SqlSparkException.Create(
            "INVALID_LAMBDA_FUNCTION_CALL.DUPLICATE_ARG_NAMES",
            At(lambda),
            ("args", string.Join(", ", names.Select(n => ErrorFormat.SqlId(n)))),
            ("caseSensitiveConfig", ErrorFormat.SqlConf(SqlConf.CaseSensitive.Key)));

    /// <summary><c>MULTI_ALIAS_WITHOUT_GENERATOR</c>, 42K0E.</summary>
    public static SqlSparkException MultiAliasWithoutGenerator(MultiAlias alias, Expression child) =>
        SqlSparkException.Create("MULTI_ALIAS_WITHOUT_GENERATOR", At(alias), ("expr", Sql(child)), ("names", string.Join(", ", alias.Names)));

    /// <summary><c>UNSUPPORTED_GENERATOR.NOT_GENERATOR</c>, 42K0E.</summary>
    public static SqlSparkException NotAGenerator(Expression function) =>
        SqlSparkException.Create(
            "UNSUPPORTED_GENERATOR.NOT_GENERATOR", At(function), ("functionName", Sql(function)), ("classCanonicalName", function.GetType().Name));

    /// <summary><c>UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS</c>, 42K0E.</summary>
    public static SqlSparkException NestedGenerator(Expression at, string expression) =>
        SqlSparkException.Create("UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS", At(at), ("expression", expression));

    /// <summary><c>UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS</c>, 42K0E: among the arguments of a call.</summary>
    public static SqlSparkException NestedGenerator(UnresolvedFunction call, EquatableArray<Expression> arguments) =>
        NestedGenerator(call, CallSql(call, arguments));

    /// <summary><c>UNSUPPORTED_GENERATOR.OUTSIDE_SELECT</c>, 42K0E.</summary>
    public static SqlSparkException GeneratorOutsideSelect(UnresolvedFunction call) =>
        SqlSparkException.Create("UNSUPPORTED_GENERATOR.OUTSIDE_SELECT", At(call), ("plan", call.Sql));

    /// <summary><c>UNSUPPORTED_GENERATOR.MULTI_GENERATOR</c>, 42K0E: several in the SELECT list of an aggregation.</summary>
    public static SqlSparkException SeveralGenerators(IReadOnlyCollection<Expression> generators) =>
        SqlSparkException.Create("UNSUPPORTED_GENERATOR.MULTI_GENERATOR", Here, ("num", Number(generators.Count)), ("generators", SqlList(generators)));

    /// <summary><c>UDTF_ALIAS_NUMBER_MISMATCH</c>, 42802.</summary>
    public static SqlSparkException GeneratorAliasCount(Expression generator, EquatableArray<string> aliases, int columns) =>
        SqlSparkException.Create(
            "UDTF_ALIAS_NUMBER_MISMATCH", At(generator), ("aliasesSize", Number(columns)), ("aliasesNames", string.Join(",", aliases)));

    /// <summary><c>NUM_TABLE_VALUE_ALIASES_MISMATCH</c>, 42826.</summary>
    public static SqlSparkException TableFunctionAliasCount(EquatableArray<string> function, int aliases, int columns) =>
        SqlSparkException.Create(
            "NUM_TABLE_VALUE_ALIASES_MISMATCH", Here, ("funcName", Id(function)), ("aliasesNum", Number(aliases)), ("outColsNum", Number(columns)));

    /// <summary><c>INVALID_AGGREGATE_FILTER</c>, 42903.</summary>
    public static SqlSparkException InvalidAggregateFilter(Expression filter, string reason, params (string Name, string Value)[] parameters) =>
        SqlSparkException.Create("INVALID_AGGREGATE_FILTER." + reason, At(filter), [("filterExpr", Sql(filter)), .. parameters]);

    /// <summary><c>MISSING_WINDOW_SPECIFICATION</c>, 42P20.</summary>
    public static SqlSparkException MissingWindow(Expression at, string name) =>
        SqlSparkException.Create("MISSING_WINDOW_SPECIFICATION", At(at), ("windowName", name));

    /// <summary><c>DISTINCT_WINDOW_FUNCTION_UNSUPPORTED</c>, 0A000.</summary>
    public static SqlSparkException DistinctWindow(WindowExpression window) =>
        SqlSparkException.Create("DISTINCT_WINDOW_FUNCTION_UNSUPPORTED", At(window), ("windowExpr", Sql(window)));

    /// <summary><c>WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE</c>, 42601.</summary>
    public static SqlSparkException WindowFunctionWithoutOver(UnresolvedFunction call) =>
        SqlSparkException.Create("WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE", At(call), ("funcName", ErrorFormat.SqlExpr($"{call.Name.ToLowerInvariant()}()")));

    /// <summary><c>_LEGACY_ERROR_TEMP_1039</c>: several time windows would multiply rows.</summary>
    public static SqlSparkException SeveralTimeWindows(Expression second) => SqlSparkException.Create("_LEGACY_ERROR_TEMP_1039", At(second));

    /// <summary><c>_LEGACY_ERROR_TEMP_1030</c>: FILTER and OVER.</summary>
    public static SqlSparkException FilteredWindow(WindowExpression window) => SqlSparkException.Create("_LEGACY_ERROR_TEMP_1030", At(window));

    /// <summary><c>_LEGACY_ERROR_TEMP_1031</c>: a window function inside of an aggregate.</summary>
    public static SqlSparkException AggregatedWindow(Expression aggregate) => SqlSparkException.Create("_LEGACY_ERROR_TEMP_1031", At(aggregate));

    /// <summary><c>_LEGACY_ERROR_TEMP_1035</c>: lag and lead with a frame.</summary>
    public static SqlSparkException FrameNotAllowed(WindowExpression window, string function) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_1035", At(window), ("prettyName", function));

    /// <summary><c>_LEGACY_ERROR_TEMP_1036</c>: another frame than the function's own.</summary>
    public static SqlSparkException FrameMismatch(WindowExpression window, WindowFrame frame, WindowFrame required) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_1036", At(window), ("wf", frame.Sql), ("required", required.Sql));

    /// <summary><c>_LEGACY_ERROR_TEMP_1037</c>: a window function needs an order.</summary>
    public static SqlSparkException WindowWithoutOrder(WindowExpression window, Expression function) =>
        SqlSparkException.Create("_LEGACY_ERROR_TEMP_1037", At(window), ("wf", PrettySql.Of(function)));

    /// <summary><c>UNSUPPORTED_EXPR_FOR_WINDOW</c>, 42P20.</summary>
    public static SqlSparkException UnsupportedWindowFunction(WindowExpression window, Expression function) =>
        SqlSparkException.Create("UNSUPPORTED_EXPR_FOR_WINDOW", At(window), ("sqlExpr", Sql(function)));

    /// <summary><c>DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES</c>, 42K09, or <c>MAP_FUNCTION_DIFF_TYPES</c>: a value is of another type than the elements or keys.</summary>
    public static SqlSparkException DifferentElementType(UnresolvedFunction call, EquatableArray<Expression> arguments, int container, int value)
    {
        var isMap = arguments[container].DataType is MapType;
        return SqlSparkException.Create(
            isMap ? "DATATYPE_MISMATCH.MAP_FUNCTION_DIFF_TYPES" : "DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES",
            call.Origin.ToQueryContext(),
            ("sqlExpr", ErrorFormat.SqlExpr($"{call.Name}({string.Join(", ", arguments.Select(PrettySql.Of))})")),
            ("functionName", ErrorFormat.SqlId(call.Name)),
            ("dataType", isMap ? "\"MAP\"" : "\"ARRAY\""),
            ("leftType", ErrorFormat.SqlType(arguments[Math.Min(container, value)].DataType)),
            ("rightType", ErrorFormat.SqlType(arguments[Math.Max(container, value)].DataType)));
    }
}
