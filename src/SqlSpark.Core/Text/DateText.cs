using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Time;

namespace SqlSpark.Core.Text;

/// <summary>DATE as casts read and write it.</summary>
public static class DateText
{
    /// <summary>The most bytes that <see cref="Format"/> writes.</summary>
    public const int MaxLength = 16;

    private const int MaxYearDigits = 7;

    /// <summary>
    /// Reads <c>[sign]yyyy[-M[-d]]</c> with four to seven digits of year and blanks around; after a day, a blank or T may begin anything.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="days">Days since 1970-01-01.</param>
    /// <remarks>Spark: <c>SparkDateTimeUtils.stringToDate</c>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParse(ReadOnlySpan<byte> text, out int days) => (text.Length == 10 && TryParseTen(text, out days)) || TryParseAny(text, out days);

    /// <summary>Reads <c>yyyy-MM-dd</c>.</summary>
    private static bool TryParseTen(ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        var head = BinaryPrimitives.ReadUInt64LittleEndian(text);
        var tail = BinaryPrimitives.ReadUInt16LittleEndian(text[8..]);
        if ((head & 0xFF0000FF00000000) != 0x2D00002D00000000)
            return false;
        var digits = (head & 0x00FFFF00FFFFFFFF) - 0x0030300030303030;
        var last = (ulong)tail - 0x3030;
        if ((((digits + 0x0076760076767676) | digits) & 0x0080800080808080) != 0 || (((last + 0x7676) | last) & 0xFFFFFFFFFFFF8080) != 0)
            return false;
        var year = ((int)(digits & 0xFF) * 1000) + ((int)(digits >> 8 & 0xFF) * 100) + ((int)(digits >> 16 & 0xFF) * 10) + (int)(digits >> 24 & 0xFF);
        var month = ((int)(digits >> 40 & 0xFF) * 10) + (int)(digits >> 48 & 0xFF);
        var day = ((int)(last & 0xFF) * 10) + (int)(last >> 8);
        return CivilDate.TryToDays(year, month, day, out days);
    }

    private static bool TryParseAny(ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        text = AsciiText.TrimAll(text);
        if (text.IsEmpty)
            return false;
        var isNegative = text[0] == '-';
        if (isNegative || text[0] == '+')
            text = text[1..];

        Span<int> fields = [0, 1, 1];
        var field = 0;
        var digitCount = 0;
        var value = 0;
        var position = 0;
        for (; position < text.Length && text[position] is not ((byte)' ' or (byte)'T'); position++)
        {
            if (text[position] == '-' && field < 2)
            {
                if (!IsComplete(field, digitCount))
                    return false;
                fields[field++] = value;
                value = digitCount = 0;
                continue;
            }

            if (!AsciiText.IsDigit(text[position]) || digitCount == MaxYearDigits)
                return false;
            value = (value * 10) + (text[position] - '0');
            digitCount++;
        }

        if (!IsComplete(field, digitCount) || (field < 2 && position < text.Length))
            return false;
        fields[field] = value;
        return CivilDate.TryToDays(isNegative ? -fields[0] : fields[0], fields[1], fields[2], out days);
    }

    /// <summary>Writes <c>yyyy-MM-dd</c>, with a sign before years under 0 and over 9999.</summary>
    /// <param name="days">Days since 1970-01-01.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Format(int days, Span<byte> text)
    {
        var date = CivilDate.FromDays(days);
        var length = FormatYear(date.Year, text);
        text[length] = (byte)'-';
        AsciiText.WriteTwoDigits(text[(length + 1)..], date.Month);
        text[length + 3] = (byte)'-';
        AsciiText.WriteTwoDigits(text[(length + 4)..], date.Day);
        return length + 6;
    }

    private static int FormatYear(int year, Span<byte> text)
    {
        if (year is >= 0 and <= 9999)
        {
            AsciiText.WriteTwoDigits(text, year / 100);
            AsciiText.WriteTwoDigits(text[2..], year % 100);
            return 4;
        }

        text[0] = year < 0 ? (byte)'-' : (byte)'+';
        var magnitude = Math.Abs(year);
        return magnitude <= 9999 ? 1 + FormatYear(magnitude, text[1..]) : 1 + IntegerText.Format(magnitude, text[1..]);
    }

    private static bool IsComplete(int field, int digitCount) =>
        field == 0 ? digitCount is >= 4 and <= MaxYearDigits : digitCount is 1 or 2;
}
