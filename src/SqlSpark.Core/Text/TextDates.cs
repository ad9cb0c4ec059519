using SqlSpark.Core.Time;
using SqlSpark.Core.Time.Patterns;

namespace SqlSpark.Core.Text;

/// <summary>Reads dates and timestamps of JSON and CSV: by a pattern where the options have one, else as casts do. Serves one worker.</summary>
/// <param name="zone">The zone of timestamps that name none.</param>
/// <param name="datePattern">The option <c>dateFormat</c>, or null.</param>
/// <param name="timestampPattern">The option <c>timestampFormat</c>, or null.</param>
/// <param name="localPattern">The option <c>timestampNTZFormat</c>, or null.</param>
public sealed class TextDates(ZoneRules zone, DateTimePattern? datePattern, DateTimePattern? timestampPattern, DateTimePattern? localPattern)
{
    private readonly TimestampReader _timestamps = new(zone, TimeProvider.System);
    private ZoneCursor _zone = new(zone);

    /// <summary>Reads a date.</summary>
    public bool TryDate(ReadOnlySpan<byte> text, out int day)
    {
        if (datePattern is null)
            return DateText.TryParse(text, out day);
        day = 0;
        return datePattern.TryRead(text, out var fields) && fields.TryGetDay(out day);
    }

    /// <summary>Reads an instant.</summary>
    public bool TryTimestamp(ReadOnlySpan<byte> text, out long micros)
    {
        if (timestampPattern is null)
            return _timestamps.TryParse(text, out micros);
        if (!TryLocal(timestampPattern, text, out micros, out var fields))
            return false;
        var local = micros;
        return fields.Zone is { } named ? new ZoneCursor(named).TryToInstant(local, out micros) : _zone.TryToInstant(local, out micros);
    }

    /// <summary>Reads a local time; a text with a zone is none.</summary>
    public bool TryLocalTimestamp(ReadOnlySpan<byte> text, out long micros) => localPattern is null
        ? TimestampText.TryParseLocal(text, allowZone: false, out micros)
        : TryLocal(localPattern, text, out micros, out var fields) && fields.Zone is null;

    private static bool TryLocal(DateTimePattern pattern, ReadOnlySpan<byte> text, out long micros, out DateTimeFields fields)
    {
        micros = 0;
        return pattern.TryRead(text, out fields) && fields.TryGetDay(out var day) && fields.TryGetNanosOfDay(out var nanos)
            && LocalTimestamp.TryJoin(day, nanos / TimeUnits.NanosPerMicro, out micros);
    }
}
