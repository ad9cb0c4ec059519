using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>make_timestamp_ntz(year, month, day, hour, minute, second)</c>: a timestamp of its fields.</summary>
/// <remarks>Spark: <c>MakeLocalTimestamp</c> in datetimeExpressions.scala.</remarks>
internal static class MakeLocalTimestamp
{
    public static readonly ScalarFunction Definition = new("make_timestamp_ntz")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "make_timestamp_ntz(year, month, day, hour, min, sec) - Returns the timestamp of the fields, or of a date and a time; an error in ANSI mode when there is none, else NULL.",
        Examples = [new("SELECT make_timestamp_ntz(2014, 12, 28, 6, 30, 45.887) = TIMESTAMP_NTZ'2014-12-28 06:30:45.887'", "true")],
        Overloads = TimestampMaking.Overloads(isLocal: true),
    };
}
