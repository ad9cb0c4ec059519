using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>For every target size and bit width: where the bytes of a register's words come from, and where the values start in them.</summary>
internal static unsafe class UnpackTables
{
    private const int EntryBytes = 3 * 64;
    private const int Widths = 65;

    private static readonly byte* Entries = Build();

    /// <summary>64 sources of bytes, 64 shifts, and 64 bytes of masks.</summary>
    /// <param name="size">Bytes of a target integer: 1, 2, 4 or 8.</param>
    /// <param name="bitWidth">Bits of a value, less than those of the integer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Of(int size, int bitWidth) => Entries + (((BitOperations.Log2((uint)size) * Widths) + bitWidth) * EntryBytes);

    /// <summary>Whether the values of every word of the target lie within 64 bits from the byte on in which the first starts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsWords(int size, int bitWidth)
    {
        var wordBits = 8 / size * bitWidth;
        var greatestShift = 8 - Math.Min(wordBits & -wordBits, 8);
        return wordBits + greatestShift <= 64;
    }

    /// <summary>The bits of a word of the target that values use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong WordMask(int size, int bitWidth)
    {
        var value = ulong.MaxValue >>> (64 - bitWidth);
        return size switch
        {
            1 => value * 0x0101010101010101,
            2 => value * 0x0001000100010001,
            4 => value * 0x0000000100000001,
            _ => value,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte* Build()
    {
        // Lives as long as the process, as the table of a static field would.
        var entries = (byte*)NativeMemory.AlignedAlloc(4 * Widths * EntryBytes, 64);
        for (var size = 1; size <= 8; size *= 2)
            for (var bitWidth = 1; bitWidth < size * 8; bitWidth++)
            {
                var entry = entries + (((BitOperations.Log2((uint)size) * Widths) + bitWidth) * EntryBytes);
                var wordBits = 8 / size * bitWidth;
                for (var at = 0; at < 64; at++)
                {
                    var (word, place) = (at / 8, at % 8);
                    entry[at] = (byte)((word * wordBits / 8) + place);
                    entry[64 + at] = (byte)((word * wordBits % 8) + (place / size * bitWidth) + (place % size * 8));
                }

                new Span<ulong>(entry + 128, 8).Fill(WordMask(size, bitWidth));
            }

        return entries;
    }
}
