using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>A field of an interval, which EXTRACT asks for.</summary>
/// <remarks>Spark: <c>ExtractIntervalPart</c> in intervalExpressions.scala.</remarks>
internal static class ExtractInterval
{
    public static readonly ScalarFunction Definition = new("extractinterval")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "extractinterval(field, interval) - Returns a field of an interval.",
        Examples =
        [
            new("SELECT extract(MONTH FROM INTERVAL '2-11' YEAR TO MONTH)", "11"),
            new("SELECT extract(MINUTE FROM INTERVAL '123 23:55:59.002001' DAY TO SECOND)", "55"),
        ],
        Overloads =
        [
            Overload.Bound([TypePattern.String, CalendarIntervalType.Instance], Bind),
            Overload.Bound([TypePattern.String, TemporalTypes.YearMonth], Bind),
            Overload.Bound([TypePattern.String, TemporalTypes.DayTime], Bind),
        ],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var field = (string)call.Constant(0)!.Value!;
        DataType type = field switch
        {
            "YEAR" or "DAY" => IntegerType.Instance,
            "SECOND" => new DecimalType(8, 6),
            _ => ByteType.Instance,
        };
        Func<KernelContext, IScalarKernel> create = call.Type(1) switch
        {
            CalendarIntervalType => _ => new OfCalendar(field),
            YearMonthIntervalType => _ => new OfMonths(field),
            _ => _ => new OfMicroseconds(field),
        };
        return new BoundFunction(type, call.Arguments[1].Nullable, Volatility.Immutable, false, NullBehavior.Propagate, create) { Signature = [field] };
    }

    private static long PartOf(string field, int months, int days, long microseconds) => field switch
    {
        "YEAR" => months / 12,
        "MONTH" => months % 12,
        "DAY" => days + (microseconds / TimeUnits.MicrosPerDay),
        "HOUR" => microseconds % TimeUnits.MicrosPerDay / TimeUnits.MicrosPerHour,
        "MINUTE" => microseconds % TimeUnits.MicrosPerHour / TimeUnits.MicrosPerMinute,
        _ => microseconds % TimeUnits.MicrosPerMinute,
    };

    private sealed class OfCalendar(string field) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var intervals = new RowReader<CalendarInterval>(arguments[1]);
            foreach (var row in rows)
            {
                var (months, days, microseconds) = intervals[row];
                Widths.Write(result, row, PartOf(field, months, days, microseconds));
            }
        }
    }

    private sealed class OfMonths(string field) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var intervals = new RowReader<int>(arguments[1]);
            foreach (var row in rows)
                Widths.Write(result, row, PartOf(field, intervals[row], 0, 0));
        }
    }

    private sealed class OfMicroseconds(string field) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var intervals = new RowReader<long>(arguments[1]);
            foreach (var row in rows)
                Widths.Write(result, row, PartOf(field, 0, 0, intervals[row]));
        }
    }
}
