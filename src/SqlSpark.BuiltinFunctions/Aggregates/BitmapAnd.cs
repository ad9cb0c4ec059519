using SqlSpark.BuiltinFunctions.Scalar.Bits;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>bitmap_and_agg(a)</c>: the bitwise AND of bitmaps.</summary>
/// <remarks>Spark: <c>BitmapAndAgg</c> in bitmapExpressions.scala. A bitmap that is too short counts as one that goes on with zeros.</remarks>
internal static class BitmapAnd
{
    public static readonly AggregateFunction Definition = new("bitmap_and_agg")
    {
        Group = FunctionGroup.Aggregate,
        Since = "4.1.0",
        Usage = "bitmap_and_agg(child) - Returns the bitwise AND of bitmaps, of 4096 bytes.",
        Examples = [new("SELECT substring(hex(bitmap_and_agg(col)), 0, 6) FROM VALUES (X'F0'), (X'70'), (X'30') AS tab(col)", "300000")],
        Overloads = [new([Bitmap.Pattern], Bitmap.Combine<Operation>)],
    };

    private readonly struct Operation : Bitmap.IBitmapOperation
    {
        public static byte Empty => 0xFF;

        public static byte Invoke(byte left, byte right) => (byte)(left & right);
    }
}
