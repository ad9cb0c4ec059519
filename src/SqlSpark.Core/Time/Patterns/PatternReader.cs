using System.Text;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;

namespace SqlSpark.Core.Time.Patterns;

/// <summary>Reads single items of a pattern, names without regard to case.</summary>
/// <remarks>Java: the printer-parsers of <c>DateTimeFormatterBuilder</c> in strict mode.</remarks>
internal static class PatternReader
{
    /// <summary>Reads an item from <paramref name="position"/> on.</summary>
    public static bool TryRead(PatternItem item, ReadOnlySpan<byte> text, ref int position, ref DateTimeFields fields)
    {
        switch (item.Kind)
        {
            case PatternItemKind.Literal:
                return TryReadWord(item.Text, text, ref position);
            case PatternItemKind.Number:
                return TryReadNumber(item, text, ref position, out var value) && TrySet(item.Field, item.IsReduced ? 2000 + value : value, ref fields);
            case PatternItemKind.Fraction:
                if (!TryReadFraction(item, text, ref position, out var nanos) || (fields.HasFraction && fields.Nanos != nanos))
                    return false;
                fields.Nanos = nanos;
                fields.HasFraction = true;
                return true;
            case PatternItemKind.MonthName:
                fields.Month = 1 + FindName(DateTimePattern.MonthNames, item.Count, text, ref position);
                return fields.Month > 0;
            case PatternItemKind.DayName:
                fields.DayOfWeek = 1 + FindName(DateTimePattern.DayNames, item.Count, text, ref position);
                return fields.DayOfWeek > 0;
            case PatternItemKind.HalfDay:
                fields.HalfDay = TryReadWord("AM"u8, text, ref position) ? 0 : TryReadWord("PM"u8, text, ref position) ? 1 : -1;
                return fields.HalfDay >= 0;
            case PatternItemKind.Era:
                fields.Era = TryReadWord(item.Count == 4 ? "Anno Domini"u8 : "AD"u8, text, ref position) ? 1
                    : TryReadWord(item.Count == 4 ? "Before Christ"u8 : "BC"u8, text, ref position) ? 0 : -1;
                return fields.Era >= 0;
            case PatternItemKind.Offset:
                return TryReadOffset(item, text, ref position, ref fields);
            case PatternItemKind.LocalizedOffset:
                return TryReadLocalizedOffset(item, text, ref position, ref fields);
            case PatternItemKind.ZoneId:
                return TryReadZone(text, ref position, ref fields);
            default:
                throw InternalErrors.Unreachable(item.Kind);
        }
    }

    private static bool TrySet(PatternField field, long value, ref DateTimeFields fields)
    {
        if (value < 0 || (field != PatternField.YearOfEra && value > 999))
            return false;
        ref var place = ref fields.Month;
        switch (field)
        {
            case PatternField.YearOfEra:
                fields.YearOfEra = value;
                return true;
            case PatternField.Month:
                break;
            case PatternField.Day:
                place = ref fields.Day;
                break;
            case PatternField.DayOfYear:
                place = ref fields.DayOfYear;
                break;
            case PatternField.Hour:
                place = ref fields.Hour;
                break;
            case PatternField.HourFromOne:
                place = ref fields.HourFromOne;
                break;
            case PatternField.HourOfHalfDay:
                place = ref fields.HourOfHalfDay;
                break;
            case PatternField.HourOfHalfDayFromOne:
                place = ref fields.HourOfHalfDayFromOne;
                break;
            case PatternField.Minute:
                place = ref fields.Minute;
                break;
            case PatternField.Second:
                place = ref fields.Second;
                break;
            default:
                return true;
        }

        // A field that stands twice must say the same.
        if (place >= 0 && place != value)
            return false;
        place = (int)value;
        return true;
    }

    private static bool TryReadNumber(PatternItem item, ReadOnlySpan<byte> text, ref int position, out long value)
    {
        value = 0;
        var start = position;
        if (start >= text.Length)
            return false;
        var isNegative = text[start] == '-';
        var hasPlus = text[start] == '+';
        if ((isNegative && item.Sign == PatternSign.None) || (hasPlus && item.Sign != PatternSign.ExceedsPad))
            return false;
        if (isNegative || hasPlus)
            start++;
        var most = item.IsFixed ? item.Least : Math.Min(item.Most, 18);
        var available = 0;
        while (start + available < text.Length && available < most + item.ReservedDigits && AsciiText.IsDigit(text[start + available]))
            available++;
        var length = item.ReservedDigits > 0 ? Math.Max(item.Least, available - item.ReservedDigits) : available;
        length = Math.Min(length, Math.Min(most, available));
        if (length < item.Least || length == 0)
            return false;
        for (var i = 0; i < length; i++)
            value = (value * 10) + (text[start + i] - '0');
        if (isNegative)
        {
            if (value == 0)
                return false;
            value = -value;
        }
        else if (item.Sign == PatternSign.ExceedsPad && (hasPlus ? length <= item.Least : length > item.Least))
        {
            return false;
        }

        position = start + length;
        return true;
    }

