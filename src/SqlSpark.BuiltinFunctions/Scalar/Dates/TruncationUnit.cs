using SqlSpark.Core.Time;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>The units that dates and timestamps are cut to, shorter ones first.</summary>
internal enum TruncationUnit
{
    None,
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

/// <summary>Cuts dates and timestamps to units. Spark: <c>DateTimeUtils.parseTruncLevel</c>, <c>truncDate</c>, <c>truncTimestamp</c>.</summary>
internal static class Truncation
{
    /// <summary>The unit of a word, or none.</summary>
    public static TruncationUnit Parse(ReadOnlySpan<byte> word)
    {
        Span<byte> upper = stackalloc byte[16];
        if (word.Length > upper.Length)
            return TruncationUnit.None;
        for (var i = 0; i < word.Length; i++)
            upper[i] = word[i] is >= (byte)'a' and <= (byte)'z' ? (byte)(word[i] - 32) : word[i];
        upper = upper[..word.Length];
        if (upper.SequenceEqual("MICROSECOND"u8))
            return TruncationUnit.Microsecond;
        if (upper.SequenceEqual("MILLISECOND"u8))
            return TruncationUnit.Millisecond;
        if (upper.SequenceEqual("SECOND"u8))
            return TruncationUnit.Second;
        if (upper.SequenceEqual("MINUTE"u8))
            return TruncationUnit.Minute;
        if (upper.SequenceEqual("HOUR"u8))
            return TruncationUnit.Hour;
        if (upper.SequenceEqual("DAY"u8) || upper.SequenceEqual("DD"u8))
            return TruncationUnit.Day;
        if (upper.SequenceEqual("WEEK"u8))
            return TruncationUnit.Week;
        if (upper.SequenceEqual("MONTH"u8) || upper.SequenceEqual("MM"u8) || upper.SequenceEqual("MON"u8))
            return TruncationUnit.Month;
        if (upper.SequenceEqual("QUARTER"u8))
            return TruncationUnit.Quarter;
        return upper.SequenceEqual("YEAR"u8) || upper.SequenceEqual("YYYY"u8) || upper.SequenceEqual("YY"u8) ? TruncationUnit.Year : TruncationUnit.None;
    }

    /// <summary>The first day of the week, month, quarter or year of a day.</summary>
    public static int OfDay(int day, TruncationUnit unit)
    {
        var date = CivilDate.FromDays(day);
        return unit switch
        {
            TruncationUnit.Week => day - CivilDate.IsoDayOfWeek(day) + 1,
            TruncationUnit.Month => day - date.Day + 1,
            TruncationUnit.Quarter => (int)CivilDate.ToDays(date.Year, ((date.Month - 1) / 3 * 3) + 1, 1),
            TruncationUnit.Year => (int)CivilDate.ToDays(date.Year, 1, 1),
            _ => day,
        };
    }

    /// <summary>Microseconds of a unit up to an hour.</summary>
    public static long MicrosOf(TruncationUnit unit) => unit switch
    {
        TruncationUnit.Millisecond => TimeUnits.MicrosPerMilli,
        TruncationUnit.Second => TimeUnits.MicrosPerSecond,
        TruncationUnit.Minute => TimeUnits.MicrosPerMinute,
        TruncationUnit.Hour => TimeUnits.MicrosPerHour,
        _ => 1,
    };
}
