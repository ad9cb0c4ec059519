using System.Globalization;
using SqlSpark.BuiltinFunctions.Scalar.Bits;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>bitmap_construct_agg(a)</c>: a bitmap in which the bits are set that the values say.</summary>
/// <remarks>Spark: <c>BitmapConstructAgg</c> in bitmapExpressions.scala. INVALID_BITMAP_POSITION.</remarks>
internal static class BitmapConstruct
{
    public static readonly AggregateFunction Definition = new("bitmap_construct_agg")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.5.0",
        Usage = "bitmap_construct_agg(child) - Returns a bitmap with the bits that the values say, as bitmap_bit_position gives them.",
        Examples =
        [
            new("SELECT substring(hex(bitmap_construct_agg(bitmap_bit_position(col))), 0, 6) FROM VALUES (1), (2), (3) AS tab(col)", "070000"),
            new("SELECT bitmap_count(bitmap_construct_agg(bitmap_bit_position(col))) FROM VALUES (1), (1), (NULL) AS tab(col)", "1"),
        ],
        Overloads =
        [
            new(
                [LongType.Instance],
                static _ => new BoundAggregate(BinaryType.Instance, false, true, static context => new BlobKernel<Operation>(default, context)) { IgnoresDuplicates = true }),
        ],
    };

    private static readonly RowErrorKind OutOfBounds = new("INVALID_BITMAP_POSITION", "bitPosition", "bitmapNumBytes", "bitmapNumBits");

    private struct Operation : IBlobOperation
    {
        public readonly int ByteLength => Bitmap.ByteLength;

        public readonly bool TryAdd(Span<byte> state, in Arguments arguments, int row, out long fault)
        {
            var position = fault = (long)StateColumns.Integer(arguments[0], row);
            if (position is < 0 or >= Bitmap.BitLength)
                return false;
            state[(int)(position / 8)] |= (byte)(1 << (int)(position % 8));
            return true;
        }

        public readonly void Merge(Span<byte> into, ReadOnlySpan<byte> from)
        {
            for (var i = 0; i < into.Length; i++)
                into[i] |= from[i];
        }

        public readonly void Finish(ReadOnlySpan<byte> state, VectorWriter result, int row) => result.SetBytes(row, state);

        public readonly RowError Error(long fault) => new(
            OutOfBounds,
            fault.ToString(CultureInfo.InvariantCulture),
            Bitmap.ByteLength.ToString(CultureInfo.InvariantCulture),
            Bitmap.BitLength.ToString(CultureInfo.InvariantCulture));
    }
}
