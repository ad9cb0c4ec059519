using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>What functions that read timestamps by a pattern stand for.</summary>
/// <remarks>Spark: <c>GetTimestamp</c> in datetimeExpressions.scala.</remarks>
internal static class GetLocalTimestamp
{
    public static readonly ScalarFunction Definition = new("gettimestamp_ntz")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "gettimestamp_ntz(str, fmt) - Reads a timestamp by a pattern.",
        Examples = [new("SELECT gettimestamp_ntz('2016-12-31', 'yyyy-MM-dd') = TIMESTAMP_NTZ'2016-12-31 00:00:00'", "true")],
        Overloads = [TimestampParsing.Overload(ParsedKind.Local, "try_to_timestamp")],
    };
}
