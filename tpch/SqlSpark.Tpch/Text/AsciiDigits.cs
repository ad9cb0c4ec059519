using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SqlSpark.Tpch.Text;

/// <summary>Writes whole numbers as decimal digits.</summary>
/// <remarks>Up to eight digits are computed in one 64-bit word, without branches; the word is written as it lies in little-endian memory.</remarks>
internal static unsafe class AsciiDigits
{
    private const uint EightDigits = 100_000_000;
    private const ulong Zeros = 0x3030_3030_3030_3030;

    private static ReadOnlySpan<byte> Pairs =>
        "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"u8 +
        "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    /// <summary>Writes a number without leading zeros. Returns the place behind; at most 20 bytes, and 8 are touched in any case.</summary>
    public static byte* Write(byte* place, ulong value)
    {
        if (value >= EightDigits)
        {
            var high = value / EightDigits;
            place = Write(place, high);
            WriteEight(place, (uint)(value - (high * EightDigits)));
            return place + 8;
        }

        return Write(place, (uint)value);
    }

    /// <summary>Writes a number without leading zeros. Returns the place behind; at most 10 bytes, and 8 are touched in any case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Write(byte* place, uint value)
    {
        if (value >= EightDigits)
        {
            var high = value / EightDigits;
            place = Write(place, high);
            WriteEight(place, value - (high * EightDigits));
            return place + 8;
        }

        // The first digit is in the lowest byte: as many bytes as are zero below the first other one are shifted out, but one digit stays.
        var digits = Split(value);
        var leading = BitOperations.TrailingZeroCount(digits | (1UL << 56)) & ~7;
        Unsafe.WriteUnaligned(place, (digits | Zeros) >> leading);
        return place + 8 - (leading >> 3);
    }

    /// <summary>Writes a number with at least nine digits. Returns the place behind.</summary>
    public static byte* WriteNine(byte* place, ulong value)
    {
        if (value >= 1_000_000_000)
            return Write(place, value);
        var high = (uint)value / EightDigits;
        *place = (byte)('0' + high);
        WriteEight(place + 1, (uint)value - (high * EightDigits));
        return place + 9;
    }

    /// <summary>Writes exactly two digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTwo(byte* place, uint value) =>
        Unsafe.WriteUnaligned(place, Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(Pairs), (nint)(value * 2))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteEight(byte* place, uint value) => Unsafe.WriteUnaligned(place, Split(value) | Zeros);

    // The eight digits of a number, one a byte, the first one lowest: halves in 32 bits, then pairs in 16, then digits. The quotients are products, exact
    // for numbers up to 9999 and 99.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Split(uint value)
    {
        var high = value / 10_000;
        var halves = high | ((ulong)(value - (high * 10_000)) << 32);
        var hundreds = ((halves * 10_486) >> 20) & 0x0000_007F_0000_007F;
        var pairs = hundreds | ((halves - (hundreds * 100)) << 16);
        var tens = ((pairs * 103) >> 10) & 0x000F_000F_000F_000F;
        return tens | ((pairs - (tens * 10)) << 8);
    }
}
