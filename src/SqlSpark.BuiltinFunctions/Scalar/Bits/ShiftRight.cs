using System.Numerics;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Bits;

/// <summary><c>shiftright(a, b)</c>: copies of the sign come in on the left.</summary>
/// <remarks>Spark: <c>ShiftRight</c> in bitwiseExpressions.scala. The count is taken modulo the width.</remarks>
internal static class ShiftRight
{
    public static readonly ScalarFunction Definition = new(">>")
    {
        Aliases = ["shiftright"],
        Printer = static (name, arguments) => name == ">>" ? $"({arguments[0]} >> {arguments[1]})" : $"{name}({arguments[0]}, {arguments[1]})",
        Group = FunctionGroup.Bitwise,
        Since = "1.5.0",
        Usage = "base >> exp - Returns the bits of base shifted by exp places: copies of the sign come in on the left.",
        Examples = [new("SELECT shiftright(4, 1)", "2")],
        Overloads =
        [
            Overload.Binary<int, int, int, Operation<int>>(isDense: true),
            Overload.Binary<long, int, long, Operation<long>>(isDense: true),
        ],
    };

    private readonly struct Operation<T> : IBinaryOperation<T, int, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Invoke(T value, int count) => value >> count;
    }
}
