using SqlSpark.BuiltinFunctions.Scalar.Bits;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>bitmap_or_agg(a)</c>: the bitwise OR of bitmaps.</summary>
/// <remarks>Spark: <c>BitmapOrAgg</c> in bitmapExpressions.scala. A bitmap that is too short counts as one that goes on with zeros.</remarks>
internal static class BitmapOr
{
    public static readonly AggregateFunction Definition = new("bitmap_or_agg")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.5.0",
        Usage = "bitmap_or_agg(child) - Returns the bitwise OR of bitmaps, of 4096 bytes.",
        Examples = [new("SELECT substring(hex(bitmap_or_agg(col)), 0, 6) FROM VALUES (X'10'), (X'20'), (X'40') AS tab(col)", "700000")],
        Overloads = [new([Bitmap.Pattern], Bitmap.Combine<Operation>)],
    };

    private readonly struct Operation : Bitmap.IBitmapOperation
    {
        public static byte Empty => 0;

        public static byte Invoke(byte left, byte right) => (byte)(left | right);
    }
}
