using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>try_to_date(s, pattern)</c>: a date, or NULL, read by a pattern, or as a cast reads it.</summary>
/// <remarks>Spark: <c>TryToDate</c> in datetimeExpressions.scala.</remarks>
internal static class TryToDate
{
    public static readonly ScalarFunction Definition = new("try_to_date")
    {
        Group = FunctionGroup.DateTime,
        Since = "4.0.0",
        Usage = "try_to_date(expr[, fmt]) - Returns expr as a date, or NULL,, read by the pattern fmt; as a cast does without one.",
        Examples = [new("SELECT try_to_date('2016-12-31')", "2016-12-31"), new("SELECT try_to_date('foo', 'yyyy-MM-dd')", "NULL")],
        RewriteArity = (1, 2),
        Rewrite = static call => call.Arguments.Count == 2 && call.Type(0) is StringType or VoidType
            ? new Cast(new UnresolvedFunction("try_gettimestamp", call.Arguments[0], call.Arguments[1]), DateType.Instance, EvalMode.Try, call.TimeZone)
            : new Cast(call.Arguments[0], DateType.Instance, EvalMode.Try, call.TimeZone),
    };
}
