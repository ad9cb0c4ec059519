using SqlSpark.Core.Errors;

namespace SqlSpark.Core.Time;

/// <summary>The user errors of dates, times and zones.</summary>
public static class TimeErrors
{
    /// <summary><c>INVALID_TIMEZONE</c>, 22009: there is no such time zone.</summary>
    /// <param name="id">What was asked for.</param>
    public static SqlSparkException InvalidTimeZone(string id) => SqlSparkException.Create("INVALID_TIMEZONE", null, ("timeZone", id));
}
