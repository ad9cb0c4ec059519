namespace SqlSpark.Core.Time.Patterns;

/// <summary>What a pattern read out of a text; -1 for what was not there.</summary>
/// <remarks>Java: <c>Parsed.resolve</c> in strict style; Spark: <c>DateTimeFormatterHelper.toLocalDate</c> and <c>toLocalTime</c> fill in what is missing.</remarks>
public struct DateTimeFields
{
    private const int DefaultYear = 1970;

    internal long YearOfEra;
    internal int Era;
    internal int Month;
    internal int Day;
    internal int DayOfYear;
    internal int DayOfWeek;
    internal int Hour;
    internal int HourFromOne;
    internal int HourOfHalfDay;
    internal int HourOfHalfDayFromOne;
    internal int HalfDay;
    internal int Minute;
    internal int Second;
    internal int Nanos;
    internal bool HasFraction;

    internal static DateTimeFields None => new()
    {
        YearOfEra = -1,
        Era = -1,
        Month = -1,
        Day = -1,
        DayOfYear = -1,
        DayOfWeek = -1,
        Hour = -1,
        HourFromOne = -1,
        HourOfHalfDay = -1,
        HourOfHalfDayFromOne = -1,
        HalfDay = -1,
        Minute = -1,
        Second = -1,
    };

    /// <summary>The zone, or null when none was named.</summary>
    public ZoneRules? Zone { get; internal set; }

    /// <summary>The day; what is missing is taken from 1970-01-01. False when there is no such date.</summary>
    public readonly bool TryGetDay(out int day)
    {
        day = 0;
        if (YearOfEra > CivilDate.MaxYear || (YearOfEra == 0))
            return false;
        var year = YearOfEra < 0 ? DefaultYear : (int)(Era == 0 ? 1 - YearOfEra : YearOfEra);
        if (DayOfYear >= 0)
        {
            if (DayOfYear < 1 || DayOfYear > (CivilDate.IsLeapYear(year) ? 366 : 365))
                return false;
            day = (int)CivilDate.ToDays(year, 1, 1) + DayOfYear - 1;
            var date = CivilDate.FromDays(day);
            if ((Month >= 0 && Month != date.Month) || (Day >= 0 && Day != date.Day))
                return false;
        }
        else if (!CivilDate.TryToDays(year, Month < 0 ? 1 : Month, Day < 0 ? 1 : Day, out day))
        {
            return false;
        }

        return DayOfWeek < 0 || YearOfEra < 0 || Month < 0 || Day < 0 || DayOfWeek == CivilDate.IsoDayOfWeek(day);
    }

    /// <summary>Nanoseconds since midnight; what is missing is zero. False when there is no such time.</summary>
    public readonly bool TryGetNanosOfDay(out long nanos)
    {
        nanos = 0;
        if (!TryGetHour(out var hour) || Minute > 59 || Second > 59)
            return false;
        nanos = ((((hour * 60L) + Math.Max(Minute, 0)) * 60) + Math.Max(Second, 0)) * TimeUnits.NanosPerSecond + Nanos;
        return true;
    }

    private readonly bool TryGetHour(out int hour)
    {
        hour = Hour;
        if (HourFromOne >= 0)
        {
            if (HourFromOne is < 1 or > 24 || (hour >= 0 && hour != HourFromOne % 24))
                return false;
            hour = HourFromOne % 24;
        }

        var half = HourOfHalfDay;
        if (HourOfHalfDayFromOne >= 0)
        {
            if (HourOfHalfDayFromOne is < 1 or > 12)
                return false;
            half = HourOfHalfDayFromOne % 12;
        }

        if (half > 11 || hour > 23)
            return false;
        if (half >= 0)
        {
            var full = half + (12 * Math.Max(HalfDay, 0));
            if (hour >= 0 && (HalfDay >= 0 ? hour != full : hour % 12 != half))
                return false;
            hour = Math.Max(hour, full);
        }
        else if (hour < 0)
        {
            hour = HalfDay == 1 ? 12 : 0;
        }
        else if (HalfDay >= 0 && hour / 12 != HalfDay)
        {
            return false;
        }

        return true;
    }
}
