using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Configuration;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>try_divide(a, b)</c>: a / b, NULL when b is zero.</summary>
/// <remarks>Spark: <c>TryDivide</c> in TryEval.scala.</remarks>
internal static class TryDivide
{
    public static readonly ScalarFunction Definition = new("try_divide")
    {
        Group = FunctionGroup.Math,
        Since = "3.2.0",
        Usage = "try_divide(dividend, divisor) - Returns dividend / divisor, or NULL when divisor is 0.",
        Examples = [new("SELECT try_divide(3, 2)", "1.5"), new("SELECT try_divide(1, 0)", "NULL")],
        RewriteArity = (2, 2),
        Rewrite = static call => new Arithmetic(
            ArithmeticOperator.Divide, call.Arguments[0], call.Arguments[1], EvalMode.Try, call.Conf.Get(SqlConf.DecimalAllowPrecisionLoss)),
    };
}
