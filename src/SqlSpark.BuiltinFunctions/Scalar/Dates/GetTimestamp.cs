using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>What functions that read timestamps by a pattern stand for.</summary>
/// <remarks>Spark: <c>GetTimestamp</c> in datetimeExpressions.scala.</remarks>
internal static class GetTimestamp
{
    public static readonly ScalarFunction Definition = new("gettimestamp")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "gettimestamp(str, fmt) - Reads a timestamp by a pattern.",
        Examples = [new("SELECT gettimestamp('2016-12-31', 'yyyy-MM-dd') = TIMESTAMP'2016-12-31 00:00:00'", "true")],
        Overloads = [TimestampParsing.Overload(ParsedKind.Timestamp, "try_to_timestamp")],
    };
}
