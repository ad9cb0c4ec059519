using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>What functions that read timestamps by a pattern stand for.</summary>
/// <remarks>Spark: <c>GetTimestamp</c> in datetimeExpressions.scala.</remarks>
internal static class GetDateTimestamp
{
    public static readonly ScalarFunction Definition = new("gettimestamp_for_date")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "gettimestamp_for_date(str, fmt) - Reads a timestamp by a pattern.",
        Examples = [new("SELECT gettimestamp_for_date('2016-12-31', 'yyyy-MM-dd') = TIMESTAMP'2016-12-31 00:00:00'", "true")],
        Overloads = [TimestampParsing.Overload(ParsedKind.Timestamp, "try_to_date")],
    };
}
