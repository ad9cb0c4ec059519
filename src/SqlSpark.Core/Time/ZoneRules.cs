using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using SqlSpark.Core.Errors;

namespace SqlSpark.Core.Time;

/// <summary>
/// The offsets of a time zone from UTC through all of time, exact to the second. Immutable and shared; loops read it through a
/// <see cref="ZoneCursor"/>.
/// </summary>
/// <remarks>
/// Regions come from the system's TZif files (<see cref="ZoneFiles"/>), or where there are none from <see cref="TimeZoneInfo"/>, whose
/// history is rounded to minutes. Ids are those of Spark's <c>DateTimeUtils.getZoneId</c>.
/// </remarks>
public abstract class ZoneRules
{
    // Zones differ from UTC by 18 hours at most, so an instant this much earlier is before a local time in any zone.
    internal const long SafeSecondsBefore = 30 * 3600;

    private static readonly ConcurrentDictionary<string, ZoneRules> ById = new(StringComparer.Ordinal);

    private protected ZoneRules(string id) => Id = id;

    /// <summary>UTC.</summary>
    public static ZoneRules Utc { get; } = new FixedZone("UTC", 0);

    /// <summary>The id as it was asked for.</summary>
    public string Id { get; }

    /// <summary>True when the offset is always the same; <see cref="OffsetAt"/> any second then tells it.</summary>
    public virtual bool IsFixed => false;

    /// <summary>The stretch of equal offset around a second.</summary>
    /// <param name="epochSecond">Seconds since 1970-01-01T00:00:00Z.</param>
    public abstract OffsetRange RangeAt(long epochSecond);

    /// <summary>Seconds by which local time is ahead of UTC at a second since 1970-01-01T00:00:00Z.</summary>
    public int OffsetAt(long epochSecond) => RangeAt(epochSecond).OffsetSeconds;

    /// <summary>The rules of a zone.</summary>
    /// <param name="id">A region (<c>Area/City</c>), an offset (<c>+01:00</c>, <c>-8</c>, <c>UTC+1</c>), <c>Z</c>, or one of Java's short ids (<c>PST</c>).</param>
    /// <exception cref="SqlSparkException"><c>INVALID_TIMEZONE</c>: there is no such zone.</exception>
    public static ZoneRules Of(string id) => TryGet(id, out var rules)
        ? rules
        : throw TimeErrors.InvalidTimeZone(id);

    /// <summary>The rules of a zone, or false when there is no such zone.</summary>
    public static bool TryGet(string id, [NotNullWhen(true)] out ZoneRules? rules)
    {
        if (ById.TryGetValue(id, out rules))
            return true;
        rules = ZoneId.Resolve(id);
        if (rules is null)
            return false;
        rules = ById.GetOrAdd(id, rules);
        return true;
    }

    /// <summary>
    /// The stretch whose offset turns a local time into an instant. A local time that occurs twice takes the earlier instant; one that is
    /// skipped is moved forward by the length of the gap, as <c>java.time.ZonedDateTime</c> does.
    /// </summary>
    /// <param name="localSecond">Seconds of local time since 1970-01-01T00:00:00.</param>
    internal OffsetRange RangeOfLocal(long localSecond)
    {
        var range = RangeAt(localSecond - SafeSecondsBefore);
        while (range.Until != long.MaxValue && localSecond >= range.Until + range.OffsetSeconds)
        {
            var next = RangeAt(range.Until);
            if (localSecond < range.Until + next.OffsetSeconds)
                return range;           // in the gap between the two
            range = next;
        }

        return range;
    }

    /// <summary>The first second of a local day: of its midnight, or of the end of the gap that midnight falls into.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    /// <remarks>Java: <c>LocalDate.atStartOfDay(ZoneId)</c>.</remarks>
    public long StartOfDay(int day)
    {
        var midnight = (long)day * TimeUnits.SecondsPerDay;
        var range = RangeOfLocal(midnight);
        return Math.Min(midnight - range.OffsetSeconds, range.Until);
    }

    /// <inheritdoc />
    public override string ToString() => Id;
}

/// <summary>A zone with the same offset at all times.</summary>
internal sealed class FixedZone(string id, int offsetSeconds) : ZoneRules(id)
{
    public override bool IsFixed => true;

    public override OffsetRange RangeAt(long epochSecond) => new(long.MinValue, long.MaxValue, offsetSeconds);
}
