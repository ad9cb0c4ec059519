using System.Globalization;
using System.Text.RegularExpressions;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>Dates of the proleptic Gregorian calendar as days since 1970-01-01, one year and one month at a time.</summary>
internal static partial class ReferenceDates
{
    private const int DaysOf400Years = 146_097;

    /// <summary>yyyy-MM-dd; years beyond 9999 with a plus sign.</summary>
    public static string Text(int days)
    {
        long year = 1600;
        var left = (long)days + DaysFrom1600To1970;
        year += 400 * (long)Math.Floor((double)left / DaysOf400Years);
        left -= (long)Math.Floor((double)left / DaysOf400Years) * DaysOf400Years;
        for (; left >= DaysOfYear(year); year++)
            left -= DaysOfYear(year);
        var month = 1;
        for (; left >= DaysOfMonth(year, month); month++)
            left -= DaysOfMonth(year, month);
        var sign = year > 9999 ? "+" : year < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{Math.Abs(year):0000}-{month:00}-{left + 1:00}");
    }

    /// <summary>The days of [+-]yyyy[-[m]m[-[d]d]], of which the last may be followed by a time of any form; null for other texts.</summary>
    public static object? Parse(string text)
    {
        var match = DateText().Match(text);
        if (!match.Success)
            return null;
        var year = int.Parse(match.Groups["y"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var month = match.Groups["m"].Success ? int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture) : 1;
        var day = match.Groups["d"].Success ? int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture) : 1;
        if (month is < 1 or > 12 || day < 1 || day > DaysOfMonth(year, month))
            return null;
        var cycles = (long)Math.Floor((year - 1600) / 400.0);
        var days = (cycles * DaysOf400Years) - DaysFrom1600To1970 + day - 1;
        for (var y = 1600 + (cycles * 400); y < year; y++)
            days += DaysOfYear(y);
        for (var m = 1; m < month; m++)
            days += DaysOfMonth(year, m);
        return days is >= int.MinValue and <= int.MaxValue ? (int)days : null;
    }

    private static long DaysFrom1600To1970 => new DateOnly(1970, 1, 1).DayNumber - new DateOnly(1600, 1, 1).DayNumber;

    private static bool IsLeap(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    private static int DaysOfYear(long year) => IsLeap(year) ? 366 : 365;

    private static int DaysOfMonth(long year, int month) => month switch
    {
        2 => IsLeap(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    [GeneratedRegex(@"^(?<y>[+-]?\d{4,7})(-(?<m>\d{1,2})(-(?<d>\d{1,2})([ T].*)?)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DateText();
}
