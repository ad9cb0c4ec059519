using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>negative(a)</c>: -a.</summary>
/// <remarks>Spark: <c>UnaryMinus</c> in arithmetic.scala.</remarks>
internal static class Negative
{
    public static readonly ScalarFunction Definition = new("negative")
    {
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "negative(expr) - Returns -expr.",
        Examples = [new("SELECT negative(1)", "-1")],
        RewriteArity = (1, 1),
        Rewrite = static call => new UnaryMinus(call.Arguments[0], call.EvalMode),
    };
}
