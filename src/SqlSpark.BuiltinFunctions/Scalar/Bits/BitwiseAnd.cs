using System.Numerics;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Bits;

/// <summary><c>a &amp; b</c>: bitwise AND of two integers of one type.</summary>
/// <remarks>Spark: <c>BitwiseAnd</c> in bitwiseExpressions.scala.</remarks>
internal static class BitwiseAnd
{
    public static readonly ScalarFunction Definition = new("&")
    {
        Printer = static (_, arguments) => $"({arguments[0]} & {arguments[1]})",
        Group = FunctionGroup.Bitwise,
        Since = "1.4.0",
        Usage = "expr1 & expr2 - Returns the bitwise AND of expr1 and expr2.",
        Examples = [new("SELECT 3 & 5", "1")],
        Overloads = [IntegerOverloads.Binary<Operation<sbyte>, Operation<short>, Operation<int>, Operation<long>>()],
    };

    private readonly struct Operation<T> : IBinaryOperation<T, T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Invoke(T left, T right) => left & right;
    }
}
