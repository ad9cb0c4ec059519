using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>session_window(time, gap)</c>: the window from a time to the gap after it; GROUP BY makes one of those of a group that touch.</summary>
/// <remarks>Spark: <c>SessionWindow</c>, <c>MergingSessionsIterator</c>.</remarks>
internal static class SessionWindow
{
    public static readonly ScalarFunction Definition = new("session_window")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.2.0",
        Usage = "session_window(time_column, gap_duration) - In GROUP BY: the session, a struct of start and end, that rows belong to which follow each other within the gap. Rows without a time or with a gap that is not positive are dropped.",
        Examples =
        [
            new(
                "SELECT a, string(session_window.start) AS start, string(session_window.end) AS end, count(*) AS cnt FROM VALUES ('A1', '2021-01-01 00:00:00'), ('A1', '2021-01-01 00:04:30'), ('A1', '2021-01-01 00:10:00'), ('A2', '2021-01-01 00:01:00') AS tab(a, b) GROUP BY a, session_window(b, '5 minutes') ORDER BY a, start",
                "A1\t2021-01-01 00:00:00\t2021-01-01 00:09:30\t2\nA1\t2021-01-01 00:10:00\t2021-01-01 00:15:00\t1\nA2\t2021-01-01 00:01:00\t2021-01-01 00:06:00\t1"),
        ],
        Windows = TimeWindowKind.Session,
        RewriteArity = (2, 2),
        Rewrite = Build,
    };

    private static CreateStruct Build(BindCall call)
    {
        var time = call.Type(0) switch
        {
            TimestampType or TimestampNtzType => call.Arguments[0],
            StringType or DateType or VoidType => new Cast(call.Arguments[0], TimestampType.Instance, call.EvalMode, call.TimeZone),
            _ => throw BuiltinErrors.UnexpectedType(call, 0, ["TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE"]),
        };
        var gap = call.Type(1) switch
        {
            CalendarIntervalType => call.Arguments[1],
            StringType => new Cast(call.Arguments[1], CalendarIntervalType.Instance, call.EvalMode, call.TimeZone),
            _ => throw BuiltinErrors.UnexpectedType(call, 1, ["STRING", "INTERVAL"]),
        };
        return new CreateStruct(["start", "end"], [time, new Arithmetic(ArithmeticOperator.Add, time, gap, call.EvalMode)]);
    }
}
