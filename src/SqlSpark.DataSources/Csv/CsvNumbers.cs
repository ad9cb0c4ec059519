using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using SqlSpark.Core.Text;

namespace SqlSpark.DataSources.Csv;

/// <summary>Reads numbers and booleans as Java's and Scala's conversions of strings do, which Spark uses for CSV.</summary>
internal static unsafe class CsvNumbers
{
    private const ulong AsciiZeros = 0x3030303030303030;
    private const ulong AsciiPoints = 0x2E2E2E2E2E2E2E2E;

    private static readonly double[] PowersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>An optional sign and decimal digits; no blanks. At least 8 bytes after the start can be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadLong(byte* start, int length, out long value)
    {
        var isNegative = *start == '-';
        if (isNegative || *start == '+')
        {
            start++;
            length--;
        }

        if ((uint)(length - 1) < 8)
        {
            // The digits go to the high end of a word, with zeros before them.
            var digits = (BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(start, 8)) - AsciiZeros) << ((8 - length) * 8);
            value = ReadEight(digits);
            if (isNegative)
                value = -value;
            return AreDigits(digits);
        }

        return TryReadLongSlow(start, length, isNegative, out value);
    }

    /// <summary><c>true</c> or <c>false</c> in any case.</summary>
    public static bool TryReadBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        value = Ascii.EqualsIgnoreCase(text, "true"u8);
        return value || Ascii.EqualsIgnoreCase(text, "false"u8);
    }

    /// <summary>A double as <c>Double.parseDouble</c> reads it: blanks around it, exponents, <c>NaN</c>, <c>Infinity</c>, suffixes d and f.</summary>
    public static bool TryReadDouble(ReadOnlySpan<byte> text, out double value)
    {
        if (TryReadPlain(text, out var digits, out var scale, out var isNegative) && digits <= 1L << 53)
        {
            // Both numbers are exact, so one division rounds once.
            value = scale == 0 ? digits : digits / PowersOfTen[scale];
            if (isNegative)
                value = -value;
            return true;
        }

        return TryReadDoubleSlow(text, out value);
    }

    /// <summary>A float as <c>Float.parseFloat</c> reads it.</summary>
    public static bool TryReadFloat(ReadOnlySpan<byte> text, out float value)
    {
        value = 0;
        return IsJavaNumber(text) && FloatingPointText.TryParse(text, out value);
    }

    /// <summary>The digits and scale of <c>[-+]123.45</c> with at most 18 digits; false for everything else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadPlain(ReadOnlySpan<byte> text, out long digits, out int scale, out bool isNegative)
    {
        digits = 0;
        scale = 0;
        isNegative = text.Length > 0 && text[0] == '-';
        if (isNegative || (text.Length > 0 && text[0] == '+'))
            text = text[1..];
        if (text.Length is 0 or > 19)
            return false;
        var point = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (text[i] == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        if (point >= 0)
        {
            scale = text.Length - point - 1;
            return text.Length > 1;
        }

        return text.Length <= 18;
    }

    /// <summary>The digits and scale of an unsigned number of up to eight characters, one of them perhaps a point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadShortDecimal(byte* start, int length, out long digits, out int scale)
    {
        var text = BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(start, 8));
        var atPoint = text ^ AsciiPoints;
        atPoint = (atPoint - 0x0101010101010101) & ~atPoint & 0x8080808080808080;
        var point = BitOperations.TrailingZeroCount(atPoint) >> 3;
        scale = 0;
        if (point < length)
        {
            // What is behind the point moves up to it.
            scale = length - point - 1;
            var before = (1UL << (point * 8)) - 1;
            text = (text & before) | (text >> 8 & ~before);
            length--;
        }

        var value = (text - AsciiZeros) << ((8 - length) * 8);
        digits = ReadEight(value);
        return length > 0 && AreDigits(value);
    }

    private static bool AreDigits(ulong digits) =>
        ((digits + 0x7676767676767676) | digits) is var carried && (carried & 0x8080808080808080) == 0;

    private static long ReadEight(ulong digits)
    {
        digits = (digits * 10) + (digits >> 8);
        return (long)((((digits & 0x000000FF000000FF) * 0x000F424000000064) + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
    }

    /// <summary>More than eight digits: groups of eight after those that are over.</summary>
    private static bool TryReadLongSlow(byte* start, int length, bool isNegative, out long value)
    {
        value = 0;
        var zeros = 0;
        while (zeros < length - 19 && start[zeros] == '0')
            zeros++;
        start += zeros;
        length -= zeros;
        if (length is < 1 or > 19)
            return false;
        var head = length & 7;
        var magnitude = 0UL;
        for (var i = 0; i < head; i++)
        {
            var digit = (uint)start[i] - '0';
            if (digit > 9)
                return false;
            magnitude = (magnitude * 10) + digit;
        }

        for (var at = head; at < length; at += 8)
        {
            var digits = BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(start + at, 8)) - AsciiZeros;
            if (!AreDigits(digits))
                return false;
            magnitude = (magnitude * 100_000_000) + (ulong)ReadEight(digits);
        }

        // Nineteen digits fit 64 bits without a sign; there is one more negative number than positive ones.
        value = isNegative ? -(long)magnitude : (long)magnitude;
        return magnitude <= (ulong)long.MaxValue + (isNegative ? 1UL : 0);
    }

    private static bool TryReadDoubleSlow(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        return IsJavaNumber(text) && FloatingPointText.TryParse(text, out value);
    }

    /// <summary>Casts know more words than Java does: here only digits, <c>NaN</c> and <c>Infinity</c> begin a number.</summary>
    private static bool IsJavaNumber(ReadOnlySpan<byte> text)
    {
        text = AsciiText.TrimJava(text);
        var unsigned = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        return unsigned.Length > 0
            && (AsciiText.IsDigit(unsigned[0]) || unsigned[0] == '.' || unsigned.SequenceEqual("NaN"u8) || unsigned.SequenceEqual("Infinity"u8));
    }
}
