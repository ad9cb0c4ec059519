using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Conditionals;

/// <summary><c>least(a, b, ...)</c>: the smallest value; NULLs do not count.</summary>
/// <remarks>Spark: <c>Least</c> in arithmetic.scala.</remarks>
internal static class Least
{
    public static readonly ScalarFunction Definition = new("least")
    {
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "least(expr, ...) - Returns the smallest of all arguments, NULL only when all are.",
        Examples = [new("SELECT least(10, 9, 2, 4, 3)", "2")],
        Overloads = [Extremes.Overload(isGreatest: false)],
    };
}
