using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Bits;

/// <summary>Bitmaps of distinct numbers: a number is a bit of the bitmap of its bucket. Spark: <c>BitmapExpressionUtils</c>.</summary>
internal static class Bitmap
{
    /// <summary>Bytes of a bitmap.</summary>
    public const int ByteLength = 4 * 1024;

    /// <summary>Bits of a bitmap.</summary>
    public const int BitLength = 8 * ByteLength;

    /// <summary>A bitmap, not cast from anything.</summary>
    public static TypePattern Pattern { get; } = TypePattern.Uncast(BinaryType.Instance);

    /// <summary>Adds a bitmap to those before it.</summary>
    public static BoundAggregate Combine<TOp>(BindCall call)
        where TOp : struct, IBitmapOperation =>
        new(BinaryType.Instance, false, true, static context => new Aggregates.BlobKernel<Combination<TOp>>(default, context)) { IgnoresDuplicates = true };

    private static readonly RowErrorKind TooLarge = new("BITMAP_INPUT_TOO_LARGE", "inputNumBytes", "maxNumBytes");

    /// <summary>AND or OR of the bytes of bitmaps.</summary>
    internal interface IBitmapOperation
    {
        /// <summary>The bytes of no bitmap, and what a bitmap that is too short does not touch.</summary>
        static abstract byte Empty { get; }

        static abstract byte Invoke(byte left, byte right);
    }

    private struct Combination<TOp> : Aggregates.IBlobOperation
        where TOp : struct, IBitmapOperation
    {
        public readonly int ByteLength => Bitmap.ByteLength;

        public readonly void Initialize(Span<byte> state) => state.Fill(TOp.Empty);

        public readonly bool TryAdd(Span<byte> state, in Arguments arguments, int row, out long fault)
        {
            var view = Aggregates.StateColumns.Bytes(arguments[0], row);
            fault = view.Length;
            if (view.Length > Bitmap.ByteLength)
                return false;
            var bytes = view.Bytes;
            for (var i = 0; i < bytes.Length; i++)
                state[i] = TOp.Invoke(state[i], bytes[i]);

            // What a short bitmap lacks counts as zeros.
            for (var i = bytes.Length; i < state.Length; i++)
                state[i] = TOp.Invoke(state[i], 0);
            return true;
        }

        public readonly void Merge(Span<byte> into, ReadOnlySpan<byte> from)
        {
            for (var i = 0; i < into.Length; i++)
                into[i] = TOp.Invoke(into[i], from[i]);
        }

        public readonly void Finish(ReadOnlySpan<byte> state, VectorWriter result, int row) => result.SetBytes(row, state);

        public readonly RowError Error(long fault) => new(
            TooLarge, fault.ToString(System.Globalization.CultureInfo.InvariantCulture), Bitmap.ByteLength.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
