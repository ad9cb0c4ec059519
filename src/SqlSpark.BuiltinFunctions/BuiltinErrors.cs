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
            ("sqlExpr", ErrorFormat.SqlExpr($"{call.Name}({string.Join(", ", call.Arguments.Select(a => a.Sql))})")),
            ("inputName", ErrorFormat.SqlId(parameter)),
            ("inputType", ErrorFormat.SqlType(type)),
            ("inputExpr", ErrorFormat.SqlExpr(call.Arguments[index].Sql)));

    /// <summary><c>INVALID_EXTRACT_FIELD</c>, 42601: there is no such field, or it is not supported yet.</summary>
    public static SqlSparkException InvalidExtractField(BindCall call, string field) =>
        SqlSparkException.Create("INVALID_EXTRACT_FIELD", null, ("field", ErrorFormat.SqlId(field)), ("expr", ErrorFormat.SqlExpr(call.Arguments[1].Sql)));
}
