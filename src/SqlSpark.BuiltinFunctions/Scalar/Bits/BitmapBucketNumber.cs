using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Bits;

/// <summary><c>bitmap_bucket_number(a)</c>: the bucket of a number, whose bitmap it is a bit of.</summary>
/// <remarks>Spark: <c>BitmapBucketNumber</c> in bitmapExpressions.scala.</remarks>
internal static class BitmapBucketNumber
{
    public static readonly ScalarFunction Definition = new("bitmap_bucket_number")
    {
        Group = FunctionGroup.Misc,
        Since = "3.5.0",
        Usage = "bitmap_bucket_number(child) - Returns the number of the bucket of child, whose bitmap it is a bit of.",
        Examples = [new("SELECT bitmap_bucket_number(123)", "1"), new("SELECT bitmap_bucket_number(0)", "0")],
        Overloads = [Overload.Unary<long, long, Operation>()],
    };

    private readonly struct Operation : IUnaryOperation<long, long>
    {
        public static long Invoke(long value) => value > 0 ? 1 + ((value - 1) / Bitmap.BitLength) : value / Bitmap.BitLength;
    }
}
