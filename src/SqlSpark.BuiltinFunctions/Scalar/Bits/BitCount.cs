using System.Numerics;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Bits;

/// <summary><c>bit_count(a)</c>: how many bits are set.</summary>
/// <remarks>Spark: <c>BitwiseCount</c> in bitwiseExpressions.scala. Negative numbers of any type count as of 64 bits.</remarks>
internal static class BitCount
{
    public static readonly ScalarFunction Definition = new("bit_count")
    {
        Group = FunctionGroup.Bitwise,
        Since = "3.0.0",
        Usage = "bit_count(expr) - Returns how many bits of a whole number or boolean are set.",
        Examples = [new("SELECT bit_count(0)", "0")],
        Overloads = [Overload.Unary<bool, int, OfBoolean>(), Overload.Unary<long, int, OfNumber>(isDense: true)],
    };

    private readonly struct OfNumber : IUnaryOperation<long, int>
    {
        public static int Invoke(long value) => BitOperations.PopCount((ulong)value);
    }

    private readonly struct OfBoolean : IUnaryOperation<bool, int>
    {
        public static int Invoke(bool value) => value ? 1 : 0;
    }
}
