using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>Moves timestamps along the calendar and counts units between them, in a time zone.</summary>
/// <remarks>Spark: <c>DateTimeUtils.timestampAddMonths</c>, <c>timestampAddDayTime</c>, <c>timestampAddInterval</c>, <c>timestampDiff</c>.</remarks>
internal static class TimestampMath
{
    /// <summary>The units of <c>timestampadd</c> and <c>timestampdiff</c>.</summary>
    internal enum Unit
    {
        Microsecond,
        Millisecond,
        Second,
        Minute,
        Hour,
        Day,
        Week,
        Month,
        Quarter,
        Year,
    }

    /// <summary>The unit of a word; null when there is none.</summary>
    public static Unit? Parse(string word) => word.ToUpperInvariant() switch
    {
        "MICROSECOND" => Unit.Microsecond,
        "MILLISECOND" => Unit.Millisecond,
        "SECOND" => Unit.Second,
        "MINUTE" => Unit.Minute,
        "HOUR" => Unit.Hour,
        "DAY" or "DAYOFYEAR" => Unit.Day,
        "WEEK" => Unit.Week,
        "MONTH" => Unit.Month,
        "QUARTER" => Unit.Quarter,
        "YEAR" => Unit.Year,
        _ => null,
    };

    /// <summary>Microseconds of a unit up to an hour.</summary>
    public static long MicrosOf(Unit unit) => unit switch
    {
        Unit.Microsecond => 1,
        Unit.Millisecond => TimeUnits.MicrosPerMilli,
        Unit.Second => TimeUnits.MicrosPerSecond,
        Unit.Minute => TimeUnits.MicrosPerMinute,
        Unit.Hour => TimeUnits.MicrosPerHour,
        _ => throw InternalErrors.Unreachable(unit),
    };

    /// <summary>The time so many units later; false when it overflows.</summary>
    public static bool TryAdd(Unit unit, long count, long micros, ref ZoneCursor zone, out long result)
    {
        result = 0;
        if (unit <= Unit.Hour)
        {
            var sum = micros + ((Int128)count * MicrosOf(unit));
            result = (long)sum;
            return sum == result;
        }

        var scaled = (Int128)count * unit switch { Unit.Week => 7, Unit.Quarter => 3, Unit.Year => 12, _ => 1 };
        if (scaled < int.MinValue || scaled > int.MaxValue)
            return false;
        return unit <= Unit.Week ? TryAddDays((int)scaled, micros, ref zone, out result) : TryAddMonths((int)scaled, micros, ref zone, out result);
    }

    /// <summary>The same time of day some months later, on the last day of the month when there is no such day.</summary>
    public static bool TryAddMonths(int months, long micros, ref ZoneCursor zone, out long result)
    {
        result = micros;
        if (months == 0)
            return true;
        var moved = CivilDate.FromDays(zone.LocalDay(micros)).AddMonths(months);
        return CivilDate.TryToDays(moved.Year, moved.Month, moved.Day, out var day) && LocalTimestamp.TryJoin(day, zone.LocalMicrosOfDay(micros), out var local)
            && zone.TryToInstant(local, out result);
    }

    /// <summary>The same time of day some days later.</summary>
    public static bool TryAddDays(int days, long micros, ref ZoneCursor zone, out long result)
    {
        result = micros;
        if (days == 0)
            return true;
        var day = zone.LocalDay(micros) + (long)days;
        return day == (int)day && LocalTimestamp.TryJoin((int)day, zone.LocalMicrosOfDay(micros), out var local) && zone.TryToInstant(local, out result);
    }

    /// <summary>Months, then days, then microseconds later.</summary>
    public static bool TryAddInterval(CalendarInterval interval, long micros, ref ZoneCursor zone, out long result)
    {
        if (!TryAddMonths(interval.Months, micros, ref zone, out result) || !TryAddDays(interval.Days, result, ref zone, out result))
            return false;
        var sum = (Int128)result + interval.Microseconds;
        result = (long)sum;
        return sum == result;
    }

    /// <summary>Whole days, which follow the clock on the wall, then the rest of microseconds later.</summary>
    public static bool TryAddDayTime(long interval, long micros, ref ZoneCursor zone, out long result)
    {
        if (!TryAddDays((int)(interval / TimeUnits.MicrosPerDay), micros, ref zone, out result))
            return false;
        var sum = (Int128)result + (interval % TimeUnits.MicrosPerDay);
        result = (long)sum;
        return sum == result;
    }

    /// <summary>The whole units between two local times.</summary>
    public static long Between(Unit unit, long start, long end, ref ZoneCursor zone)
    {
        var (startDay, startTime, endDay, endTime) = (zone.LocalDay(start), zone.LocalMicrosOfDay(start), zone.LocalDay(end), zone.LocalMicrosOfDay(end));
        if (unit < Unit.Day)
            return (long)(((((Int128)endDay - startDay) * TimeUnits.MicrosPerDay) + endTime - startTime) / MicrosOf(unit));
        var days = (long)endDay - startDay;
        days -= days > 0 && endTime < startTime ? 1 : days < 0 && endTime > startTime ? -1 : 0;
        if (unit <= Unit.Week)
            return unit == Unit.Week ? days / 7 : days;

        var (first, last) = (CivilDate.FromDays(startDay), CivilDate.FromDays((int)(startDay + days)));
        var months = ((last.Year - first.Year) * 12L) + last.Month - first.Month;
        months -= months > 0 && last.Day < first.Day ? 1 : months < 0 && last.Day > first.Day ? -1 : 0;
        return months / unit switch { Unit.Quarter => 3, Unit.Year => 12, _ => 1 };
    }
}
