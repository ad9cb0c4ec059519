using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>make_interval(years, months, weeks, days, hours, minutes, seconds)</c>: a calendar interval.</summary>
/// <remarks>Spark: <c>MakeInterval</c> in intervalExpressions.scala. ARITHMETIC_OVERFLOW in ANSI mode, else NULL.</remarks>
internal static class MakeInterval
{
    public static readonly ScalarFunction Definition = new("make_interval")
    {
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments.Concat(new[] { "0", "0", "0", "0", "0", "0", "0.000000" }.Skip(arguments.Count)))})",
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "make_interval([years[, months[, weeks[, days[, hours[, mins[, secs]]]]]]]) - Returns an interval of the fields; an error in ANSI mode when it overflows, else NULL.",
        Examples = [new("SELECT make_interval(100, 11, 1, 1, 12, 30, 01.001001)", "100 years 11 months 8 days 12 hours 30 minutes 1.001001 seconds")],
        Overloads =
        [
            Overload.Bound([], MakeIntervalBinding.Bind),
            Overload.Bound(MakeIntervalBinding.Parameters, MakeIntervalBinding.Bind) with { OptionalCount = 6 },
        ],
    };
}
