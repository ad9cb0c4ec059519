using System.Globalization;
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

    /// <summary><c>DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE</c>, 42K09: the first argument is of another type, and not cast.</summary>
    public static SqlSparkException UnexpectedType(BindCall call, string type) =>
        SqlSparkException.Create(
            "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
            null,
            ("sqlExpr", Sql(call)),
            ("paramIndex", "first"),
            ("requiredType", ErrorFormat.SqlType(type)),
            ("inputSql", ErrorFormat.SqlExpr(call.Arguments[0].Sql)),
            ("inputType", ErrorFormat.SqlType(call.Type(0).Sql)));

    /// <summary><c>DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE</c>, 42K09: a constant that is too small or too large.</summary>
    public static SqlSparkException OutOfRange(BindCall call, string parameter, string range, long value) =>
        SqlSparkException.Create(
            "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
            null,
            ("sqlExpr", Sql(call)),
            ("exprName", parameter),
            ("valueRange", range),
            ("currentValue", value.ToString(CultureInfo.InvariantCulture)));

    /// <summary><c>INVALID_EXTRACT_FIELD</c>, 42601: there is no such field, or it is not supported yet.</summary>
    public static SqlSparkException InvalidExtractField(BindCall call, string field) =>
        SqlSparkException.Create("INVALID_EXTRACT_FIELD", null, ("field", ErrorFormat.SqlId(field)), ("expr", ErrorFormat.SqlExpr(call.Arguments[1].Sql)));

    private static string Sql(BindCall call) => ErrorFormat.SqlExpr($"{call.Name}({string.Join(", ", call.Arguments.Select(a => a.Sql))})");
}
