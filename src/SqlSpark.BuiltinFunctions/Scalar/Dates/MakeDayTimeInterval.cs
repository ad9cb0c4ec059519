using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>make_dt_interval(days, hours, minutes, seconds)</c>: an interval of days and times.</summary>
/// <remarks>Spark: <c>MakeDTInterval</c> in intervalExpressions.scala. INTERVAL_ARITHMETIC_OVERFLOW.</remarks>
internal static class MakeDayTimeInterval
{
    public static readonly ScalarFunction Definition = new("make_dt_interval")
    {
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments.Concat(new[] { "0", "0", "0", "0.000000" }.Skip(arguments.Count)))})",
        Group = FunctionGroup.DateTime,
        Since = "3.2.0",
        Usage = "make_dt_interval([days[, hours[, mins[, secs]]]]) - Returns an interval of days, hours, minutes and seconds.",
        Examples =
        [
            new("SELECT make_dt_interval(1, 12, 30, 01.001001)", "1 12:30:01.001001000"),
            new("SELECT make_dt_interval(2)", "2 00:00:00.000000000"),
        ],
        Overloads =
        [
            Overload.Bound([], Bind),
            Overload.Bound([IntegerType.Instance, IntegerType.Instance, IntegerType.Instance, new DecimalType(18, 6)], Bind) with { OptionalCount = 3 },
        ],
    };

    private static BoundFunction Bind(BindCall call) =>
        new(DayTimeIntervalType.Default, call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, static _ => new Kernel());

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var days = arguments.Count > 0 ? new RowReader<int>(arguments[0]) : default;
            var hours = arguments.Count > 1 ? new RowReader<int>(arguments[1]) : default;
            var minutes = arguments.Count > 2 ? new RowReader<int>(arguments[2]) : default;
            var seconds = arguments.Count > 3 ? new RowReader<long>(arguments[3]) : default;
            var intervals = result.Values<long>();
            foreach (var row in rows)
            {
                var total = ((Int128)(arguments.Count > 0 ? days[row] : 0) * TimeUnits.MicrosPerDay)
                    + ((Int128)(arguments.Count > 1 ? hours[row] : 0) * TimeUnits.MicrosPerHour)
                    + ((Int128)(arguments.Count > 2 ? minutes[row] : 0) * TimeUnits.MicrosPerMinute)
                    + (arguments.Count > 3 ? seconds[row] : 0);
                intervals[row] = (long)total;
                if (intervals[row] != total)
                    errors.Report(row, RowError.IntervalOverflow);
            }
        }
    }
}
