using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Configuration;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>try_multiply(a, b)</c>: a * b, NULL when it overflows.</summary>
/// <remarks>Spark: <c>TryMultiply</c> in TryEval.scala.</remarks>
internal static class TryMultiply
{
    public static readonly ScalarFunction Definition = new("try_multiply")
    {
        Group = FunctionGroup.Math,
        Since = "3.3.0",
        Usage = "try_multiply(expr1, expr2) - Returns expr1 * expr2, or NULL when the result overflows.",
        Examples = [new("SELECT try_multiply(2147483647, 2)", "NULL"), new("SELECT try_multiply(2, 3)", "6")],
        RewriteArity = (2, 2),
        Rewrite = static call => new Arithmetic(
            ArithmeticOperator.Multiply, call.Arguments[0], call.Arguments[1], EvalMode.Try, call.Conf.Get(SqlConf.DecimalAllowPrecisionLoss)),
    };
}
