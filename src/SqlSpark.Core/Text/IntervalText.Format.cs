using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text;

/// <summary>Intervals of all three kinds as casts read and write them.</summary>
/// <remarks>Spark: <c>IntervalUtils</c>, <c>CalendarInterval.toString</c>.</remarks>
public static partial class IntervalText
{
    /// <summary>The most bytes that the <c>Format</c> methods write.</summary>
    public const int MaxLength = 128;

    /// <summary>Writes <c>INTERVAL '1-2' YEAR TO MONTH</c>, with the fields of the type.</summary>
    /// <param name="months">Months.</param>
    /// <param name="type">The type.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int FormatAnsi(int months, YearMonthIntervalType type, Span<byte> text)
    {
        var writer = new SpanWriter(text);
        writer.Append("INTERVAL '"u8);
        if (type is { Start: YearMonthField.Month, End: YearMonthField.Month })
            writer.AppendNumber(months);
        else
            AppendYearsAndMonths(ref writer, months, withMonths: type.Start != type.End);
        writer.Append("' "u8);
        writer.Append(type.Start == YearMonthField.Year ? "YEAR"u8 : "MONTH"u8);
        if (type.Start != type.End)
            writer.Append(" TO MONTH"u8);
        return writer.Length;
    }

    /// <summary>Writes <c>1-2</c>, whatever the fields of the type; months are dropped where the type has none.</summary>
    /// <param name="months">Months.</param>
    /// <param name="type">The type.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int FormatHive(int months, YearMonthIntervalType type, Span<byte> text)
    {
        var writer = new SpanWriter(text);
        AppendYearsAndMonths(ref writer, Truncate(months, type.End), withMonths: true);
        return writer.Length;
    }

    /// <summary>Writes <c>INTERVAL '1 02:03:04.5' DAY TO SECOND</c>, with the fields of the type.</summary>
    /// <param name="micros">Microseconds.</param>
    /// <param name="type">The type.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int FormatAnsi(long micros, DayTimeIntervalType type, Span<byte> text)
    {
        var writer = new SpanWriter(text);
        writer.Append("INTERVAL '"u8);
        if (micros < 0)
            writer.Append((byte)'-');
        var rest = Magnitude(micros);
        for (var field = type.Start; field <= type.End; field++)
        {
            if (field != type.Start)
                writer.Append(field == DayTimeField.Hour ? (byte)' ' : (byte)':');
            if (field == DayTimeField.Second)
            {
                AppendSeconds(ref writer, rest);
                break;
            }

            var unit = (ulong)MicrosOf(field);
            if (field == DayTimeField.Day)
                writer.AppendNumber((long)(rest / unit));
            else
                writer.AppendTwoDigits((long)(rest / unit));
            rest %= unit;
        }

        writer.Append("' "u8);
        writer.Append(NameOf(type.Start));
        if (type.Start != type.End)
        {
            writer.Append(" TO "u8);
            writer.Append(NameOf(type.End));
        }

        return writer.Length;
    }

    /// <summary>Writes <c>1 02:03:04.500000000</c>, whatever the fields of the type; what is below its last field is dropped.</summary>
    /// <param name="micros">Microseconds.</param>
    /// <param name="type">The type.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int FormatHive(long micros, DayTimeIntervalType type, Span<byte> text)
    {
        var writer = new SpanWriter(text);
        micros = Truncate(micros, type.End);
        if (micros < 0)
            writer.Append((byte)'-');
        var (seconds, fraction) = Math.DivRem(Magnitude(micros), (ulong)TimeUnits.MicrosPerSecond);
        writer.AppendNumber((long)(seconds / TimeUnits.SecondsPerDay));
        writer.Append((byte)' ');
        writer.AppendTwoDigits((long)(seconds / TimeUnits.SecondsPerHour % 24));
        writer.Append((byte)':');
        writer.AppendTwoDigits((long)(seconds / TimeUnits.SecondsPerMinute % 60));
        writer.Append((byte)':');
        writer.AppendTwoDigits((long)(seconds % 60));
        writer.Append((byte)'.');
        writer.AppendDigits((long)fraction * TimeUnits.NanosPerMicro, 9);
        return writer.Length;
    }

