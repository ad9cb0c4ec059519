using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>What <c>to_time</c> and its <c>try_</c> twin with a pattern stand for.</summary>
/// <remarks>Spark: <c>ToTime</c> in timeExpressions.scala.</remarks>
internal static class GetTime
{
    public static readonly ScalarFunction Definition = new("gettime")
    {
        Group = FunctionGroup.DateTime,
        Since = "4.1.0",
        Usage = "gettime(str, fmt) - Reads a time of day by a pattern.",
        Examples = [new("SELECT gettime('12.10', 'HH.mm')", "12:10:00")],
        Overloads = [TimestampParsing.Overload(ParsedKind.Time, "try_to_time")],
    };
}
