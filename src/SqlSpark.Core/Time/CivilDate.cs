using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Time;

/// <summary>
/// A date of the proleptic Gregorian calendar, with a year 0 and negative years before it. Every int32 count of days since 1970-01-01
/// is one (years -5877641 to 5881580).
/// </summary>
/// <param name="Year">The year.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
/// <remarks>
/// Computed in the 400-year cycle of years that begin in March, so that the leap day is the last one. After Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms". Straight-line integer arithmetic: the spans below compile to tight loops.
/// </remarks>
public readonly record struct CivilDate(int Year, int Month, int Day)
{
    /// <summary>The first year that has a day number.</summary>
    public const int MinYear = -5_877_641;

    /// <summary>The last year that has a day number.</summary>
    public const int MaxYear = 5_881_580;

    private const int DaysPerCycle = 146_097;
    private const int DaysFromMarchOfYearZero = 719_468;

    /// <summary>True for leap years.</summary>
    public static bool IsLeapYear(int year) => (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);

    /// <summary>The number of days of a month.</summary>
    public static int DaysInMonth(int year, int month) => month switch
    {
        2 => IsLeapYear(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>True when the month is in its year and the day in its month.</summary>
    public static bool IsValid(int month, int day, int year) =>
        month is >= 1 and <= 12 && day >= 1 && (day <= 28 || day <= DaysInMonth(year, month));

    /// <summary>Days since 1970-01-01 of a valid date; for years far outside of the int32 range too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToDays(long year, int month, int day)
    {
        var shifted = year - (month <= 2 ? 1 : 0);
        var cycle = (shifted >= 0 ? shifted : shifted - 399) / 400;
        var yearOfCycle = (int)(shifted - (cycle * 400));
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        var dayOfCycle = (yearOfCycle * 365) + (yearOfCycle / 4) - (yearOfCycle / 100) + dayOfYear;
        return (cycle * DaysPerCycle) + dayOfCycle - DaysFromMarchOfYearZero;
    }

    /// <summary>Days since 1970-01-01, or false when there is no such date or its number does not fit 32 bits.</summary>
    public static bool TryToDays(int year, int month, int day, out int days)
    {
        days = 0;
        if (!IsValid(month, day, year) || year is < MinYear or > MaxYear)
            return false;
        var number = ToDays(year, month, day);
        days = (int)number;
        return days == number;
    }

    /// <summary>The date of a day number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CivilDate FromDays(int days)
    {
        Split(days, out var year, out var shiftedMonth, out var dayOfYear);
        var day = dayOfYear - (((153 * shiftedMonth) + 2) / 5) + 1;
        var month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        return new CivilDate(year + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>Days since 1970-01-01.</summary>
    public int ToDays()
    {
        var days = ToDays(Year, Month, Day);
        Debug.Assert((int)days == days, "the date has no day number");
        return (int)days;
    }

    /// <summary>The day of the year, from 1.</summary>
    public int DayOfYear => (int)(ToDays(Year, Month, Day) - ToDays(Year, 1, 1)) + 1;

    /// <summary>The day of the year, from 1, of a day number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DayOfYearOf(int days)
    {
        const int daysToMarch = 59;
        const int daysFromMarchToJanuary = 306;
        Split(days, out var year, out var shiftedMonth, out var dayFromMarch);
        return shiftedMonth < 10 ? dayFromMarch + daysToMarch + (IsLeapYear(year) ? 2 : 1) : dayFromMarch - daysFromMarchToJanuary + 1;
    }

    /// <summary>The day of the week as ISO counts it: Monday is 1, Sunday 7.</summary>
    public static int IsoDayOfWeek(int days) => (int)TimeUnits.FloorMod(days + 3L, 7) + 1;

    /// <summary>The date some months later or earlier, on the last day of its month when there is no such day.</summary>
    public CivilDate AddMonths(int months)
    {
        var total = (Year * 12L) + (Month - 1) + months;
        var year = (int)TimeUnits.FloorDiv(total, 12);
        var month = (int)(total - (year * 12L)) + 1;
        return new CivilDate(year, month, Math.Min(Day, DaysInMonth(year, month)));
    }

    /// <summary>Writes the year of every day number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Years(ReadOnlySpan<int> days, Span<int> years)
    {
        for (var i = 0; i < days.Length; i++)
        {
            Split(days[i], out var year, out var shiftedMonth, out _);
            years[i] = year + (shiftedMonth >= 10 ? 1 : 0);
        }
    }

    /// <summary>Writes the month, 1 to 12, of every day number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Months(ReadOnlySpan<int> days, Span<int> months)
    {
        for (var i = 0; i < days.Length; i++)
        {
            Split(days[i], out _, out var shiftedMonth, out _);
            months[i] = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        }
    }

    /// <summary>Writes the day of the month, 1 to 31, of every day number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DaysOfMonth(ReadOnlySpan<int> days, Span<int> daysOfMonth)
    {
        for (var i = 0; i < days.Length; i++)
        {
            Split(days[i], out _, out var shiftedMonth, out var dayOfYear);
            daysOfMonth[i] = dayOfYear - (((153 * shiftedMonth) + 2) / 5) + 1;
        }
    }

    /// <summary>Year, month and day of the year, counted from March.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(int days, out int year, out int month, out int dayOfYear)
    {
        // 14,699 cycles make every int32 day number positive, so that unsigned division, which is cheaper, serves.
        const int shiftedCycles = 14_699;
        var shifted = (ulong)(days + (long)DaysFromMarchOfYearZero + ((long)shiftedCycles * DaysPerCycle));
        var cycle = (uint)(shifted / DaysPerCycle);
        var dayOfCycle = (uint)(shifted - ((ulong)cycle * DaysPerCycle));
        var yearOfCycle = (dayOfCycle - (dayOfCycle / 1460) + (dayOfCycle / 36_524) - (dayOfCycle / 146_096)) / 365;
        dayOfYear = (int)(dayOfCycle - ((365 * yearOfCycle) + (yearOfCycle / 4) - (yearOfCycle / 100)));
        month = ((5 * dayOfYear) + 2) / 153;
        year = (int)((cycle * 400L) + yearOfCycle - (shiftedCycles * 400L));
    }
}