    /// <summary>Writes <c>1 years 2 months 3 days 4 hours 5 minutes 6.7 seconds</c> without the parts that are zero.</summary>
    /// <param name="interval">The interval.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Format(CalendarInterval interval, Span<byte> text)
    {
        var writer = new SpanWriter(text);
        AppendUnit(ref writer, interval.Months / TimeUnits.MonthsPerYear, "years"u8);
        AppendUnit(ref writer, interval.Months % TimeUnits.MonthsPerYear, "months"u8);
        AppendUnit(ref writer, interval.Days, "days"u8);
        AppendUnit(ref writer, interval.Microseconds / TimeUnits.MicrosPerHour, "hours"u8);
        AppendUnit(ref writer, interval.Microseconds % TimeUnits.MicrosPerHour / TimeUnits.MicrosPerMinute, "minutes"u8);
        var rest = interval.Microseconds % TimeUnits.MicrosPerMinute;
        if (rest != 0)
        {
            AppendSeparator(ref writer);
            if (rest < 0)
                writer.Append((byte)'-');
            writer.AppendNumber(Math.Abs(rest / TimeUnits.MicrosPerSecond));
            writer.AppendFraction((int)Math.Abs(rest % TimeUnits.MicrosPerSecond) * (int)TimeUnits.NanosPerMicro);
            writer.Append(" seconds"u8);
        }

        if (writer.Length == 0)
            writer.Append("0 seconds"u8);
        return writer.Length;
    }

    /// <summary>Drops months of an interval that ends with years.</summary>
    public static int Truncate(int months, YearMonthField end) =>
        end == YearMonthField.Year ? months - (months % TimeUnits.MonthsPerYear) : months;

    /// <summary>Drops what is below the last field of an interval, towards zero.</summary>
    public static long Truncate(long micros, DayTimeField end) =>
        end == DayTimeField.Second ? micros : micros - (micros % MicrosOf(end));

    /// <summary>Microseconds of a field.</summary>
    public static long MicrosOf(DayTimeField field) => field switch
    {
        DayTimeField.Day => TimeUnits.MicrosPerDay,
        DayTimeField.Hour => TimeUnits.MicrosPerHour,
        DayTimeField.Minute => TimeUnits.MicrosPerMinute,
        _ => TimeUnits.MicrosPerSecond,
    };

    private static ReadOnlySpan<byte> NameOf(DayTimeField field) => field switch
    {
        DayTimeField.Day => "DAY"u8,
        DayTimeField.Hour => "HOUR"u8,
        DayTimeField.Minute => "MINUTE"u8,
        _ => "SECOND"u8,
    };

    private static ulong Magnitude(long value) => value < 0 ? (ulong)-value : (ulong)value;

    private static void AppendYearsAndMonths(ref SpanWriter writer, int months, bool withMonths)
    {
        var magnitude = Math.Abs((long)months);
        if (months < 0)
            writer.Append((byte)'-');
        writer.AppendNumber(magnitude / TimeUnits.MonthsPerYear);
        if (!withMonths)
            return;
        writer.Append((byte)'-');
        writer.AppendNumber(magnitude % TimeUnits.MonthsPerYear);
    }

    private static void AppendSeconds(ref SpanWriter writer, ulong micros)
    {
        writer.AppendTwoDigits((long)(micros / (ulong)TimeUnits.MicrosPerSecond));
        writer.AppendFraction((int)(micros % (ulong)TimeUnits.MicrosPerSecond) * (int)TimeUnits.NanosPerMicro);
    }

    private static void AppendUnit(ref SpanWriter writer, long value, ReadOnlySpan<byte> unit)
    {
        if (value == 0)
            return;
        AppendSeparator(ref writer);
        writer.AppendNumber(value);
        writer.Append((byte)' ');
        writer.Append(unit);
    }

    private static void AppendSeparator(ref SpanWriter writer)
    {
        if (writer.Length > 0)
            writer.Append((byte)' ');
    }

    /// <summary>Appends to a span that is large enough.</summary>
    private ref struct SpanWriter(Span<byte> text)
    {
        private readonly Span<byte> _text = text;

        public int Length { get; private set; }

        public void Append(byte value) => _text[Length++] = value;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_text[Length..]);
            Length += bytes.Length;
        }

        public void AppendNumber(long value) => Length += IntegerText.Format(value, _text[Length..]);

        /// <summary>At least two digits.</summary>
        public void AppendTwoDigits(long value)
        {
            if (value < 10)
                Append((byte)'0');
            AppendNumber(value);
        }

        public void AppendDigits(long value, int count)
        {
            for (var i = count - 1; i >= 0; i--)
            {
                _text[Length + i] = (byte)('0' + (value % 10));
                value /= 10;
            }

            Length += count;
        }

        public void AppendFraction(int nanos) => Length += TimeText.FormatFraction(nanos, _text[Length..]);
    }
}
