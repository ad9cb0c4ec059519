using SqlSpark.Core.Time;

namespace SqlSpark.Core.Text;

/// <summary>TIME as casts read and write it.</summary>
public static class TimeText
{
    /// <summary>The most bytes that <see cref="Format"/> writes.</summary>
    public const int MaxLength = 18;

    /// <summary>Reads <c>h:m[:s[.fraction]]</c>, also after a T, or with AM or PM at its end and hours from 1 to 12.</summary>
    /// <param name="text">The text.</param>
    /// <param name="nanos">Nanoseconds since midnight; digits of the fraction after the sixth are dropped.</param>
    /// <remarks>Spark: <c>SparkDateTimeUtils.stringToTime</c>.</remarks>
    public static bool TryParse(ReadOnlySpan<byte> text, out long nanos)
    {
        nanos = 0;
        text = text.TrimEnd((byte)' ');
        byte half = 0;
        if (text.Length > 2 && AsciiText.ToLower(text[^1]) == 'm' && AsciiText.ToLower(text[^2]) is (byte)'a' or (byte)'p')
        {
            half = AsciiText.ToLower(text[^2]);
            text = text[..^2];
        }

        if (!TimestampFields.TryRead(text, out var fields) || !fields.IsTimeOnly || fields.HasZone)
            return false;
        var hour = fields.HourValue;
        if (half != 0)
        {
            if (hour is < 1 or > 12)
                return false;
            hour = (hour % 12) + (half == 'p' ? 12 : 0);
        }

        if (!fields.TryGetMicrosOfDay(hour, out var micros))
            return false;
        nanos = micros * TimeUnits.NanosPerMicro;
        return true;
    }

    /// <summary>Writes <c>HH:mm:ss[.fraction]</c> without trailing zeros in the fraction.</summary>
    /// <param name="nanos">Nanoseconds since midnight.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Format(long nanos, Span<byte> text)
    {
        var (seconds, fraction) = Math.DivRem(nanos, TimeUnits.NanosPerSecond);
        var second = (int)seconds;
        AsciiText.WriteTwoDigits(text, second / 3600);
        text[2] = (byte)':';
        AsciiText.WriteTwoDigits(text[3..], second / 60 % 60);
        text[5] = (byte)':';
        AsciiText.WriteTwoDigits(text[6..], second % 60);
        return 8 + FormatFraction((int)fraction, text[8..]);
    }

    /// <summary>Drops digits of the fraction.</summary>
    /// <param name="nanos">Nanoseconds since midnight.</param>
    /// <param name="precision">The digits that stay, 0 to 9.</param>
    public static long Truncate(long nanos, int precision)
    {
        var unit = TimeUnits.NanosPerSecond;
        for (var i = 0; i < precision; i++)
            unit /= 10;
        return nanos - (nanos % unit);
    }

    /// <summary>Writes a point and up to nine digits without zeros at the end; nothing for 0.</summary>
    internal static int FormatFraction(int nanos, Span<byte> text)
    {
        if (nanos == 0)
            return 0;
        text[0] = (byte)'.';
        var length = 1;
        for (var unit = 100_000_000; nanos != 0; unit /= 10)
        {
            text[length++] = (byte)('0' + (nanos / unit));
            nanos %= unit;
        }

        return length;
    }
}
