using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;

namespace SqlSpark.BuiltinFunctions;

/// <summary>The errors that binders of built-in functions raise.</summary>
internal static class BuiltinErrors
{
    /// <summary><c>DATATYPE_MISMATCH.NON_FOLDABLE_INPUT</c>, 42K09: an argument must be a constant.</summary>
    /// <param name="call">The call.</param>
    /// <param name="index">The argument's position.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="type">The type that it takes, as SQL.</param>
    public static SqlSparkException NotFoldable(BindCall call, int index, string parameter, string type) =>
        SqlSparkException.Create(
            "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
            null,
            ("sqlExpr", Sql(call)),
            ("inputName", ErrorFormat.SqlId(parameter)),
            ("inputType", ErrorFormat.SqlType(type)),
            ("inputExpr", ErrorFormat.SqlExpr(call.Arguments[index].Sql)));

    /// <summary><c>DATATYPE_MISMATCH.FRAME_LESS_OFFSET_WITHOUT_FOLDABLE</c>, 42K09: the distance of lag and lead must be a constant.</summary>
    public static SqlSparkException OffsetNotFoldable(BindCall call, int index) =>
        SqlSparkException.Create(
            "DATATYPE_MISMATCH.FRAME_LESS_OFFSET_WITHOUT_FOLDABLE", null, ("sqlExpr", Sql(call)), ("offset", ErrorFormat.SqlExpr(call.Arguments[index].Sql)));

    /// <summary><c>DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE</c>, 42K09.</summary>
    /// <param name="call">The call.</param>
    /// <param name="index">The argument's position.</param>
    /// <param name="typeNames">The types that it may have, as SQL.</param>
    public static SqlSparkException UnexpectedType(BindCall call, int index, IReadOnlyList<string> typeNames) =>
        SqlSparkException.Create(
            "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
            null,
            ("sqlExpr", Sql(call)),
            ("paramIndex", InputTypes.Ordinal(index)),
            ("requiredType", typeNames.Count == 1 ? $"\"{typeNames[0]}\"" : $"({string.Join(" or ", typeNames.Select(n => $"\"{n}\""))})"),
            ("inputSql", ErrorFormat.SqlExpr(PrettySql.Of(call.Arguments[index]))),
            ("inputType", ErrorFormat.SqlType(call.Type(index))));

    /// <summary><c>DATATYPE_MISMATCH.UNEXPECTED_NULL</c>, 42K09.</summary>
    public static SqlSparkException UnexpectedNull(BindCall call, string parameter) =>
        SqlSparkException.Create("DATATYPE_MISMATCH.UNEXPECTED_NULL", null, ("sqlExpr", Sql(call)), ("exprName", ErrorFormat.SqlId(parameter)));

    /// <summary><c>DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE</c>, 42K09.</summary>
    public static SqlSparkException OutOfRange(BindCall call, string parameter, string range, string value) =>
        SqlSparkException.Create(
            "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
            null,
            ("sqlExpr", Sql(call)),
            ("exprName", ErrorFormat.SqlId(parameter)),
            ("valueRange", range),
            ("currentValue", value));

    /// <summary><c>WRONG_NUM_ARGS.WITHOUT_SUGGESTION</c>, 42605, for a number that overloads cannot tell.</summary>
    public static SqlSparkException WrongArgumentCount(BindCall call, string expected) =>
        SqlSparkException.Create(
            "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
            null,
            ("functionName", ErrorFormat.SqlId(call.Name)),
            ("expectedNum", expected),
            ("actualNum", call.Arguments.Count.ToString(CultureInfo.InvariantCulture)),
            ("docroot", "https://spark.apache.org/docs/latest"));

    /// <summary>The call as messages quote it.</summary>
    public static string Sql(BindCall call) => ErrorFormat.SqlExpr($"{call.Name}({string.Join(", ", call.Arguments.Select(PrettySql.Of))})");

    /// <summary><c>INVALID_EXTRACT_FIELD</c>, 42601: there is no such field, or it is not supported yet.</summary>
    public static SqlSparkException InvalidExtractField(BindCall call, string field) =>
        SqlSparkException.Create("INVALID_EXTRACT_FIELD", null, ("field", ErrorFormat.SqlId(field)), ("expr", ErrorFormat.SqlExpr(call.Arguments[1].Sql)));
}
