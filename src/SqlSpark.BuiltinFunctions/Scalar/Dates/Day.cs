using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Time;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>day(date)</c>: the day of the month.</summary>
/// <remarks>Spark: <c>DayOfMonth</c> in datetimeExpressions.scala.</remarks>
internal static class Day
{
    public static readonly ScalarFunction Definition = new("day")
    {
        Aliases = ["dayofmonth"],
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "day(date) - Returns the day of the month of a date or timestamp, 1 to 31.",
        Examples = [new("SELECT day('2009-07-30')", "30")],
        Overloads = [DateParts.Overload(CivilDate.DaysOfMonth)],
    };
}
