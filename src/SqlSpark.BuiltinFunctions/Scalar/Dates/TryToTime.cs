using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>try_to_time(s, pattern)</c>: as to_time, NULL where that fails.</summary>
/// <remarks>Spark: <c>TryToTimeExpressionBuilder</c> in timeExpressions.scala.</remarks>
internal static class TryToTime
{
    public static readonly ScalarFunction Definition = new("try_to_time")
    {
        Printer = static (name, arguments) => $"{name}(to_time({string.Join(", ", arguments)}))",
        Group = FunctionGroup.DateTime,
        Since = "4.1.0",
        Usage = "try_to_time(str[, fmt]) - Returns the time of day that str writes, by the pattern fmt where there is one; NULL when it is none.",
        Examples = [new("SELECT try_to_time('00:12:00.001')", "00:12:00.001"), new("SELECT try_to_time('foo', 'HH')", "NULL")],
        RewriteArity = (1, 2),
        Rewrite = static call => call.Arguments.Count == 2
            ? new UnresolvedFunction("try_gettime", call.Arguments[0], call.Arguments[1])
            : new Cast(call.Arguments[0], TimeType.Default, EvalMode.Try, call.TimeZone),
    };
}
