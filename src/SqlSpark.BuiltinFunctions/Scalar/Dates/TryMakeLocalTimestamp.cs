using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>try_make_timestamp_ntz(year, month, day, hour, minute, second)</c>: a timestamp of its fields.</summary>
/// <remarks>Spark: <c>TryMakeLocalTimestamp</c> in datetimeExpressions.scala.</remarks>
internal static class TryMakeLocalTimestamp
{
    public static readonly ScalarFunction Definition = new("try_make_timestamp_ntz")
    {
        Group = FunctionGroup.DateTime,
        Since = "4.0.0",
        Usage = "try_make_timestamp_ntz(year, month, day, hour, min, sec) - Returns the timestamp of the fields, or of a date and a time; NULL when there is none.",
        Examples =
        [
            new("SELECT try_make_timestamp_ntz(2014, 12, 28, 6, 30, 45.887) = TIMESTAMP_NTZ'2014-12-28 06:30:45.887'", "true"),
            new("SELECT try_make_timestamp_ntz(2014, 13, 28, 6, 30, 45.887)", "NULL"),
        ],
        Overloads = TimestampMaking.Overloads(isLocal: true, OnError.Null),
    };
}
