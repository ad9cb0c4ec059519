using System.Globalization;
using SqlSpark.BuiltinFunctions.Scalar.Dates;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>sequence</c> over dates and timestamps: each element is the start and so many times the step, in the session's time zone.</summary>
internal static class SequenceOfDates
{
    public static BoundFunction Bind(BindCall call)
    {
        var type = call.Type(0);
        var zone = type is TimestampNtzType or DateType ? ZoneRules.Utc : ZoneRules.Of(call.TimeZone);
        return new BoundFunction(new ArrayType(type, false), call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, context => new Kernel(type is DateType, zone, context))
        {
            Signature = [zone.Id],
        };
    }

    private sealed class Kernel(bool isDate, ZoneRules rules, KernelContext context) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var zone = new ZoneCursor(rules);
            var starts = new IntegerColumn(arguments[0]);
            var stops = new IntegerColumn(arguments[1]);
            var unit = isDate ? TimeUnits.MicrosPerDay : 1;
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var (start, stop) = ((long)starts[row] * unit, (long)stops[row] * unit);
                var step = arguments.Count > 2 ? StepAt(arguments[2], row) : new CalendarInterval(0, start <= stop ? 1 : -1, 0);
                var direction = Math.Sign((step.Months * 28.0) + step.Days + ((double)step.Microseconds / TimeUnits.MicrosPerDay));
                if (direction == 0 ? start != stop : direction > 0 ? start > stop : start < stop)
                {
                    errors.Report(row, Sequence.Boundaries(
                        start.ToString(CultureInfo.InvariantCulture), stop.ToString(CultureInfo.InvariantCulture), $"{step.Months} months {step.Days} days {step.Microseconds} microseconds"));
                    continue;
                }

                var first = result.Elements.Length;
                for (var i = 0L; ; i++)
                {
                    if ((i & 4095) == 0)
                        context.Cancellation.ThrowIfCancellationRequested();
                    var (months, days, micros) = (step.Months * i, step.Days * i, (Int128)step.Microseconds * i);
                    if (months != (int)months || days != (int)days || micros != (long)micros
                        || !TimestampMath.TryAddInterval(new CalendarInterval((int)months, (int)days, (long)micros), start, ref zone, out var value)
                        || (direction >= 0 ? value > stop : value < stop))
                        break;
                    Widths.Write(result.Elements, result.Elements.Append(1), isDate ? TimeUnits.FloorDiv(value, TimeUnits.MicrosPerDay) : value);
                    if (direction == 0)
                        break;
                }

                entries[row] = new ListEntry(first, result.Elements.Length - first);
            }
        }

        private static CalendarInterval StepAt(Vector steps, int row) => steps.Type switch
        {
            CalendarIntervalType => new RowReader<CalendarInterval>(steps)[row],
            YearMonthIntervalType => new CalendarInterval(new RowReader<int>(steps)[row], 0, 0),
            _ => new RowReader<long>(steps)[row] is var micros ? new CalendarInterval(0, (int)(micros / TimeUnits.MicrosPerDay), micros % TimeUnits.MicrosPerDay) : default,
        };
    }
}
