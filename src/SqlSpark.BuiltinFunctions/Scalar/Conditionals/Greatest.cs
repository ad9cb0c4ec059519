using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Conditionals;

/// <summary><c>greatest(a, b, ...)</c>: the largest value; NULLs do not count.</summary>
/// <remarks>Spark: <c>Greatest</c> in arithmetic.scala.</remarks>
internal static class Greatest
{
    public static readonly ScalarFunction Definition = new("greatest")
    {
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "greatest(expr, ...) - Returns the largest of all arguments, NULL only when all are.",
        Examples = [new("SELECT greatest(10, 9, 2, 4, 3)", "10")],
        Overloads = [Extremes.Overload(isGreatest: true)],
    };
}
