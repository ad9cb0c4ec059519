using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;

namespace SqlSpark.Core.Time.Patterns;

/// <summary>A point in time as a pattern writes it: a local date and time and the zone they are of.</summary>
/// <param name="Day">Days since 1970-01-01.</param>
/// <param name="NanosOfDay">Nanoseconds since midnight.</param>
/// <param name="OffsetSeconds">Seconds by which the local time is ahead of UTC.</param>
/// <param name="ZoneId">The zone's id.</param>
public readonly record struct DateTimeParts(int Day, long NanosOfDay, int OffsetSeconds, string ZoneId);

/// <summary>
/// A pattern of letters for dates and times, such as <c>yyyy-MM-dd HH:mm:ss.SSS</c>: those of <c>java.time.format.DateTimeFormatter</c> that Spark takes, with English names.
/// Immutable, so that workers may share one.
/// </summary>
/// <remarks>Spark: <c>docs/sql-ref-datetime-pattern.md</c>, <c>DateTimeFormatterHelper</c>. Names of zones (letter z) are the ids of zones.</remarks>
public sealed class DateTimePattern
{
    private static readonly byte[][] Months =
    [
        [.. "January"u8], [.. "February"u8], [.. "March"u8], [.. "April"u8], [.. "May"u8], [.. "June"u8], [.. "July"u8], [.. "August"u8], [.. "September"u8],
        [.. "October"u8], [.. "November"u8], [.. "December"u8],
    ];

    private static readonly byte[][] Days =
    [
        [.. "Monday"u8], [.. "Tuesday"u8], [.. "Wednesday"u8], [.. "Thursday"u8], [.. "Friday"u8], [.. "Saturday"u8], [.. "Sunday"u8],
    ];

    private readonly PatternItem[] _items;

    private DateTimePattern(PatternItem[] items) => _items = items;

    /// <summary>The pattern that a text writes, or null and what is wrong with it.</summary>
    /// <param name="pattern">The letters.</param>
    /// <param name="isForReading">True to read text, where some letters have no meaning and fractions may be shorter.</param>
    /// <param name="error">What is wrong.</param>
    public static DateTimePattern? TryCreate(string pattern, bool isForReading, out RowError error) =>
        new PatternCompiler(pattern, isForReading).Compile(out error) is { } items ? new DateTimePattern(items) : null;

    /// <summary>Writes a point in time.</summary>
    public void Format(in DateTimeParts parts, Utf8Buffer text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var date = CivilDate.FromDays(parts.Day);
        foreach (var item in _items)
        {
            switch (item.Kind)
            {
                case PatternItemKind.Literal:
                    text.Append(item.Text);
                    break;
                case PatternItemKind.Number:
                    FormatNumber(item, FieldOf(item.Field, date, parts), text);
                    break;
                case PatternItemKind.Fraction:
                    AppendDigits(parts.NanosOfDay % TimeUnits.NanosPerSecond / Power(9 - item.Most), item.Most, text);
                    break;
                case PatternItemKind.MonthName:
                    AppendName(Months[date.Month - 1], item.Count, text);
                    break;
                case PatternItemKind.DayName:
                    AppendName(Days[CivilDate.IsoDayOfWeek(parts.Day) - 1], item.Count, text);
                    break;
                case PatternItemKind.HalfDay:
                    text.Append(parts.NanosOfDay < TimeUnits.NanosPerDay / 2 ? "AM"u8 : "PM"u8);
                    break;
                case PatternItemKind.QuarterName:
                    FormatQuarter((date.Month + 2) / 3, item.Count, text);
                    break;
                case PatternItemKind.Era:
                    text.Append(item.Count == 4 ? (date.Year > 0 ? "Anno Domini"u8 : "Before Christ"u8) : date.Year > 0 ? "AD"u8 : "BC"u8);
                    break;
                case PatternItemKind.Offset:
                    FormatOffset(item, parts.OffsetSeconds, text);
                    break;
                case PatternItemKind.LocalizedOffset:
                    FormatLocalizedOffset(item.Count == 4, parts.OffsetSeconds, text);
                    break;
                case PatternItemKind.ZoneId:
                    text.Append(parts.ZoneId);
                    break;
            }
        }
    }

    /// <summary>Reads a text as a whole.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out DateTimeFields fields)
    {
        fields = DateTimeFields.None;
        var (item, position) = (0, 0);
        return TryRead(text, ref item, ref position, ref fields, isSkipping: false) && position == text.Length;
    }

    internal static ReadOnlySpan<byte[]> MonthNames => Months;

    internal static ReadOnlySpan<byte[]> DayNames => Days;

    /// <summary>Reads items up to the end of the optional part they stand in; a part that does not match is passed over as if it were not there.</summary>
    private bool TryRead(ReadOnlySpan<byte> text, ref int item, ref int position, ref DateTimeFields fields, bool isSkipping)
    {
        var matches = true;
        for (; item < _items.Length; item++)
        {
            switch (_items[item].Kind)
            {
                case PatternItemKind.OptionalEnd:
                    return matches;
                case PatternItemKind.OptionalStart:
                    item++;
                    var (innerPosition, innerFields) = (position, fields);
                    if (TryRead(text, ref item, ref innerPosition, ref innerFields, isSkipping || !matches) && matches && !isSkipping)
                        (position, fields) = (innerPosition, innerFields);
                    break;
                default:
                    if (matches && !isSkipping)
                        matches = PatternReader.TryRead(_items[item], text, ref position, ref fields);
                    break;
            }
        }

        return matches;
    }

