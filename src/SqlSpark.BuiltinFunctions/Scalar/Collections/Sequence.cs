using System.Globalization;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>sequence(start, stop, step)</c>: an array of numbers, dates or timestamps from one to another.</summary>
/// <remarks>Spark: <c>Sequence</c> in collectionOperations.scala.</remarks>
internal static class Sequence
{
    public static readonly ScalarFunction Definition = new("sequence")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "sequence(start, stop[, step]) - Returns an array from start to stop by step: numbers, or dates and timestamps by an interval; 1 or a day, up or down, by default.",
        Examples =
        [
            new("SELECT sequence(1, 5)", "[1,2,3,4,5]"),
            new("SELECT sequence(5, 1, -2)", "[5,3,1]"),
            new("SELECT sequence(DATE'2018-01-01', DATE'2018-03-01', INTERVAL 1 MONTH)", "[2018-01-01,2018-02-01,2018-03-01]"),
        ],
        Overloads =
        [
            Overload.Bound([TypePattern.Integral, TypePattern.Integral, TypePattern.Integral], OfNumbers) with { OptionalCount = 1, NeedsCommonType = true },
            Overload.Bound([DateType.Instance, DateType.Instance, Intervals], SequenceOfDates.Bind) with { OptionalCount = 1 },
            Overload.Bound([TimestampNtzType.Instance, TimestampNtzType.Instance, Intervals], SequenceOfDates.Bind) with { OptionalCount = 1 },
            Overload.Bound([TimestampType.Instance, TimestampType.Instance, Intervals], SequenceOfDates.Bind) with { OptionalCount = 1 },
        ],
    };

    private static readonly RowErrorKind BoundariesKind = new("ILLEGAL_SEQUENCE_BOUNDARIES", "start", "stop", "step");

    private static TypePattern Intervals => TypePattern.OneOf(
        CalendarIntervalType.Instance,
        TypePattern.Where("INTERVAL YEAR TO MONTH", YearMonthIntervalType.Default, static t => t is YearMonthIntervalType),
        TypePattern.Where("INTERVAL DAY TO SECOND", DayTimeIntervalType.Default, static t => t is DayTimeIntervalType));

    /// <summary>The step does not lead from start to stop.</summary>
    internal static RowError Boundaries(string start, string stop, string step) => new(BoundariesKind, start, stop, step);

    private static BoundFunction OfNumbers(BindCall call) =>
        new(new ArrayType(call.Type(0), false), call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, static context => new Kernel(context));

    private sealed class Kernel(KernelContext context) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var starts = new IntegerColumn(arguments[0]);
            var stops = new IntegerColumn(arguments[1]);
            var steps = arguments.Count > 2 ? new IntegerColumn(arguments[2]) : default;
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var (start, stop) = (starts[row], stops[row]);
                var step = arguments.Count > 2 ? steps[row] : start <= stop ? 1 : -1;
                if (step == 0 ? start != stop : step > 0 ? start > stop : start < stop)
                {
                    errors.Report(row, Boundaries(Text(start), Text(stop), Text(step)));
                    continue;
                }

                var count = step == 0 ? 1 : ((stop - start) / step) + 1;
                if (count > int.MaxValue - 15)
                {
                    errors.Report(row, RowError.Overflow("integer overflow"));
                    continue;
                }

                context.Cancellation.ThrowIfCancellationRequested();
                var first = result.Elements.Append((int)count);
                for (var i = 0; i < count; i++)
                    Widths.Write(result.Elements, first + i, start + (i * step));
                entries[row] = new ListEntry(first, (int)count);
            }
        }

        private static string Text(Int128 value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
