using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;

namespace SqlSpark.DataSources.Csv;

/// <summary>Reads dates: <c>yyyy-MM-dd</c>, and what a cast takes for a date beyond that.</summary>
internal static unsafe class CsvDates
{
    /// <summary>Reads a date. At least 16 bytes after the start can be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(byte* start, int length, out int days) =>
        (length == 10 && TryReadTen(start, out days)) || DateText.TryParse(new ReadOnlySpan<byte>(start, length), out days);

    /// <summary>
    /// Whether a text is a date by the pattern <c>yyyy-MM-dd</c> taken strictly, as inference does: four digits of year or more with a sign,
    /// two of month and day.
    /// </summary>
    public static bool IsStrict(ReadOnlySpan<byte> text)
    {
        var year = text.Length > 0 && text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        var yearLength = year.IndexOf((byte)'-');
        if (yearLength < 4 || year.Length != yearLength + 6 || year[yearLength + 3] != '-')
            return false;

        // Java wants a plus exactly where the year has more than four digits.
        if (text[0] != '-' && (yearLength > 4) != (text[0] == '+'))
            return false;
        return DateText.TryParse(text, out _) && !(text[0] == '-' && !year[..yearLength].ContainsAnyExcept((byte)'0'));
    }

    private static bool TryReadTen(byte* text, out int days)
    {
        days = 0;
        var head = BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(text, 8));
        var tail = BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(text + 8, 2));
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
}
