using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>try_make_interval(years, months, weeks, days, hours, minutes, seconds)</c>: a calendar interval.</summary>
/// <remarks>Spark: <c>MakeInterval</c> in intervalExpressions.scala. ARITHMETIC_OVERFLOW in ANSI mode, else NULL.</remarks>
internal static class TryMakeInterval
{
    public static readonly ScalarFunction Definition = new("try_make_interval")
    {
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments.Concat(new[] { "0", "0", "0", "0", "0", "0", "0.000000" }.Skip(arguments.Count)))})",
        Group = FunctionGroup.DateTime,
        Since = "4.0.0",
        Usage = "try_make_interval([years[, months[, weeks[, days[, hours[, mins[, secs]]]]]]]) - Returns an interval of the fields; NULL when it overflows.",
        Examples =
        [
            new("SELECT try_make_interval(100, 11, 1, 1, 12, 30, 01.001001)", "100 years 11 months 8 days 12 hours 30 minutes 1.001001 seconds"),
        ],
        Overloads =
        [
            Overload.Bound([], MakeIntervalBinding.Try),
            Overload.Bound(MakeIntervalBinding.Parameters, MakeIntervalBinding.Try) with { OptionalCount = 6 },
        ],
    };
}
