using System.Numerics;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Csv.Writing;

/// <summary>Writes a value as text.</summary>
/// <typeparam name="T">The storage of a value.</typeparam>
/// <remarks>Spark: <c>UnivocityGenerator</c>.</remarks>
internal interface ICsvCellFormat<in T>
{
    /// <summary>The most bytes of a value.</summary>
    static abstract int MaxLength { get; }

    /// <summary>Writes a value and returns how many bytes it has.</summary>
    int Write(T value, Span<byte> text);
}

/// <summary>Integers up to 64 bits.</summary>
internal readonly struct CsvIntegerFormat<T> : ICsvCellFormat<T>
    where T : IBinaryInteger<T>
{
    public static int MaxLength => IntegerText.MaxLength;

    public int Write(T value, Span<byte> text) => IntegerText.Format(long.CreateTruncating(value), text);
}

internal readonly struct CsvFloatFormat : ICsvCellFormat<float>
{
    public static int MaxLength => FloatingPointText.MaxLength;

    public int Write(float value, Span<byte> text) => FloatingPointText.Format(value, text);
}

internal readonly struct CsvDoubleFormat : ICsvCellFormat<double>
{
    public static int MaxLength => FloatingPointText.MaxLength;

    public int Write(double value, Span<byte> text) => FloatingPointText.Format(value, text);
}

/// <summary>Decimals as Java prints them: small ones with an exponent.</summary>
internal readonly struct CsvDecimalFormat<T>(int scale) : ICsvCellFormat<T>
    where T : IBinaryInteger<T>
{
    public static int MaxLength => DecimalText.MaxLength;

    public int Write(T value, Span<byte> text) => DecimalText.FormatScientific(Int128.CreateTruncating(value), scale, text);
}

internal readonly struct CsvDateFormat : ICsvCellFormat<int>
{
    public static int MaxLength => DateText.MaxLength;

    public int Write(int value, Span<byte> text) => DateText.Format(value, text);
}

/// <summary>Instants in a zone: <c>yyyy-MM-dd'T'HH:mm:ss.SSSXXX</c>.</summary>
internal struct CsvTimestampFormat(ZoneRules zone) : ICsvCellFormat<long>
{
    private ZoneCursor _zone = new(zone);

    public static int MaxLength => TimestampText.MaxLength;

    public int Write(long value, Span<byte> text)
    {
        var length = CsvTimestampText.Write(_zone.LocalDay(value), _zone.LocalMicrosOfDay(value), text);
        return length + CsvTimestampText.WriteOffset(_zone.OffsetAt(TimeUnits.FloorDiv(value, TimeUnits.MicrosPerSecond)), text[length..]);
    }
}

/// <summary>Local timestamps: <c>yyyy-MM-dd'T'HH:mm:ss.SSS</c>.</summary>
internal readonly struct CsvLocalTimestampFormat : ICsvCellFormat<long>
{
    public static int MaxLength => TimestampText.MaxLength;

    public int Write(long value, Span<byte> text) => CsvTimestampText.Write(LocalTimestamp.Day(value), LocalTimestamp.MicrosOfDay(value), text);
}

internal readonly struct CsvYearMonthFormat(YearMonthIntervalType type) : ICsvCellFormat<int>
{
    public static int MaxLength => IntervalText.MaxLength;

    public int Write(int value, Span<byte> text) => IntervalText.FormatAnsi(value, type, text);
}

internal readonly struct CsvDayTimeFormat(DayTimeIntervalType type) : ICsvCellFormat<long>
{
    public static int MaxLength => IntervalText.MaxLength;

    public int Write(long value, Span<byte> text) => IntervalText.FormatAnsi(value, type, text);
}

/// <summary>Timestamps in the form of ISO 8601, to the millisecond.</summary>
internal static class CsvTimestampText
{
    /// <summary>Writes day and time.</summary>
    public static int Write(int day, long microsOfDay, Span<byte> text)
    {
        var length = DateText.Format(day, text);
        text[length] = (byte)'T';
        var second = (int)(microsOfDay / TimeUnits.MicrosPerSecond);
        var milli = (int)(microsOfDay % TimeUnits.MicrosPerSecond / 1000);
        WriteTwoDigits(text[(length + 1)..], second / 3600);
        text[length + 3] = (byte)':';
        WriteTwoDigits(text[(length + 4)..], second / 60 % 60);
        text[length + 6] = (byte)':';
        WriteTwoDigits(text[(length + 7)..], second % 60);
        text[length + 9] = (byte)'.';
        text[length + 10] = (byte)('0' + (milli / 100));
        WriteTwoDigits(text[(length + 11)..], milli % 100);
        return length + 13;
    }

    /// <summary>Writes an offset: <c>Z</c>, or hours and minutes; seconds, which old offsets have, are left out.</summary>
    public static int WriteOffset(int seconds, Span<byte> text)
    {
        if (seconds == 0)
        {
            text[0] = (byte)'Z';
            return 1;
        }

        var minutes = Math.Abs(seconds) / 60;
        text[0] = seconds < 0 ? (byte)'-' : (byte)'+';
        WriteTwoDigits(text[1..], minutes / 60);
        text[3] = (byte)':';
        WriteTwoDigits(text[4..], minutes % 60);
        return 6;
    }

    private static void WriteTwoDigits(Span<byte> text, int value)
    {
        text[0] = (byte)('0' + (value / 10));
        text[1] = (byte)('0' + (value % 10));
    }
}
