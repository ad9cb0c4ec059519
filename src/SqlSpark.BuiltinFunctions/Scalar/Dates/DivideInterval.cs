using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>interval / number</c> for calendar intervals, which the analyzer calls for the operator.</summary>
/// <remarks>Spark: <c>DivideInterval</c> in intervalExpressions.scala. Each part by itself, months and days cut. An overflow is an error in ANSI mode, else NULL.</remarks>
internal static class DivideInterval
{
    public static readonly ScalarFunction Definition = new("divide_interval")
    {
        Printer = static (_, arguments) => $"({arguments[0]} / {arguments[1]})",
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "divide_interval(interval, number) - Returns interval / number.",
        Examples = [new("SELECT make_interval(0, 4, 0, 6) / 2", "2 months 3 days")],
        Overloads = [Overload.TryBinary<CalendarInterval, double, CalendarInterval, Operation>()],
    };

    private readonly struct Operation : ITryBinaryOperation<CalendarInterval, double, CalendarInterval>
    {
        public static bool TryInvoke(CalendarInterval interval, double number, out CalendarInterval result)
        {
            var (months, days, micros) = (interval.Months / number, interval.Days / number, interval.Microseconds / number);
            result = new CalendarInterval(double.ConvertToInteger<int>(months), double.ConvertToInteger<int>(days), double.ConvertToInteger<long>(Math.Floor(micros + 0.5)));
            return number != 0 && Math.Abs(months) <= int.MaxValue && Math.Abs(days) <= int.MaxValue && Math.Abs(micros) < long.MaxValue;
        }

        public static RowError Error(CalendarInterval interval, double number) => number == 0 ? RowError.IntervalDividedByZero : RowError.Overflow("integer overflow");
    }
}
