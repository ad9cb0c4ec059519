using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Configuration;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>try_add(a, b)</c>: a + b, NULL when it overflows.</summary>
/// <remarks>Spark: <c>TryAdd</c> in TryEval.scala.</remarks>
internal static class TryAdd
{
    public static readonly ScalarFunction Definition = new("try_add")
    {
        Group = FunctionGroup.Math,
        Since = "3.2.0",
        Usage = "try_add(expr1, expr2) - Returns expr1 + expr2, or NULL when the result overflows.",
        Examples = [new("SELECT try_add(2147483647, 1)", "NULL"), new("SELECT try_add(2, 3)", "5")],
        RewriteArity = (2, 2),
        Rewrite = static call => new Arithmetic(
            ArithmeticOperator.Add, call.Arguments[0], call.Arguments[1], EvalMode.Try, call.Conf.Get(SqlConf.DecimalAllowPrecisionLoss)),
    };
}
