using System.Globalization;
using System.Text;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>window(time, length[, step[, offset]])</c>: the windows of fixed length that a time lies in, from start to before end.</summary>
/// <remarks>
/// Spark: <c>TimeWindow</c>, <c>TimeWindowResolution</c>. Windows begin at 1970-01-01 00:00:00 UTC plus the offset and every step before and after. Its value is a struct where step and length
/// are equal, else an array, latest window first, of which the analyzer makes rows.
/// </remarks>
internal static class TimeWindow
{
    public static readonly ScalarFunction Definition = new("window")
    {
        Group = FunctionGroup.DateTime,
        Since = "2.0.0",
        Usage = "window(time_column, window_duration[, slide_duration[, start_time]]) - In SELECT and GROUP BY: the windows, structs of start and end, that the time lies in. Rows are repeated for each of them; those without a time are dropped.",
        Examples =
        [
            new(
                "SELECT a, string(window.start) AS start, string(window.end) AS end, count(*) AS cnt FROM VALUES ('A1', '2021-01-01 00:00:00'), ('A1', '2021-01-01 00:04:30'), ('A2', '2021-01-01 00:01:00') AS tab(a, b) GROUP BY a, window(b, '5 minutes') ORDER BY a, start",
                "A1\t2021-01-01 00:00:00\t2021-01-01 00:05:00\t2\nA2\t2021-01-01 00:00:00\t2021-01-01 00:05:00\t1"),
            new(
                "SELECT string(window.start) AS start, count(*) AS cnt FROM VALUES (TIMESTAMP'2021-01-01 00:06:00') AS tab(b) GROUP BY window(b, '10 minutes', '5 minutes') ORDER BY start",
                "2021-01-01 00:00:00\t1\n2021-01-01 00:05:00\t1"),
        ],
        Windows = TimeWindowKind.Fixed,
        Overloads = [Overload.Bound([Time, TypePattern.Any, TypePattern.Any, TypePattern.Any], Bind) with { OptionalCount = 2 }],
    };

    /// <summary>A time of either kind; what can be cast becomes TIMESTAMP.</summary>
    internal static TypePattern Time => TypePattern.OneOf(TimestampType.Instance, TimestampNtzType.Instance);

    private static BoundFunction Bind(BindCall call)
    {
        var length = Duration(call, 1, "window_duration");
        var step = call.Arguments.Count > 2 ? Duration(call, 2, "slide_duration") : length;
        var offset = call.Arguments.Count > 3 ? Duration(call, 3, "start_time") : 0;
        CheckPositive(call, "window_duration", length);
        CheckPositive(call, "slide_duration", step);
        if (step > length)
            throw Violation(call, ("slide_duration", step), "<=", ("window_duration", length));
        if (UInt128.CreateChecked(Int128.Abs(offset)) >= (UInt128)step)
            throw Violation(call, ("abs(start_time)", (long)Int128.Abs(offset)), "<", ("slide_duration", step));
        DataType window = new StructType([new StructField("start", call.Type(0)), new StructField("end", call.Type(0))]);
        var isTumbling = step == length;
        return new BoundFunction(
            isTumbling ? window : new ArrayType(window, false), call.Arguments[0].Nullable, Volatility.Immutable, false, NullBehavior.Propagate,
            context => isTumbling ? new TumblingKernel(length, offset) : new SlidingKernel(length, step, offset, context.Cancellation))
        {
            Signature = [length, step, offset],
        };
    }

    /// <summary>A constant duration in microseconds: a number of them, or an interval without months.</summary>
    private static long Duration(BindCall call, int index, string name)
    {
        switch (call.Type(index) is IntegerType or LongType or StringType ? call.Constant(index)?.Value : null)
        {
            case int micros:
                return micros;
            case long micros:
                return micros;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                if (CalendarIntervalReader.Parse(bytes, out var interval, out _) != IntervalFault.None || interval.Months != 0)
                    throw SqlSparkException.Create("INVALID_INTERVAL_FORMAT.INTERVAL_PARSING", null, ("input", text), ("interval", text));
                var total = ((Int128)interval.Days * TimeUnits.MicrosPerDay) + interval.Microseconds;
                return total == (long)total ? (long)total : throw BuiltinErrors.OutOfRange(call, name, $"(0, {long.MaxValue}]", total.ToString(CultureInfo.InvariantCulture));
            default:
                throw BuiltinErrors.NotFoldable(call, index, name, "STRING");
        }
    }

    private static void CheckPositive(BindCall call, string name, long micros)
    {
        if (micros <= 0)
            throw BuiltinErrors.OutOfRange(call, name, $"(0, {long.MaxValue}]", string.Create(CultureInfo.InvariantCulture, $"{micros}L"));
    }

    private static SqlSparkException Violation(BindCall call, (string Name, long Value) left, string constraint, (string Name, long Value) right) =>
        SqlSparkException.Create(
            "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION",
            null,
            ("sqlExpr", BuiltinErrors.Sql(call)),
            ("leftExprName", ErrorFormat.SqlId(left.Name)),
            ("leftExprValue", string.Create(CultureInfo.InvariantCulture, $"{left.Value}L")),
            ("constraint", constraint),
            ("rightExprName", ErrorFormat.SqlId(right.Name)),
            ("rightExprValue", string.Create(CultureInfo.InvariantCulture, $"{right.Value}L")));

    /// <summary>The start of the last window that begins at or before a time.</summary>
    private static long LastStart(long time, long step, long offset)
    {
        var remainder = unchecked(time - offset) % step;
        return unchecked(time - (remainder < 0 ? remainder + step : remainder));
    }

    private sealed class TumblingKernel(long length, long offset) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var times = new RowReader<long>(arguments[0]);
            var starts = result.Field(0).Values<long>();
            var ends = result.Field(1).Values<long>();
            foreach (var row in rows)
            {
                var start = LastStart(times[row], length, offset);
                (starts[row], ends[row]) = (start, unchecked(start + length));
            }
        }
    }

    private sealed class SlidingKernel(long length, long step, long offset, CancellationToken cancellation) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var times = new RowReader<long>(arguments[0]);
            var entries = result.Entries;
            var windows = result.Elements;
            foreach (var row in rows)
            {
                cancellation.ThrowIfCancellationRequested();
                var last = LastStart(times[row], step, offset);

                // Windows that begin at last - i * step hold the time while that is more than time - length.
                var count = checked((int)(((long)((Int128)last - times[row] + length - 1) / step) + 1));
                var first = windows.Append(count);
                var starts = windows.Field(0).Values<long>();
                var ends = windows.Field(1).Values<long>();
                for (var i = 0; i < count; i++)
                {
                    var start = unchecked(last - (i * step));
                    (starts[first + i], ends[first + i]) = (start, unchecked(start + length));
                }

                entries[row] = new ListEntry(first, count);
            }
        }
    }
}
