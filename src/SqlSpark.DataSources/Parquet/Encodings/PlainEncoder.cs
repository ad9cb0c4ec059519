using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Writes values of a fixed width in encodings PLAIN and BYTE_STREAM_SPLIT. Parquet: Encodings.md. Byte arrays:
/// <see cref="ByteArrayEncoder"/>.
/// </summary>
internal static unsafe class PlainEncoder
{
    /// <summary>Writes INT32, INT64, FLOAT or DOUBLE.</summary>
    /// <param name="values">The values, without those of null rows.</param>
    /// <param name="target">Where the bytes go.</param>
    public static void Encode<T>(ReadOnlySpan<T> values, EncodingBuffer target)
        where T : unmanaged => target.Write(MemoryMarshal.AsBytes(values));

    /// <summary>Writes booleans.</summary>
    /// <param name="words">A bitmap of values, without those of null rows.</param>
    /// <param name="firstRow">The first bit to write.</param>
    /// <param name="count">How many.</param>
    /// <param name="target">Where the bytes go. Bits of the last byte that belong to no value are zero: a page's booleans come in one call.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EncodeBooleans(ReadOnlySpan<ulong> words, int firstRow, int count, EncodingBuffer target)
    {
        for (var row = 0; row < count; row += 64)
        {
            var step = Math.Min(64, count - row);
            Unsafe.WriteUnaligned(target.Reserve(8), Bitmaps.Read(words, firstRow + row, step));
            target.Advance((step + 7) >>> 3);
        }
    }

    /// <summary>Writes decimals as two's complement, most significant byte first.</summary>
    /// <param name="values">Unscaled values that fit <paramref name="width"/> bytes.</param>
    /// <param name="width">Bytes of each, 1 to 16.</param>
    /// <param name="target">Where the bytes go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EncodeDecimals(ReadOnlySpan<Int128> values, int width, EncodingBuffer target)
    {
        // Each is written with 16 bytes, of which the next one takes back those too many.
        var to = target.Reserve(((long)values.Length * width) + 16);
        foreach (var value in values)
        {
            var shifted = value << (128 - (8 * width));
            Unsafe.WriteUnaligned(to, System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(shifted));
            to += width;
        }

        target.Advance(values.Length * width);
    }

    /// <summary>Writes timestamps as INT96.</summary>
    /// <param name="microseconds">Microseconds since the epoch.</param>
    /// <param name="target">Where the bytes go.</param>
    public static void EncodeInt96(ReadOnlySpan<long> microseconds, EncodingBuffer target)
    {
        var byteLength = microseconds.Length * (long)Int96Timestamps.Width;
        Int96Timestamps.FromMicroseconds(microseconds, target.Reserve(byteLength));
        target.Advance((int)byteLength);
    }

    /// <summary>Writes values in encoding BYTE_STREAM_SPLIT.</summary>
    /// <param name="values">All values of a page, without those of null rows.</param>
    /// <param name="width">Bytes of each, at least 1.</param>
    /// <param name="target">Where the bytes go.</param>
    public static void EncodeStreams(ReadOnlySpan<byte> values, int width, EncodingBuffer target)
    {
        fixed (byte* from = values)
            ByteStreams.Split(from, width, values.Length / width, target.Reserve(values.Length));
        target.Advance(values.Length);
    }
}
