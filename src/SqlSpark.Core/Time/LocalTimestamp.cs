using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Time;

/// <summary>Splits and joins microsecond counts of local time: days since 1970-01-01 and microseconds since midnight.</summary>
public static class LocalTimestamp
{
    private const int MaxWholeDay = (int)(long.MaxValue / TimeUnits.MicrosPerDay);

    /// <summary>The day of a local time, rounded towards the past. Every int64 has one that fits 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Day(long micros) => (int)TimeUnits.FloorDiv(micros, TimeUnits.MicrosPerDay);

    /// <summary>Microseconds since midnight: 0 to 86,399,999,999.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long MicrosOfDay(long micros) => TimeUnits.FloorMod(micros, TimeUnits.MicrosPerDay);

    /// <summary>The local time of a day and the microseconds since its midnight; false when it does not fit 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryJoin(int day, long microsOfDay, out long micros)
    {
        micros = (day * TimeUnits.MicrosPerDay) + microsOfDay;
        return day is > -MaxWholeDay and < MaxWholeDay || TryJoinExactly(day, microsOfDay, out micros);
    }

    private static bool TryJoinExactly(int day, long microsOfDay, out long micros)
    {
        var exact = ((Int128)day * TimeUnits.MicrosPerDay) + microsOfDay;
        micros = (long)exact;
        return exact == micros;
    }
}
