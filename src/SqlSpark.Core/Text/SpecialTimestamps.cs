using SqlSpark.Core.Time;

namespace SqlSpark.Core.Text;

/// <summary>
/// The words that typed literals take for a date or timestamp (<c>DATE 'today'</c>): epoch, now, today, tomorrow, yesterday, in any case, where all
/// but now may be followed by a zone, which must exist and says nothing. Casts take none of them. Spark: <c>DateTimeUtils.convertSpecialDate</c>, <c>convertSpecialTimestamp</c>.
/// </summary>
public static class SpecialTimestamps
{
    /// <summary>The day that a word stands for, in days since 1970-01-01.</summary>
    /// <param name="text">The text of the literal.</param>
    /// <param name="zone">The session's zone.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="days">The day.</param>
    public static bool TryGetDate(string text, ZoneRules zone, TimeProvider clock, out int days)
    {
        days = 0;
        if (!TryRead(text, out var word))
            return false;
        if (word == "epoch")
            return true;
        var cursor = new ZoneCursor(zone);
        days = cursor.LocalDay(Now(clock)) + DayShift(word);
        return true;
    }

    /// <summary>The instant that a word stands for, in microseconds since 1970-01-01T00:00:00Z.</summary>
    /// <param name="text">The text of the literal.</param>
    /// <param name="zone">The session's zone.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="micros">The instant.</param>
    public static bool TryGetInstant(string text, ZoneRules zone, TimeProvider clock, out long micros)
    {
        micros = 0;
        if (!TryRead(text, out var word))
            return false;
        if (word == "epoch")
            return true;
        micros = Now(clock);
        if (word == "now")
            return true;
        var cursor = new ZoneCursor(zone);
        return cursor.TryStartOfDay(cursor.LocalDay(micros) + DayShift(word), out micros);
    }

    /// <summary>The local time that a word stands for, in microseconds since 1970-01-01T00:00:00.</summary>
    /// <param name="text">The text of the literal.</param>
    /// <param name="zone">The session's zone.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="micros">The local time.</param>
    public static bool TryGetLocal(string text, ZoneRules zone, TimeProvider clock, out long micros)
    {
        micros = 0;
        if (!TryRead(text, out var word))
            return false;
        if (word == "epoch")
            return true;
        var cursor = new ZoneCursor(zone);
        return word == "now"
            ? cursor.TryToLocal(Now(clock), out micros)
            : LocalTimestamp.TryJoin(cursor.LocalDay(Now(clock)) + DayShift(word), 0, out micros);
    }

    private static bool TryRead(string text, out string word)
    {
        var trimmed = text.AsSpan().Trim();
        var length = 0;
        while (length < trimmed.Length && char.IsAsciiLetter(trimmed[length]))
            length++;
        word = trimmed[..length].ToString().ToLowerInvariant();
        if (word is not ("epoch" or "now" or "today" or "tomorrow" or "yesterday"))
            return false;
        var rest = trimmed[length..].Trim();
        if (rest.IsEmpty)
            return true;
        return word != "now" && ZoneRules.TryGet(rest.ToString(), out _);
    }

    private static int DayShift(string word) => word switch
    {
        "tomorrow" => 1,
        "yesterday" => -1,
        _ => 0,
    };

    private static long Now(TimeProvider clock) => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
