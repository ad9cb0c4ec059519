using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>right(s, n)</c>: the last characters.</summary>
/// <remarks>Spark: <c>Right</c> in stringExpressions.scala.</remarks>
internal static class RightPart
{
    public static readonly ScalarFunction Definition = new("right")
    {
        Group = FunctionGroup.String,
        Since = "2.3.0",
        Usage = "right(str, len) - Returns the last len characters of str.",
        Examples = [new("SELECT right('Spark SQL', 3)", "SQL")],
        RewriteArity = (2, 2),
        Rewrite = static call => new If(
            new IsNull(call.Arguments[0]),
            Literal.Null(StringType.Instance),
            new If(
                Comparison.LessThanOrEqual(call.Arguments[1], Literal.Int(0)),
                Literal.String(""),
                new UnresolvedFunction("substring", call.Arguments[0], new UnaryMinus(call.Arguments[1], EvalMode.Legacy)))),
    };
}
