namespace SqlSpark.Core.Time;

/// <summary>
/// Builds rules from <see cref="TimeZoneInfo"/> where the system has no TZif files. Its offsets are rounded to minutes, and its years end
/// with 9999; from 2450 on the last 400 years repeat, which is exact because weekdays do too.
/// </summary>
internal static class SystemZone
{
    private const int FirstYear = 1850;
    private const int LastYear = 2450;
    private const long CycleSeconds = 146_097L * TimeUnits.SecondsPerDay;

    /// <summary>The rules of a zone that the system knows, or null.</summary>
    public static ZoneRules? Find(string region, string id) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(region, out var zone) ? Build(zone, id) : null;

    /// <summary>Finds the transitions by probing every day and halving those in which the offset changes.</summary>
    internal static ZoneRules Build(TimeZoneInfo zone, string id)
    {
        var begin = CivilDate.ToDays(FirstYear, 1, 1) * TimeUnits.SecondsPerDay;
        var end = CivilDate.ToDays(LastYear, 1, 1) * TimeUnits.SecondsPerDay;
        var transitions = new List<(long Second, int OffsetAfter)>();
        var firstOffset = OffsetAt(zone, begin);
        var offset = firstOffset;
        for (var second = begin + TimeUnits.SecondsPerDay; second <= end; second += TimeUnits.SecondsPerDay)
        {
            var offsetAfter = OffsetAt(zone, second);
            if (offsetAfter == offset)
                continue;
            transitions.Add((FindChange(zone, second - TimeUnits.SecondsPerDay, second, offset), offsetAfter));
            offset = offsetAfter;
        }

        if (transitions.Count == 0)
            return new FixedZone(id, firstOffset);
        var table = new TransitionZone(id, firstOffset, transitions, null);
        return new TransitionZone(id, firstOffset, transitions, new RepeatedYears(table, end));
    }

    private static int OffsetAt(TimeZoneInfo zone, long second) =>
        (int)zone.GetUtcOffset(DateTime.UnixEpoch.AddSeconds(second)).TotalSeconds;

    private static long FindChange(TimeZoneInfo zone, long before, long after, int offsetBefore)
    {
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (OffsetAt(zone, middle) == offsetBefore)
                before = middle;
            else
                after = middle;
        }

        return after;
    }

    /// <summary>Repeats the 400 years before <paramref name="end"/>.</summary>
    private sealed class RepeatedYears(ZoneRules table, long end) : IZoneTail
    {
        public OffsetRange RangeAt(long epochSecond)
        {
            var cycles = epochSecond < end ? 0 : ((epochSecond - end) / CycleSeconds) + 1;
            var shift = cycles * CycleSeconds;
            var range = table.RangeAt(epochSecond - shift);
            var until = range.Until >= end ? end : range.Until;
            return new OffsetRange(Math.Max(range.From, end - CycleSeconds) + shift, until + shift, range.OffsetSeconds);
        }
    }
}
