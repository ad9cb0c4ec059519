using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Analysis;

/// <content>SQL functions.</content>
internal static partial class AnalysisErrors
{
    /// <summary><c>CYCLIC_FUNCTION_REFERENCE</c>, 42887.</summary>
    public static SqlSparkException CyclicFunctions(EquatableArray<EquatableArray<string>> path) =>
        SqlSparkException.Create("CYCLIC_FUNCTION_REFERENCE", Here, ("path", string.Join(" -> ", path.Select(Id))));

    /// <summary><c>NOT_A_TABLE_FUNCTION</c>, 42887.</summary>
    public static SqlSparkException NotATableFunction(SqlFunction function) =>
        SqlSparkException.Create("NOT_A_TABLE_FUNCTION", Here, ("functionName", Id(function.Name)));

    /// <summary><c>NOT_A_SCALAR_FUNCTION</c>, 42887.</summary>
    public static SqlSparkException NotAScalarFunction(UnresolvedFunction call, SqlFunction function) =>
        SqlSparkException.Create("NOT_A_SCALAR_FUNCTION", At(call), ("functionName", Id(function.Name)));

    /// <summary><c>UNSUPPORTED_SQL_UDF_USAGE</c>, 0A000.</summary>
    public static SqlSparkException SqlFunctionNotAllowed(RewriteCall call, LogicalPlan plan) => SqlSparkException.Create(
        "UNSUPPORTED_SQL_UDF_USAGE", At(call), ("functionName", Id(call.Function.Name.Split('.').ToEquatableArray())), ("nodeName", plan.GetType().Name));

    /// <summary><c>UNSUPPORTED_FEATURE.LAMBDA_FUNCTION_WITH_SQL_UDF</c>, 0A000.</summary>
    public static SqlSparkException SqlFunctionInLambda(UnresolvedFunction call, SqlFunction function) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.LAMBDA_FUNCTION_WITH_SQL_UDF", At(call), ("funcName", Id(function.Name)));

    /// <summary><c>UNSUPPORTED_FEATURE.OPERATOR</c>, 0A000: an argument that cannot be put into the body.</summary>
    public static SqlSparkException UnsupportedSqlFunctionArgument(UnresolvedFunction call, SqlFunction function, string argument) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.OPERATOR", At(call), ("operator", $"a call of {Id(function.Name)} with {argument}"));

    /// <summary><c>DUPLICATE_ROUTINE_PARAMETER_NAMES</c>, 42734.</summary>
    public static SqlSparkException DuplicateParameters(SqlFunction function, IEnumerable<string> names) => SqlSparkException.Create(
        "DUPLICATE_ROUTINE_PARAMETER_NAMES", Here, ("routineName", Id([function.Name[^1]])), ("names", string.Join(", ", names.Select(n => ErrorFormat.SqlId(n)))));

    /// <summary><c>DUPLICATE_ROUTINE_RETURNS_COLUMNS</c>, 42711.</summary>
    public static SqlSparkException DuplicateReturnColumns(SqlFunction function, IEnumerable<string> names) => SqlSparkException.Create(
        "DUPLICATE_ROUTINE_RETURNS_COLUMNS", Here, ("routineName", Id([function.Name[^1]])), ("columns", string.Join(", ", names.Select(n => ErrorFormat.SqlId(n)))));

    /// <summary><c>UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING</c>, 0A000.</summary>
    public static SqlSparkException BoundedText() => SqlSparkException.Create("UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING", Here);

    /// <summary><c>USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_PARAMETER_POSITION</c>, 42601.</summary>
    public static SqlSparkException DefaultBeforeParameter(SqlFunction function, SqlFunctionParameter parameter, SqlFunctionParameter next) => SqlSparkException.Create(
        "USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_PARAMETER_POSITION", Here,
        ("functionName", function.Name[^1]), ("parameterName", parameter.Name), ("nextParameterName", next.Name));

    /// <summary><c>USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_EXPRESSION</c>, 42601.</summary>
    public static SqlSparkException SubqueryInDefault(SqlFunction function, SqlFunctionParameter parameter) => SqlSparkException.Create(
        "USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_EXPRESSION", Here, ("functionName", function.Name[^1]), ("parameterName", parameter.Name));

    /// <summary><c>USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX_FUNCTIONS</c>, 42601.</summary>
    public static SqlSparkException ComplexFunctionBody(SqlFunction function) =>
        SqlSparkException.Create("USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX_FUNCTIONS", Here, ("queryText", $"\"{function.BodyText}\""));

    /// <summary><c>USER_DEFINED_FUNCTIONS.SQL_TABLE_UDF_BODY_MUST_BE_A_QUERY</c>, 42601.</summary>
    public static SqlSparkException TableFunctionBody(SqlFunction function) =>
        SqlSparkException.Create("USER_DEFINED_FUNCTIONS.SQL_TABLE_UDF_BODY_MUST_BE_A_QUERY", Here, ("name", function.Name[^1]));

    /// <summary><c>USER_DEFINED_FUNCTIONS.SQL_TABLE_UDF_MISSING_COLUMN_NAMES</c>, 42601.</summary>
    public static SqlSparkException TableFunctionColumnNames(SqlFunction function) =>
        SqlSparkException.Create("USER_DEFINED_FUNCTIONS.SQL_TABLE_UDF_MISSING_COLUMN_NAMES", Here, ("functionName", function.Name[^1]));

    /// <summary><c>USER_DEFINED_FUNCTIONS.RETURN_COLUMN_COUNT_MISMATCH</c>, 42601.</summary>
    public static SqlSparkException FunctionColumnCount(SqlFunction function, int returned, int declared) => SqlSparkException.Create(
        "USER_DEFINED_FUNCTIONS.RETURN_COLUMN_COUNT_MISMATCH", Here, ("name", function.Name[^1]), ("outputSize", Number(returned)), ("returnParamSize", Number(declared)));

    /// <summary><c>INVALID_TEMP_OBJ_REFERENCE</c>, 42K0F.</summary>
    public static SqlSparkException TemporaryObjectInBody(string kind, EquatableArray<string> name, string temporaryKind, EquatableArray<string> temporary) =>
        SqlSparkException.Create(
            "INVALID_TEMP_OBJ_REFERENCE", Here, ("obj", kind), ("objName", Id(name)), ("tempObj", temporaryKind), ("tempObjName", Id(temporary)));

    /// <summary><c>INVALID_SQL_FUNCTION_DATA_ACCESS</c>, 42K0E.</summary>
    public static SqlSparkException FunctionReadsData() => SqlSparkException.Create("INVALID_SQL_FUNCTION_DATA_ACCESS", Here);
}
