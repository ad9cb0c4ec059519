using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SqlSpark.Tpch.Text;

/// <summary>Writes whole numbers as decimal digits.</summary>
internal static unsafe class AsciiDigits
{
    private static ReadOnlySpan<byte> Pairs =>
        "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"u8 +
        "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    /// <summary>Writes a number without leading zeros. Returns the place behind; at most 20 bytes.</summary>
    public static byte* Write(byte* place, ulong value)
    {
        if (value >= 100_000_000)
        {
            var high = value / 100_000_000;
            place = Write(place, high);
            WriteEight(place, (uint)(value - (high * 100_000_000)));
            return place + 8;
        }

        return Write(place, (uint)value);
    }

    /// <summary>Writes a number without leading zeros. Returns the place behind; at most 10 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Write(byte* place, uint value) => Write(place, value, CountDigits(value));

    /// <summary>Writes a number with at least nine digits. Returns the place behind.</summary>
    public static byte* WriteNine(byte* place, ulong value)
    {
        if (value >= 1_000_000_000)
            return Write(place, value);
        var high = (uint)value / 100_000_000;
        *place = (byte)('0' + high);
        WriteEight(place + 1, (uint)value - (high * 100_000_000));
        return place + 9;
    }

    /// <summary>Writes exactly two digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTwo(byte* place, uint value) =>
        Unsafe.WriteUnaligned(place, Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(Pairs), (nint)(value * 2))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Write(byte* place, uint value, int digits)
    {
        var end = place + digits;
        var next = end;
        while (value >= 100)
        {
            var quotient = value / 100;
            WriteTwo(next -= 2, value - (quotient * 100));
            value = quotient;
        }

        if (value >= 10)
            WriteTwo(next - 2, value);
        else
            next[-1] = (byte)('0' + value);
        return end;
    }

    private static void WriteEight(byte* place, uint value)
    {
        var high = value / 10_000;
        var low = value - (high * 10_000);
        WriteTwo(place, high / 100);
        WriteTwo(place + 2, high % 100);
        WriteTwo(place + 4, low / 100);
        WriteTwo(place + 6, low % 100);
    }

    // The powers of ten, and a number's bits times log10(2).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountDigits(uint value)
    {
        ReadOnlySpan<uint> powers = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];
        var estimate = (BitOperations.Log2(value | 1) * 1233) >> 12;
        estimate += estimate < 9 && value >= powers[estimate + 1] ? 1 : 0;
        return estimate + 1;
    }
}
