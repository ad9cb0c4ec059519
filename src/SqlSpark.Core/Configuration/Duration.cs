using System.Globalization;

namespace SqlSpark.Core.Configuration;

/// <summary>Lengths of time as Spark's configuration writes them: <c>200ms</c>, <c>5min</c>, <c>1h</c>.</summary>
public static class Duration
{
    /// <summary>Reads digits and an optional unit: <c>us ms s m min h d</c>, in any case.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="defaultUnitTicks">How many ticks a bare number counts.</param>
    /// <param name="value">The length.</param>
    /// <returns>False for another form, or a length that a <see cref="TimeSpan"/> cannot hold.</returns>
    public static bool TryParse(string text, long defaultUnitTicks, out TimeSpan value)
    {
        value = default;
        var span = text.AsSpan();
        var digits = span.LastIndexOfAnyInRange('0', '9') + 1;
        if (!long.TryParse(span[..digits], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
            || !TryFindUnit(span[digits..].Trim(), defaultUnitTicks, out var unitTicks))
        {
            return false;
        }

        var ticks = (Int128)count * unitTicks;
        if (ticks != (long)ticks)
            return false;
        value = new TimeSpan((long)ticks);
        return true;
    }

    /// <summary>Writes a length in its default unit when that is exact (<c>200ms</c>), otherwise in microseconds.</summary>
    /// <param name="value">The length.</param>
    /// <param name="defaultUnitTicks">The ticks of a millisecond or of a second.</param>
    public static string Format(TimeSpan value, long defaultUnitTicks)
    {
        var (ticks, unit) = defaultUnitTicks == TimeSpan.TicksPerSecond ? (TimeSpan.TicksPerSecond, "s") : (TimeSpan.TicksPerMillisecond, "ms");
        if (value.Ticks % ticks != 0)
            (ticks, unit) = (TimeSpan.TicksPerMicrosecond, "us");
        return (value.Ticks / ticks).ToString(CultureInfo.InvariantCulture) + unit;
    }

    private static bool TryFindUnit(ReadOnlySpan<char> unit, long defaultUnitTicks, out long ticks)
    {
        Span<char> lower = stackalloc char[3];
        ticks = 0;
        if (unit.Length > lower.Length)
            return false;
        ticks = lower[..unit.ToLowerInvariant(lower)] switch
        {
            "" => defaultUnitTicks,
            "us" => TimeSpan.TicksPerMicrosecond,
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" or "min" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            "d" => TimeSpan.TicksPerDay,
            _ => 0,
        };
        return ticks > 0;
    }
}
