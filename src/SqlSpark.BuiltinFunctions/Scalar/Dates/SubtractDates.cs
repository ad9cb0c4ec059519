using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>date - date</c>, which the analyzer calls for the operator.</summary>
/// <remarks>Spark: <c>SubtractDates in datetimeExpressions.scala</c>.</remarks>
internal static class SubtractDates
{
    public static readonly ScalarFunction Definition = new("subtract_dates")
    {
        Printer = static (_, arguments) => $"({arguments[0]} - {arguments[1]})",
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "subtract_dates(left, right) - Returns the interval between two points in time.",
        Examples = [new("SELECT DATE'2024-03-01' - DATE'2024-02-28'", "2 00:00:00.000000000")],
        Overloads =
        [
            Overload.Binary<int, int, long, Operation>(DateType.Instance, DateType.Instance, new DayTimeIntervalType(DayTimeField.Day, DayTimeField.Day)),
        ],
    };

    private readonly struct Operation : IBinaryOperation<int, int, long>
    {
        public static long Invoke(int end, int start) => ((long)end - start) * TimeUnits.MicrosPerDay;
    }
}
