namespace SqlSpark.Core.Time;

/// <summary>How many of one unit of time another one has. Days have 86,400 seconds: there are no leap seconds.</summary>
public static class TimeUnits
{
    /// <summary>Seconds of a minute.</summary>
    public const int SecondsPerMinute = 60;

    /// <summary>Seconds of an hour.</summary>
    public const int SecondsPerHour = 3600;

    /// <summary>Seconds of a day.</summary>
    public const int SecondsPerDay = 86_400;

    /// <summary>Microseconds of a millisecond.</summary>
    public const long MicrosPerMilli = 1_000;

    /// <summary>Microseconds of a second.</summary>
    public const long MicrosPerSecond = 1_000_000;

    /// <summary>Microseconds of a minute.</summary>
    public const long MicrosPerMinute = 60 * MicrosPerSecond;

    /// <summary>Microseconds of an hour.</summary>
    public const long MicrosPerHour = 3600 * MicrosPerSecond;

    /// <summary>Microseconds of a day.</summary>
    public const long MicrosPerDay = 86_400 * MicrosPerSecond;

    /// <summary>Nanoseconds of a microsecond.</summary>
    public const long NanosPerMicro = 1_000;

    /// <summary>Nanoseconds of a second.</summary>
    public const long NanosPerSecond = 1_000_000_000;

    /// <summary>Nanoseconds of a day.</summary>
    public const long NanosPerDay = 86_400 * NanosPerSecond;

    /// <summary>Months of a year.</summary>
    public const int MonthsPerYear = 12;

    /// <summary>The quotient rounded towards negative infinity; <paramref name="divisor"/> is positive.</summary>
    public static long FloorDiv(long value, long divisor)
    {
        var quotient = value / divisor;
        return quotient - (value < quotient * divisor ? 1 : 0);
    }

    /// <summary>The remainder of <see cref="FloorDiv"/>: never negative.</summary>
    public static long FloorMod(long value, long divisor)
    {
        var remainder = value % divisor;
        return remainder + (remainder < 0 ? divisor : 0);
    }
}
