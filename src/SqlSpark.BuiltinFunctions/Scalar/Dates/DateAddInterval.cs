using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>start + interval</c>, which the analyzer calls for the operator.</summary>
/// <remarks>Spark: <c>DateAddInterval in datetimeExpressions.scala</c>.</remarks>
internal static class DateAddInterval
{
    public static readonly ScalarFunction Definition = new("date_add_interval")
    {
        Printer = static (_, arguments) => $"{arguments[0]} + {arguments[1]}",
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "date_add_interval(left, right) - Returns the point in time an interval later.",
        Examples = [new("SELECT DATE'2024-01-31' + make_interval(0, 1)", "2024-02-29")],
        Overloads = [Overload.Bound([DateType.Instance, CalendarIntervalType.Instance], Bind)],
    };

    private static readonly RowErrorKind TimePartKind = new("INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION") { FixedParameters = [("ansiConfig", ErrorFormat.SqlConf(SqlConf.AnsiEnabled.Key))] };

    private static BoundFunction Bind(BindCall call)
    {
        var zone = ZoneRules.Of(call.TimeZone);
        return new BoundFunction(DateType.Instance, call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(zone, call.IsAnsi))
        {
            Signature = [zone.Id, call.IsAnsi],
        };
    }

    /// <summary>Microseconds are an error in ANSI mode; else the date is that of midnight and the interval.</summary>
    private sealed class Kernel(ZoneRules rules, bool isAnsi) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var zone = new ZoneCursor(rules);
            var dates = new RowReader<int>(arguments[0]);
            var intervals = new RowReader<CalendarInterval>(arguments[1]);
            var days = result.Values<int>();
            foreach (var row in rows)
            {
                var interval = intervals[row];
                if (interval.Microseconds == 0)
                {
                    var moved = CivilDate.FromDays(dates[row]).AddMonths(interval.Months);
                    var isDate = CivilDate.TryToDays(moved.Year, moved.Month, moved.Day, out days[row]);
                    days[row] = unchecked(days[row] + interval.Days);
                    if (!isDate)
                        errors.Report(row, RowError.DatetimeOverflow("add an interval to a date"));
                }
                else if (isAnsi)
                {
                    errors.Report(row, new RowError(TimePartKind));
                }
                else if (!zone.TryStartOfDay(dates[row], out var start) || !TimestampMath.TryAddInterval(interval, start, ref zone, out var end))
                {
                    errors.Report(row, RowError.DatetimeOverflow("add an interval to a date"));
                }
                else
                {
                    days[row] = zone.LocalDay(end);
                }
            }
        }
    }
}
