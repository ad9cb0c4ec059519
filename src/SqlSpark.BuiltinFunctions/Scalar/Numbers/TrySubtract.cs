using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Configuration;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>try_subtract(a, b)</c>: a - b, NULL when it overflows.</summary>
/// <remarks>Spark: <c>TrySubtract</c> in TryEval.scala.</remarks>
internal static class TrySubtract
{
    public static readonly ScalarFunction Definition = new("try_subtract")
    {
        Group = FunctionGroup.Math,
        Since = "3.3.0",
        Usage = "try_subtract(expr1, expr2) - Returns expr1 - expr2, or NULL when the result overflows.",
        Examples = [new("SELECT try_subtract(2147483647, -1)", "NULL"), new("SELECT try_subtract(2, 3)", "-1")],
        RewriteArity = (2, 2),
        Rewrite = static call => new Arithmetic(
            ArithmeticOperator.Subtract, call.Arguments[0], call.Arguments[1], EvalMode.Try, call.Conf.Get(SqlConf.DecimalAllowPrecisionLoss)),
    };
}