    private static long FieldOf(PatternField field, CivilDate date, in DateTimeParts parts)
    {
        var hour = (int)(parts.NanosOfDay / (TimeUnits.SecondsPerHour * TimeUnits.NanosPerSecond));
        return field switch
        {
            PatternField.YearOfEra => date.Year > 0 ? date.Year : 1L - date.Year,
            PatternField.Month => date.Month,
            PatternField.Day => date.Day,
            PatternField.DayOfYear => date.DayOfYear,
            PatternField.AlignedDayOfWeek => ((date.Day - 1) % 7) + 1,
            PatternField.Quarter => (date.Month + 2) / 3,
            PatternField.Hour => hour,
            PatternField.HourFromOne => hour == 0 ? 24 : hour,
            PatternField.HourOfHalfDay => hour % 12,
            PatternField.HourOfHalfDayFromOne => hour % 12 == 0 ? 12 : hour % 12,
            PatternField.Minute => parts.NanosOfDay / (60 * TimeUnits.NanosPerSecond) % 60,
            PatternField.Second => parts.NanosOfDay / TimeUnits.NanosPerSecond % 60,
            _ => throw InternalErrors.Unreachable(field),
        };
    }

    private static void FormatNumber(PatternItem item, long value, Utf8Buffer text)
    {
        if (item.IsReduced)
        {
            AppendDigits(value % 100, 2, text);
            return;
        }

        if (item.Sign == PatternSign.ExceedsPad && value >= Power(item.Least))
            text.Append((byte)'+');
        AppendDigits(value, item.Least, text);
    }

    private static void FormatQuarter(int quarter, int count, Utf8Buffer text)
    {
        if (count == 3)
        {
            text.Append((byte)'Q');
            text.Append((byte)('0' + quarter));
            return;
        }

        text.Append(quarter switch { 1 => "1st quarter"u8, 2 => "2nd quarter"u8, 3 => "3rd quarter"u8, _ => "4th quarter"u8 });
    }

    private static void FormatOffset(PatternItem item, int offset, Utf8Buffer text)
    {
        if (offset == 0 && (item.Letter == 'X' || (item.Letter == 'Z' && item.Count == 5)))
        {
            text.Append((byte)'Z');
            return;
        }

        var (hours, minutes, seconds) = (Math.Abs(offset) / 3600, Math.Abs(offset) / 60 % 60, Math.Abs(offset) % 60);
        var hasColons = item.Count is 3 or 5;
        text.Append(offset < 0 ? (byte)'-' : (byte)'+');
        AppendDigits(hours, 2, text);
        if (item.Count == 1 && minutes == 0)
            return;
        if (hasColons)
            text.Append((byte)':');
        AppendDigits(minutes, 2, text);
        if (item.Count < 4 || seconds == 0)
            return;
        if (hasColons)
            text.Append((byte)':');
        AppendDigits(seconds, 2, text);
    }

    private static void FormatLocalizedOffset(bool isFull, int offset, Utf8Buffer text)
    {
        text.Append("GMT"u8);
        if (offset == 0)
            return;
        var (hours, minutes, seconds) = (Math.Abs(offset) / 3600, Math.Abs(offset) / 60 % 60, Math.Abs(offset) % 60);
        text.Append(offset < 0 ? (byte)'-' : (byte)'+');
        AppendDigits(hours, isFull ? 2 : 1, text);
        if (!isFull && minutes == 0 && seconds == 0)
            return;
        text.Append((byte)':');
        AppendDigits(minutes, 2, text);
        if (seconds == 0)
            return;
        text.Append((byte)':');
        AppendDigits(seconds, 2, text);
    }

    private static void AppendName(ReadOnlySpan<byte> name, int count, Utf8Buffer text) => text.Append(count < 4 ? name[..3] : name);

    private static void AppendDigits(long value, int least, Utf8Buffer text)
    {
        if (least == 2 && value < 100)
        {
            AppendPair((int)value, text);
            return;
        }

        if (least == 4 && value < 10_000)
        {
            AppendPair((int)value / 100, text);
            AppendPair((int)value % 100, text);
            return;
        }

        Span<byte> digits = stackalloc byte[20];
        var start = digits.Length;
        do
        {
            digits[--start] = (byte)('0' + (value % 10));
            value /= 10;
        }
        while (value != 0 || digits.Length - start < least);
        text.Append(digits[start..]);
    }

    private static void AppendPair(int value, Utf8Buffer text)
    {
        var place = text.GetSpan(2);
        place[0] = (byte)('0' + (value / 10));
        place[1] = (byte)('0' + (value % 10));
        text.Advance(2);
    }

    internal static long Power(int exponent)
    {
        var power = 1L;
        for (; exponent > 0; exponent--)
            power *= 10;
        return power;
    }
}
