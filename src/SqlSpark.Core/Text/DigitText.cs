using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Text;

/// <summary>Decimal digits, eight at a time.</summary>
internal static class DigitText
{
    private const ulong AsciiZeros = 0x3030303030303030;

    /// <summary>The powers of ten from 10⁰ to 10¹⁸.</summary>
    public static ReadOnlySpan<long> PowersOfTen =>
    [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000,
        10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>The integer that the first bytes of a text, which are known to be digits, stand for.</summary>
    /// <param name="text">The text; fast where eight bytes more than a multiple of eight digits can be read.</param>
    /// <param name="count">How many digits, 1 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ReadFast(ReadOnlySpan<byte> text, int count)
    {
        if (count <= 8 && text.Length >= 8)
            return ReadEight((BinaryPrimitives.ReadUInt64LittleEndian(text) - AsciiZeros) << ((8 - count) * 8));
        return ReadSlow(text[..count]);
    }

    private static long ReadSlow(ReadOnlySpan<byte> digits)
    {
        var value = 0L;
        foreach (var digit in digits)
            value = (value * 10) + (digit - '0');
        return value;
    }

    private static long ReadEight(ulong digits)
    {
        digits = (digits * 10) + (digits >> 8);
        return (long)((((digits & 0x000000FF000000FF) * 0x000F424000000064) + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
    }
}
