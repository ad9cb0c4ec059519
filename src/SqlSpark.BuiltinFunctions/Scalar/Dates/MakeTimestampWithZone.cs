using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>make_timestamp_ltz(year, month, day, hour, minute, second)</c>: a timestamp of its fields.</summary>
/// <remarks>Spark: <c>MakeTimestampWithZone</c> in datetimeExpressions.scala.</remarks>
internal static class MakeTimestampWithZone
{
    public static readonly ScalarFunction Definition = new("make_timestamp_ltz")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "make_timestamp_ltz(year, month, day, hour, min, sec[, timezone]) - Returns the timestamp of the fields, or of a date and a time; an error in ANSI mode when there is none, else NULL.",
        Examples = [new("SELECT make_timestamp_ltz(2014, 12, 28, 6, 30, 45.887) = TIMESTAMP'2014-12-28 06:30:45.887'", "true")],
        Overloads = TimestampMaking.Overloads(isLocal: false),
    };
}
