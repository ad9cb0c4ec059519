using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Unscaled values of decimals that are stored as FIXED_LEN_BYTE_ARRAY or BYTE_ARRAY: two's complement, most significant byte
/// first. Parquet: LogicalTypes.md, DECIMAL.
/// </summary>
/// <remarks>A value that does not fit the target is malformed data: the column's precision promises that all do.</remarks>
internal static unsafe class BigEndianDecimals
{
    /// <summary>Reads values of equal length that lie one behind the other.</summary>
    /// <param name="bytes">The first value; 64 bytes after the last must be readable.</param>
    /// <param name="width">Bytes of each, at least 1.</param>
    /// <param name="values">As many as there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromFixed(byte* bytes, int width, Span<long> values)
    {
        if (width > 8)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = Narrow(Read(bytes + ((long)i * width), width));
            return;
        }

        fixed (long* to = values)
        {
            // Read with what follows them, the bytes are the upper ones of a number, and the shift brings the sign.
            var shift = 64 - (8 * width);
            var i = 0;
            if (Avx512Vbmi.IsSupported)
            {
                var sources = SourcesOf(width);
                for (; i + 8 <= values.Length; i += 8)
                {
                    var words = Avx512Vbmi.PermuteVar64x8(Vector512.Load(bytes + ((long)i * width)), sources).AsInt64();
                    Vector512.ShiftRightArithmetic(words, shift).Store(to + i);
                }
            }

            for (; i < values.Length; i++)
                to[i] = BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<long>(bytes + ((long)i * width))) >> shift;
        }
    }

    /// <inheritdoc cref="FromFixed(byte*, int, Span{long})" />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromFixed(byte* bytes, int width, Span<Int128> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = Read(bytes + ((long)i * width), width);
    }

    /// <summary>Reads values of any length; an empty one is 0.</summary>
    /// <param name="views">The bytes of each; behind long ones 16 bytes from the first on must be readable.</param>
    /// <param name="values">As many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromViews(ReadOnlySpan<Utf8View> views, Span<long> values)
    {
        for (var i = 0; i < views.Length; i++)
            values[i] = Narrow(ToInt128(views[i].Bytes));
    }

    /// <inheritdoc cref="FromViews(ReadOnlySpan{Utf8View}, Span{long})" />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromViews(ReadOnlySpan<Utf8View> views, Span<Int128> values)
    {
        for (var i = 0; i < views.Length; i++)
            values[i] = ToInt128(views[i].Bytes);
    }

    /// <summary>The value of some bytes, such as those of a column's statistics.</summary>
    public static long ToInt64(ReadOnlySpan<byte> bytes) => Narrow(ToInt128(bytes));

    /// <inheritdoc cref="ToInt64" />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Int128 ToInt128(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return 0;
        var sign = (sbyte)bytes[0] >> 7;
        if (bytes.Length > 16)
        {
            // Longer than any value needs: all before the last 16 bytes must be the sign again.
            var head = bytes[..^16];
            if (head.ContainsAnyExcept((byte)sign) || (sbyte)bytes[^16] >> 7 != sign)
                ThrowTooGreat();
            bytes = bytes[^16..];
        }

        Int128 value = sign;
        foreach (var part in bytes)
            value = (value << 8) | part;
        return value;
    }

    // Up to 16 bytes, with 16 to read.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Int128 Read(byte* bytes, int width)
    {
        if (width > 16)
            return ToInt128(new ReadOnlySpan<byte>(bytes, width));
        var high = BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(bytes));
        if (width <= 8)
            return (long)high >> (64 - (8 * width));
        var low = BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(bytes + 8));
        return new Int128(high, low) >> (128 - (8 * width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Narrow(Int128 value)
    {
        var narrow = (long)value;
        if (narrow != value)
            ThrowTooGreat();
        return narrow;
    }

    // For each byte of eight words, the place of its value's byte, the first one uppermost; 0 and shifted out if there is none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<byte> SourcesOf(int width)
    {
        var sources = stackalloc byte[64];
        for (var at = 0; at < 64; at++)
            sources[at] = (byte)(7 - (at % 8) < width ? (at / 8 * width) + 7 - (at % 8) : 0);
        return Vector512.Load(sources);
    }

    [DoesNotReturn]
    private static void ThrowTooGreat() => MalformedDataException.Throw("a decimal of more digits than its precision allows", 0);
}
