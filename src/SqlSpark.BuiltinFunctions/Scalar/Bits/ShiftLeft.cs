using System.Numerics;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Bits;

/// <summary><c>shiftleft(a, b)</c>: zeros come in on the right.</summary>
/// <remarks>Spark: <c>ShiftLeft</c> in bitwiseExpressions.scala. The count is taken modulo the width.</remarks>
internal static class ShiftLeft
{
    public static readonly ScalarFunction Definition = new("<<")
    {
        Aliases = ["shiftleft"],
        Printer = static (name, arguments) => name == "<<" ? $"({arguments[0]} << {arguments[1]})" : $"{name}({arguments[0]}, {arguments[1]})",
        Group = FunctionGroup.Bitwise,
        Since = "1.5.0",
        Usage = "base << exp - Returns the bits of base shifted by exp places: zeros come in on the right.",
        Examples = [new("SELECT shiftleft(2, 1)", "4")],
        Overloads =
        [
            Overload.Binary<int, int, int, Operation<int>>(isDense: true),
            Overload.Binary<long, int, long, Operation<long>>(isDense: true),
        ],
    };

    private readonly struct Operation<T> : IBinaryOperation<T, int, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Invoke(T value, int count) => value << count;
    }
}
