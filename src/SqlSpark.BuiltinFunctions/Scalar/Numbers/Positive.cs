using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>+a</c>: the number or interval itself.</summary>
/// <remarks>Spark: <c>UnaryPositive</c> in arithmetic.scala.</remarks>
internal static class Positive
{
    public static readonly ScalarFunction Definition = new("positive")
    {
        Printer = static (_, arguments) => $"(+ {arguments[0]})",
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "positive(expr) - Returns the value of expr.",
        Examples = [new("SELECT positive(1)", "1")],
        RewriteArity = (1, 1),
        Rewrite = Rewrite,
    };

    private static Expression Rewrite(BindCall call) => call.Type(0) switch
    {
        NumericType or CalendarIntervalType or YearMonthIntervalType or DayTimeIntervalType => call.Arguments[0],
        StringType or VoidType => new Cast(call.Arguments[0], DoubleType.Instance, call.EvalMode, call.TimeZone, IsImplicit: true),
        _ => throw BuiltinErrors.UnexpectedType(call, 0, ["NUMERIC", "INTERVAL DAY TO SECOND", "INTERVAL YEAR TO MONTH", "INTERVAL"]),
    };
}
