using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>timestamp_seconds(n)</c>: the timestamp so many seconds after 1970-01-01 00:00:00 UTC.</summary>
/// <remarks>Spark: <c>SecondsToTimestamp</c> in datetimeExpressions.scala. Fractions of a decimal beyond microseconds are an error; those of doubles are cut.</remarks>
internal static class SecondsToTimestamp
{
    public static readonly ScalarFunction Definition = new("timestamp_seconds")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.1.0",
        Usage = "timestamp_seconds(expr) - Returns the timestamp expr seconds after 1970-01-01 00:00:00 UTC; fractions may have up to six digits.",
        Examples =
        [
            new("SELECT timestamp_seconds(1230219000)", "2008-12-25 07:30:00"),
            new("SELECT timestamp_seconds(1230219000.123)", "2008-12-25 07:30:00.123"),
        ],
        Overloads =
        [
            Overload.TryUnary<long, long, OfNumber>(LongType.Instance, TimestampType.Instance, OnError.Throw),
            Overload.Bound([TypePattern.Decimal], OfDecimal),
            Overload.TryUnary<float, long, OfFloat>(FloatType.Instance, TimestampType.Instance, OnError.Null),
            Overload.TryUnary<double, long, OfDouble>(DoubleType.Instance, TimestampType.Instance, OnError.Null),
        ],
    };

    private static BoundFunction OfDecimal(BindCall call)
    {
        var scale = ((DecimalType)call.Type(0)).Scale;
        return new BoundFunction(TimestampType.Instance, true, Volatility.Immutable, true, NullBehavior.Propagate, _ => new DecimalKernel(scale));
    }

    private readonly struct OfNumber : ITryUnaryOperation<long, long>
    {
        public static bool TryInvoke(long value, out long result)
        {
            var micros = (Int128)value * TimeUnits.MicrosPerSecond;
            result = (long)micros;
            return micros == result;
        }

        public static RowError Error(long value) => RowError.Overflow("long overflow");
    }

    private readonly struct OfDouble : ITryUnaryOperation<double, long>
    {
        public static bool TryInvoke(double value, out long result)
        {
            result = double.IsFinite(value) ? double.ConvertToInteger<long>(value * TimeUnits.MicrosPerSecond) : 0;
            return double.IsFinite(value);
        }

        public static RowError Error(double value) => default;
    }

    private readonly struct OfFloat : ITryUnaryOperation<float, long>
    {
        public static bool TryInvoke(float value, out long result) => OfDouble.TryInvoke(value, out result);

        public static RowError Error(float value) => default;
    }

    private sealed class DecimalKernel(int scale) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new IntegerColumn(arguments[0]);
            var micros = result.Values<long>();
            foreach (var row in rows)
            {
                var value = values[row];
                if (scale > 6)
                {
                    var (quotient, remainder) = Int128.DivRem(value, WideMath.PowerOfTen(scale - 6));
                    if (remainder != 0)
                        errors.Report(row, RowError.Overflow("Rounding necessary"));
                    else
                        Write(row, quotient, micros, ref errors);
                }
                else
                {
                    Write(row, value * WideMath.PowerOfTen(6 - scale), micros, ref errors);
                }
            }
        }

        private static void Write(int row, Int128 value, Span<long> micros, ref RowErrors errors)
        {
            micros[row] = (long)value;
            if (micros[row] != value)
                errors.Report(row, RowError.Overflow("Overflow"));
        }
    }
}
