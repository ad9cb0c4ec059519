using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>Multiplies and divides intervals by numbers of any type, halves rounded away from zero.</summary>
/// <remarks>Spark: <c>MultiplyYMInterval</c>, <c>DivideDTInterval</c> and their kin in intervalExpressions.scala.</remarks>
internal static class IntervalScaling
{
    /// <summary>Months or microseconds times, or by, a whole number, a decimal or a double.</summary>
    public static EquatableArray<FunctionOverload> Overloads(bool isMonths, bool divides)
    {
        var interval = isMonths ? TemporalTypes.YearMonth : TemporalTypes.DayTime;
        return
        [
            Overload.Bound([interval, TypePattern.Integral], call => Bind(call, isMonths, divides)),
            Overload.Bound([interval, TypePattern.Decimal], call => Bind(call, isMonths, divides)),
            Overload.Bound([interval, DoubleType.Instance], call => Bind(call, isMonths, divides)),
        ];
    }

    private static BoundFunction Bind(BindCall call, bool isMonths, bool divides)
    {
        DataType type = isMonths ? YearMonthIntervalType.Default : DayTimeIntervalType.Default;
        var number = call.Type(1);
        return new BoundFunction(type, call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, number is DoubleType
            ? _ => new DoubleKernel(divides)
            : _ => new ExactKernel(number is DecimalType decimalType ? decimalType.Scale : 0, divides));
    }

    private sealed class ExactKernel(int scale, bool divides) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var intervals = new IntegerColumn(arguments[0]);
            var numbers = new IntegerColumn(arguments[1]);
            foreach (var row in rows)
            {
                var (interval, number) = (intervals[row], numbers[row]);
                Int128 scaled;
                if (divides && number == 0)
                {
                    errors.Report(row, RowError.IntervalDividedByZero);
                    continue;
                }

                var fits = divides
                    ? WideMath.TryDivideScaled(interval, number, scale, out scaled)
                    : WideMath.TryMultiplyScaled(interval, number, scale, out scaled);
                Write(row, scaled, fits, result, ref errors);
            }
        }
    }

    private sealed class DoubleKernel(bool divides) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var intervals = new IntegerColumn(arguments[0]);
            var numbers = new RowReader<double>(arguments[1]);
            foreach (var row in rows)
            {
                var number = numbers[row];
                if (divides && number == 0)
                {
                    errors.Report(row, RowError.IntervalDividedByZero);
                    continue;
                }

                var scaled = Math.Round(divides ? (double)intervals[row] / number : (double)intervals[row] * number, MidpointRounding.AwayFromZero);
                Write(row, double.ConvertToInteger<Int128>(scaled), double.IsFinite(scaled), result, ref errors);
            }
        }
    }

    private static void Write(int row, Int128 value, bool fits, VectorWriter result, ref RowErrors errors)
    {
        if (fits && Widths.NarrowestFor(value) <= result.Physical)
            Widths.Write(result, row, value);
        else
            errors.Report(row, RowError.IntervalOverflow);
    }
}
