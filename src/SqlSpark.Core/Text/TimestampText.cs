using SqlSpark.Core.Time;

namespace SqlSpark.Core.Text;

/// <summary>TIMESTAMP and TIMESTAMP_NTZ as casts write them, and what needs no zone to read them. See <see cref="TimestampReader"/>.</summary>
public static class TimestampText
{
    /// <summary>The most bytes that <c>Format</c> writes.</summary>
    public const int MaxLength = 40;

    /// <summary>Reads a timestamp without zone.</summary>
    /// <param name="text">The text; a time without date is none.</param>
    /// <param name="allowZone">True to ignore a zone; false to refuse it.</param>
    /// <param name="micros">Microseconds of local time since 1970-01-01T00:00:00.</param>
    /// <remarks>Spark: <c>stringToTimestampWithoutTimeZone</c>.</remarks>
    public static bool TryParseLocal(ReadOnlySpan<byte> text, bool allowZone, out long micros)
    {
        micros = 0;
        return TimestampFields.TryRead(text, out var fields) && !fields.IsTimeOnly
            && (!fields.HasZone || (allowZone && ZoneRules.TryGet(System.Text.Encoding.UTF8.GetString(fields.ZoneId), out _)))
            && fields.TryGetDay(out var day) && fields.TryGetMicrosOfDay(out var time) && LocalTimestamp.TryJoin(day, time, out micros);
    }

    /// <summary>Writes <c>yyyy-MM-dd HH:mm:ss[.fraction]</c> without trailing zeros in the fraction.</summary>
    /// <param name="localMicros">Microseconds of local time since 1970-01-01T00:00:00.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Format(long localMicros, Span<byte> text) =>
        Format(LocalTimestamp.Day(localMicros), LocalTimestamp.MicrosOfDay(localMicros), text);

    /// <summary>Writes the local time of an instant.</summary>
    /// <param name="micros">Microseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Format(long micros, ref ZoneCursor zone, Span<byte> text) =>
        Format(zone.LocalDay(micros), zone.LocalMicrosOfDay(micros), text);

    private static int Format(int day, long microsOfDay, Span<byte> text)
    {
        var length = DateText.Format(day, text);
        text[length++] = (byte)' ';
        return length + TimeText.Format(microsOfDay * TimeUnits.NanosPerMicro, text[length..]);
    }
}

/// <summary>Reads TIMESTAMP in the session's time zone. One instance serves one worker.</summary>
/// <param name="zone">The zone of texts that name none.</param>
/// <param name="clock">Tells today for texts that are only a time.</param>
public sealed class TimestampReader(ZoneRules zone, TimeProvider clock)
{
    private readonly ZoneSuffixes _suffixes = new();
    private ZoneCursor _zone = new(zone);

    /// <summary>Reads a timestamp.</summary>
    /// <param name="text">The text.</param>
    /// <param name="micros">Microseconds since 1970-01-01T00:00:00Z.</param>
    /// <remarks>Spark: <c>SparkDateTimeUtils.stringToTimestamp</c>.</remarks>
    public bool TryParse(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (!TimestampFields.TryRead(text, out var fields) || !fields.TryGetMicrosOfDay(out var time))
            return false;
        int day;
        if (!fields.IsTimeOnly)
        {
            if (!fields.TryGetDay(out day))
                return false;
        }
        else if (!TryGetToday(fields, out day))
        {
            return false;
        }

        if (!LocalTimestamp.TryJoin(day, time, out var local))
            return false;
        return fields.HasZone ? _suffixes.TryToInstant(fields.ZoneId, local, out micros) : _zone.TryToInstant(local, out micros);
    }

    private bool TryGetToday(TimestampFields fields, out int day)
    {
        day = 0;
        var rules = _zone.Rules;
        if (fields.HasZone && !_suffixes.TryFind(fields.ZoneId, out rules!))
            return false;
        var cursor = new ZoneCursor(rules);
        day = cursor.LocalDay((clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return true;
    }
}
