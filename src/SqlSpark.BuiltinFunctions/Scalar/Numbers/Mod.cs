using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Configuration;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>mod(a, b)</c>: a % b.</summary>
/// <remarks>Spark: <c>Remainder</c> in arithmetic.scala.</remarks>
internal static class Mod
{
    public static readonly ScalarFunction Definition = new("mod")
    {
        Group = FunctionGroup.Math,
        Since = "2.3.0",
        Usage = "mod(expr1, expr2) - Returns the remainder of expr1 / expr2. REMAINDER_BY_ZERO if expr2 is 0 and ANSI mode is on, else NULL.",
        Examples = [new("SELECT mod(7, 4)", "3")],
        RewriteArity = (2, 2),
        Rewrite = static call => new Arithmetic(
            ArithmeticOperator.Remainder, call.Arguments[0], call.Arguments[1], call.EvalMode, call.Conf.Get(SqlConf.DecimalAllowPrecisionLoss)),
    };
}
