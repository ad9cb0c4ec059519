using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Time;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>month(date)</c>: the month of the year.</summary>
/// <remarks>Spark: <c>Month</c> in datetimeExpressions.scala.</remarks>
internal static class Month
{
    public static readonly ScalarFunction Definition = new("month")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "month(date) - Returns the month of a date or timestamp, 1 to 12.",
        Examples = [new("SELECT month('2016-07-30')", "7")],
        Overloads = [DateParts.Overload(CivilDate.Months)],
    };
}
