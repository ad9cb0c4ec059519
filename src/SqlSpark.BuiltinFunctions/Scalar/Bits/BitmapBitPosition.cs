using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Bits;

/// <summary><c>bitmap_bit_position(a)</c>: the bit that a number is in the bitmap of its bucket, from 0.</summary>
/// <remarks>Spark: <c>BitmapBitPosition</c> in bitmapExpressions.scala.</remarks>
internal static class BitmapBitPosition
{
    public static readonly ScalarFunction Definition = new("bitmap_bit_position")
    {
        Group = FunctionGroup.Misc,
        Since = "3.5.0",
        Usage = "bitmap_bit_position(child) - Returns the bit that child is in the bitmap of its bucket, from 0.",
        Examples = [new("SELECT bitmap_bit_position(1)", "0"), new("SELECT bitmap_bit_position(123)", "122")],
        Overloads = [Overload.Unary<long, long, Operation>()],
    };

    private readonly struct Operation : IUnaryOperation<long, long>
    {
        public static long Invoke(long value) => value > 0 ? (value - 1) % Bitmap.BitLength : unchecked(-value) % Bitmap.BitLength;
    }
}
