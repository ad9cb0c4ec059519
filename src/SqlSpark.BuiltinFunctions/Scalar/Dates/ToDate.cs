using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>to_date(s, pattern)</c>: a date read by a pattern, or as a cast reads it.</summary>
/// <remarks>Spark: <c>ToDate</c> in datetimeExpressions.scala.</remarks>
internal static class ToDate
{
    public static readonly ScalarFunction Definition = new("to_date")
    {
        Group = FunctionGroup.DateTime,
        Since = "1.5.0",
        Usage = "to_date(expr[, fmt]) - Returns expr as a date, read by the pattern fmt; as a cast does without one.",
        Examples = [new("SELECT to_date('2009-07-30 04:17:52')", "2009-07-30"), new("SELECT to_date('30/07/2009', 'dd/MM/yyyy')", "2009-07-30")],
        RewriteArity = (1, 2),
        Rewrite = static call => call.Arguments.Count == 2 && call.Type(0) is StringType or VoidType
            ? new Cast(new UnresolvedFunction("gettimestamp_for_date", call.Arguments[0], call.Arguments[1]), DateType.Instance, call.EvalMode, call.TimeZone)
            : new Cast(call.Arguments[0], DateType.Instance, call.EvalMode, call.TimeZone),
    };
}
