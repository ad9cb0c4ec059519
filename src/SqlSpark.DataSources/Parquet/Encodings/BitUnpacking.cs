using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Values of a fixed number of bits, packed from the least significant bit on, to integers of 8, 16, 32 and 64 bits.
/// Parquet: Encodings.md, RLE, note 1.
/// </summary>
/// <remarks>The first value starts at a byte. 64 bytes after the last packed one must be readable.</remarks>
internal static unsafe class BitUnpacking
{
    /// <summary>Writes <paramref name="count"/> values of <paramref name="bitWidth"/> bits, 0 to the bits of <typeparamref name="T"/>.</summary>
    /// <typeparam name="T">byte, ushort, uint or ulong.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unpack<T>(byte* packed, int bitWidth, T* values, int count)
        where T : unmanaged
    {
        Debug.Assert(bitWidth >= 0 && bitWidth <= sizeof(T) * 8, "values wider than their integers");
        for (var i = 0; i < count; i++)
        {
            var value = Read(packed, (long)i * bitWidth, bitWidth);
            values[i] = Unsafe.As<ulong, T>(ref value);
        }
    }

    /// <summary>One value of up to 64 bits at any bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(byte* packed, long bit, int bitWidth)
    {
        if (bitWidth == 0)
            return 0;
        var at = packed + (bit >>> 3);
        var shift = (int)bit & 7;
        var value = Unsafe.ReadUnaligned<ulong>(at) >>> shift;
        if (shift + bitWidth > 64)
            value |= (ulong)at[8] << (64 - shift);
        return value & (ulong.MaxValue >>> (64 - bitWidth));
    }
}