    private static bool TryReadFraction(PatternItem item, ReadOnlySpan<byte> text, ref int position, out int nanos)
    {
        var (length, value) = (0, 0L);
        while (position + length < text.Length && length < item.Most && AsciiText.IsDigit(text[position + length]))
            value = (value * 10) + (text[position + length++] - '0');
        nanos = (int)(value * DateTimePattern.Power(9 - length));
        position += length;
        return length >= item.Least;
    }

    private static bool TryReadWord(ReadOnlySpan<byte> word, ReadOnlySpan<byte> text, ref int position)
    {
        if (text.Length - position < word.Length || !Ascii.EqualsIgnoreCase(text.Slice(position, word.Length), word) && !text.Slice(position, word.Length).SequenceEqual(word))
            return false;
        position += word.Length;
        return true;
    }

    private static int FindName(ReadOnlySpan<byte[]> names, int count, ReadOnlySpan<byte> text, ref int position)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (TryReadWord(count < 4 ? names[i].AsSpan(0, 3) : names[i], text, ref position))
                return i;
        }

        return -1;
    }

    private static bool TryReadOffset(PatternItem item, ReadOnlySpan<byte> text, ref int position, ref DateTimeFields fields)
    {
        if ((item.Letter == 'X' || (item.Letter == 'Z' && item.Count == 5)) && TryReadWord("Z"u8, text, ref position))
        {
            fields.Zone = ZoneRules.Utc;
            return true;
        }

        return TryReadSignedTime(text, ref position, hasColons: item.Count is 3 or 5, needsMinutes: item.Count > 1, takesSeconds: item.Count > 3, out var seconds)
            && TrySetOffset(seconds, ref fields);
    }

    private static bool TryReadLocalizedOffset(PatternItem item, ReadOnlySpan<byte> text, ref int position, ref DateTimeFields fields)
    {
        if (!TryReadWord("GMT"u8, text, ref position))
            return false;
        if (position == text.Length || text[position] is not ((byte)'+' or (byte)'-'))
            return TrySetOffset(0, ref fields);
        var isNegative = text[position++] == '-';
        if (!TryReadDigits(text, ref position, item.Count == 4 ? 2 : 1, 2, out var hours))
            return false;
        var minutes = 0;
        if (position < text.Length && text[position] == ':')
        {
            position++;
            if (!TryReadDigits(text, ref position, 2, 2, out minutes))
                return false;
        }
        else if (item.Count == 4)
        {
            return false;
        }

        var seconds = (hours * 3600) + (minutes * 60);
        return TrySetOffset(isNegative ? -seconds : seconds, ref fields);
    }

    private static bool TryReadSignedTime(ReadOnlySpan<byte> text, ref int position, bool hasColons, bool needsMinutes, bool takesSeconds, out int seconds)
    {
        seconds = 0;
        if (position >= text.Length || text[position] is not ((byte)'+' or (byte)'-'))
            return false;
        var isNegative = text[position++] == '-';
        if (!TryReadDigits(text, ref position, 2, 2, out var hours))
            return false;
        var hasMinutes = TryReadPart(text, ref position, hasColons, out var minutes);
        if (needsMinutes && !hasMinutes)
            return false;
        var rest = 0;
        if (takesSeconds && hasMinutes)
            TryReadPart(text, ref position, hasColons, out rest);
        seconds = (hours * 3600) + (minutes * 60) + rest;
        if (isNegative)
            seconds = -seconds;
        return minutes < 60 && rest < 60;
    }

    private static bool TryReadPart(ReadOnlySpan<byte> text, ref int position, bool hasColon, out int value)
    {
        value = 0;
        var start = position;
        if (hasColon)
        {
            if (start >= text.Length || text[start] != ':')
                return false;
            start++;
        }

        if (!TryReadDigits(text, ref start, 2, 2, out value))
            return false;
        position = start;
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> text, ref int position, int least, int most, out int value)
    {
        var length = 0;
        value = 0;
        while (position + length < text.Length && length < most && AsciiText.IsDigit(text[position + length]))
            value = (value * 10) + (text[position + length++] - '0');
        position += length;
        return length >= least;
    }

    private static bool TrySetOffset(int seconds, ref DateTimeFields fields)
    {
        if (Math.Abs(seconds) > 18 * 3600)
            return false;
        var (magnitude, sign) = (Math.Abs(seconds), seconds < 0 ? '-' : '+');
        if (!ZoneRules.TryGet($"{sign}{magnitude / 3600:00}:{magnitude / 60 % 60:00}:{magnitude % 60:00}", out var zone))
            return false;
        fields.Zone = zone;
        return true;
    }

    private static bool TryReadZone(ReadOnlySpan<byte> text, ref int position, ref DateTimeFields fields)
    {
        var end = position;
        while (end < text.Length && (char.IsAsciiLetterOrDigit((char)text[end]) || text[end] is (byte)'/' or (byte)'_' or (byte)'+' or (byte)'-' or (byte)':'))
            end++;
        if (end == position || !ZoneRules.TryGet(Encoding.ASCII.GetString(text[position..end]), out var zone))
            return false;
        fields.Zone = zone;
        position = end;
        return true;
    }
}
