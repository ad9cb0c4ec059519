using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary><c>exists(a, x -> condition)</c>: whether the condition is TRUE for some element.</summary>
/// <remarks>Spark: <c>ArrayExists</c> in higherOrderFunctions.scala.</remarks>
internal static class Exists
{
    public static readonly ScalarFunction Definition = new("exists")
    {
        Group = FunctionGroup.Lambda,
        Since = "2.4.0",
        Usage = "exists(expr, func) - Returns whether func is TRUE for some element of expr; NULL when that hangs on NULLs.",
        Examples = [new("SELECT exists(array(1, 2, 3), x -> x % 2 == 0)", "true"), new("SELECT exists(array(1, NULL, 3), x -> x % 2 == 0)", "NULL")],
        LambdaParameters = static (call, index) => index == 1 ? LambdaTypes.Element(call) : null,
        Overloads = [Overload.Bound([TypePattern.Array, TypePattern.Lambda], static call => Quantifiers.Bind(call, isExists: true))],
    };
}
