using System.Numerics;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Bits;

/// <summary><c>bitmap_count(a)</c>: the bits that are set in a bitmap.</summary>
/// <remarks>Spark: <c>BitmapCount</c> in bitmapExpressions.scala.</remarks>
internal static class BitmapCount
{
    public static readonly ScalarFunction Definition = new("bitmap_count")
    {
        Group = FunctionGroup.Misc,
        Since = "3.5.0",
        Usage = "bitmap_count(child) - Returns the number of bits that are set in a bitmap.",
        Examples = [new("SELECT bitmap_count(X'1010')", "2"), new("SELECT bitmap_count(X'FFFF')", "16"), new("SELECT bitmap_count(X'0')", "0")],
        Overloads = [Overload.Unary<Utf8View, long, Operation>(Bitmap.Pattern)],
    };

    private readonly struct Operation : IUnaryOperation<Utf8View, long>
    {
        public static long Invoke(Utf8View value)
        {
            var count = 0L;
            foreach (var octet in value.Bytes)
                count += BitOperations.PopCount(octet);
            return count;
        }
    }
}
