using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Session variables and EXECUTE IMMEDIATE.</content>
internal static partial class AnalysisErrors
{
    /// <summary><c>UNRESOLVED_VARIABLE</c>, 42883.</summary>
    public static SqlSparkException UnresolvedVariable(EquatableArray<string> name) =>
        SqlSparkException.Create("UNRESOLVED_VARIABLE", Here, ("variableName", Id(name)), ("searchPath", Id(["SYSTEM", "SESSION"])));

    /// <summary><c>DUPLICATE_VARIABLE_NAME_INSIDE_DECLARE</c>, 42734.</summary>
    public static SqlSparkException VariableDeclaredTwice(EquatableArray<string> name) =>
        SqlSparkException.Create("DUPLICATE_VARIABLE_NAME_INSIDE_DECLARE", Here, ("variableName", Id(name)));

    /// <summary><c>INVALID_DEFAULT_VALUE.SUBQUERY_EXPRESSION</c>, 42623.</summary>
    public static SqlSparkException SubqueryInVariableDefault(EquatableArray<string> name, string text) => SqlSparkException.Create(
        "INVALID_DEFAULT_VALUE.SUBQUERY_EXPRESSION", Here, ("statement", "DECLARE VARIABLE"), ("colName", Id(["system", "session", name[^1]])), ("defaultValue", text));

    /// <summary><c>INVALID_DEFAULT_VALUE.DATA_TYPE</c>, 42623.</summary>
    public static SqlSparkException VariableDefaultType(EquatableArray<string> name, string text, DataType expected, DataType actual) => SqlSparkException.Create(
        "INVALID_DEFAULT_VALUE.DATA_TYPE",
        Here,
        ("statement", "DECLARE VARIABLE"),
        ("colName", Id(["system", "session", name[^1]])),
        ("expectedType", Type(expected)),
        ("defaultValue", text),
        ("actualType", Type(actual)));

    /// <summary><c>DUPLICATE_ASSIGNMENTS</c>, 42701.</summary>
    public static SqlSparkException AssignedTwice(IEnumerable<string> names) =>
        SqlSparkException.Create("DUPLICATE_ASSIGNMENTS", Here, ("nameList", string.Join(", ", names.Select(n => ErrorFormat.SqlId(n)))));

    /// <summary><c>ASSIGNMENT_ARITY_MISMATCH</c>, 42802.</summary>
    public static SqlSparkException AssignmentCount(int targets, int values) =>
        SqlSparkException.Create("ASSIGNMENT_ARITY_MISMATCH", Here, ("numTarget", Number(targets)), ("numExpr", Number(values)));

    /// <summary><c>INVALID_EXPR_TYPE_FOR_QUERY_EXECUTE_IMMEDIATE</c>, 42K09.</summary>
    public static SqlSparkException ExecutedType(Expression text) =>
        SqlSparkException.Create("INVALID_EXPR_TYPE_FOR_QUERY_EXECUTE_IMMEDIATE", At(text), ("exprType", Type(text.DataType)));

    /// <summary><c>NULL_QUERY_STRING_EXECUTE_IMMEDIATE</c>, 22004.</summary>
    public static SqlSparkException ExecutedNull(Expression text) =>
        SqlSparkException.Create("NULL_QUERY_STRING_EXECUTE_IMMEDIATE", At(text), ("varName", Sql(text)));

    /// <summary><c>UNSUPPORTED_FEATURE.OPERATOR</c>, 0A000: an argument of USING that depends on more than constants.</summary>
    public static SqlSparkException ArgumentNotConstant(Expression argument) =>
        SqlSparkException.Create("UNSUPPORTED_FEATURE.OPERATOR", At(argument), ("operator", "an argument of EXECUTE IMMEDIATE that is no constant"));
}
