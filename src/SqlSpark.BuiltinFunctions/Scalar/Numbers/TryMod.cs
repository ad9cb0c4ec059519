using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Configuration;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>try_mod(a, b)</c>: a % b, NULL when b is zero.</summary>
/// <remarks>Spark: <c>TryMod</c> in TryEval.scala.</remarks>
internal static class TryMod
{
    public static readonly ScalarFunction Definition = new("try_mod")
    {
        Group = FunctionGroup.Math,
        Since = "4.0.0",
        Usage = "try_mod(dividend, divisor) - Returns the remainder of dividend / divisor, or NULL when divisor is 0.",
        Examples = [new("SELECT try_mod(3, 2)", "1"), new("SELECT try_mod(1, 0)", "NULL")],
        RewriteArity = (2, 2),
        Rewrite = static call => new Arithmetic(
            ArithmeticOperator.Remainder, call.Arguments[0], call.Arguments[1], EvalMode.Try, call.Conf.Get(SqlConf.DecimalAllowPrecisionLoss)),
    };
}
