using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Time;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>year(date)</c>: the year.</summary>
/// <remarks>Spark: <c>Year</c> in datetimeExpressions.scala.</remarks>
internal static class Year
{
    public static readonly ScalarFunction Definition = new("year")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "year(date) - Returns the year of a date or timestamp.",
        Examples = [new("SELECT year('2016-07-30')", "2016")],
        Overloads = [DateParts.Overload(CivilDate.Years)],
    };
}
