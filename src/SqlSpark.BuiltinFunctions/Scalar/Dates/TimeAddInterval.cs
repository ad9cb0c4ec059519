using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>start + interval</c>, which the analyzer calls for the operator.</summary>
/// <remarks>Spark: <c>TimeAddInterval in timeExpressions.scala</c>.</remarks>
internal static class TimeAddInterval
{
    public static readonly ScalarFunction Definition = new("time_add_interval")
    {
        Printer = static (_, arguments) => $"{arguments[0]} + {arguments[1]}",
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "time_add_interval(left, right) - Returns the point in time an interval later.",
        Examples = [new("SELECT TIME'10:00:00' + INTERVAL '01:30' HOUR TO MINUTE", "11:30:00")],
        Overloads = [Overload.Bound([TemporalTypes.Time, TemporalTypes.DayTime], Bind)],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var precision = call.Type(1) is DayTimeIntervalType { End: DayTimeField.Second } ? 6 : ((TimeType)call.Type(0)).Precision;
        return new BoundFunction(
            new TimeType(precision), call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, static _ => new TryBinaryKernel<long, long, long, Operation>());
    }

    private readonly struct Operation : ITryBinaryOperation<long, long, long>
    {
        public static bool TryInvoke(long nanos, long interval, out long result)
        {
            var sum = nanos + ((Int128)interval * TimeUnits.NanosPerMicro);
            result = (long)sum;
            return sum >= 0 && sum < TimeUnits.NanosPerDay;
        }

        public static RowError Error(long nanos, long interval) => RowError.DatetimeOverflow("add an interval to a time");
    }
}
