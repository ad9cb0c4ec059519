using System.Numerics;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Bits;

/// <summary><c>~a</c>: the bits of an integer, each reversed.</summary>
/// <remarks>Spark: <c>BitwiseNot</c> in bitwiseExpressions.scala.</remarks>
internal static class BitwiseNot
{
    public static readonly ScalarFunction Definition = new("~")
    {
        Printer = static (_, arguments) => $"~{arguments[0]}",
        Group = FunctionGroup.Bitwise,
        Since = "1.4.0",
        Usage = "~ expr - Returns the bitwise NOT of expr.",
        Examples = [new("SELECT ~ 0", "-1")],
        Overloads = [IntegerOverloads.Unary<Operation<sbyte>, Operation<short>, Operation<int>, Operation<long>>()],
    };

    private readonly struct Operation<T> : IUnaryOperation<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Invoke(T value) => ~value;
    }
}
