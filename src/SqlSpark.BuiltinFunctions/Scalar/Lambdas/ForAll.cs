using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary><c>forall(a, x -> condition)</c>: whether the condition is TRUE for all elements.</summary>
/// <remarks>Spark: <c>ArrayForAll</c> in higherOrderFunctions.scala.</remarks>
internal static class ForAll
{
    public static readonly ScalarFunction Definition = new("forall")
    {
        Group = FunctionGroup.Lambda,
        Since = "3.0.0",
        Usage = "forall(expr, func) - Returns whether func is TRUE for all elements of expr; NULL when that hangs on NULLs.",
        Examples = [new("SELECT forall(array(1, 2, 3), x -> x % 2 == 0)", "false"), new("SELECT forall(array(1, NULL, 3), x -> x % 2 == 1)", "NULL")],
        LambdaParameters = static (call, index) => index == 1 ? LambdaTypes.Element(call) : null,
        Overloads = [Overload.Bound([TypePattern.Array, TypePattern.Lambda], static call => Quantifiers.Bind(call, isExists: false))],
    };
}
