using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Miscellaneous;

/// <summary><c>assert_true(condition, message)</c>: NULL, or an error when the condition is not TRUE.</summary>
/// <remarks>Spark: <c>AssertTrue</c> in misc.scala.</remarks>
internal static class AssertTrue
{
    public static readonly ScalarFunction Definition = new("assert_true")
    {
        Printer = static (name, arguments) => $"{name}({arguments[0]}, {(arguments.Count > 1 ? arguments[1] : $"'{arguments[0]}' is not true!")})",
        Group = FunctionGroup.Misc,
        Since = "2.0.0",
        Usage = "assert_true(expr[, message]) - Raises USER_RAISED_EXCEPTION if expr is not TRUE, else returns NULL.",
        Examples = [new("SELECT assert_true(0 < 1)", "NULL")],
        RewriteArity = (1, 2),
        Rewrite = static call => new If(
            new Cast(call.Arguments[0], BooleanType.Instance, call.EvalMode, call.TimeZone, IsImplicit: true),
            Literal.NullVoid,
            new UnresolvedFunction("raise_error", call.Arguments.Count > 1 ? call.Arguments[1] : Literal.String($"'{PrettySql.Of(call.Arguments[0])}' is not true!"))),
    };
}
