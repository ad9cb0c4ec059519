using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>time - time</c>, which the analyzer calls for the operator.</summary>
/// <remarks>Spark: <c>SubtractTimes in timeExpressions.scala</c>.</remarks>
internal static class SubtractTimes
{
    public static readonly ScalarFunction Definition = new("subtract_times")
    {
        Printer = static (_, arguments) => $"({arguments[0]} - {arguments[1]})",
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "subtract_times(left, right) - Returns the interval between two points in time.",
        Examples = [new("SELECT TIME'11:30:00' - TIME'10:00:00'", "0 01:30:00.000000000")],
        Overloads =
        [
            Overload.Binary<long, long, long, Operation>(TemporalTypes.Time, TemporalTypes.Time, new DayTimeIntervalType(DayTimeField.Hour, DayTimeField.Second)),
        ],
    };

    private readonly struct Operation : IBinaryOperation<long, long, long>
    {
        public static long Invoke(long end, long start) => (end - start) / TimeUnits.NanosPerMicro;
    }
}
