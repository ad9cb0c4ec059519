using SqlSpark.Core.Time;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>Weeks that begin on Monday and belong to the year of their Thursday. ISO 8601.</summary>
internal static class IsoWeeks
{
    /// <summary>The year that the week of a day belongs to.</summary>
    public static int YearOf(int day) => CivilDate.FromDays(ThursdayOf(day)).Year;

    /// <summary>The week of that year, from 1.</summary>
    public static int WeekOf(int day) => ((CivilDate.FromDays(ThursdayOf(day)).DayOfYear - 1) / 7) + 1;

    private static int ThursdayOf(int day) => day - CivilDate.IsoDayOfWeek(day) + 4;
}
