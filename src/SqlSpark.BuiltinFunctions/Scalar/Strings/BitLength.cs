using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>bit_length(s)</c>: the bits of a string or binary.</summary>
/// <remarks>Spark: <c>BitLength</c> in stringExpressions.scala.</remarks>
internal static class BitLength
{
    public static readonly ScalarFunction Definition = new("bit_length")
    {
        Group = FunctionGroup.String,
        Since = "2.3.0",
        Usage = "bit_length(expr) - Returns the number of bits of a string or binary.",
        Examples = [new("SELECT bit_length('Spark SQL')", "72"), new("SELECT bit_length(x'537061726b2053514c')", "72")],
        Overloads =
        [
            Overload.Unary<Utf8View, int, Operation>(isDense: true),
            Overload.Unary<Utf8View, int, Operation>(BinaryType.Instance, isDense: true),
        ],
    };

    private readonly struct Operation : IUnaryOperation<Utf8View, int>
    {
        public static int Invoke(Utf8View value) => value.Length * 8;
    }
}
