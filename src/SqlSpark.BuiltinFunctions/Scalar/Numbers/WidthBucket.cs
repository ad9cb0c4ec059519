using System.Numerics;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>width_bucket(a, low, high, n)</c>: the number of the bucket that a value falls into, of n of equal width.</summary>
/// <remarks>Spark: <c>WidthBucket</c> in mathExpressions.scala. NULL where there are no such buckets.</remarks>
internal static class WidthBucket
{
    public static readonly ScalarFunction Definition = new("width_bucket")
    {
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "width_bucket(value, min_value, max_value, num_bucket) - Returns the number of the bucket that value falls into, of num_bucket ones of equal width between min_value and max_value.",
        Examples =
        [
            new("SELECT width_bucket(-0.9, 5.2, 0.5, 2)", "3"),
            new("SELECT width_bucket(-2.1, 1.3, 3.4, 3)", "0"),
            new("SELECT width_bucket(5.3, 0.2, 10.6, 5)", "3"),
        ],
        Overloads =
        [
            Over(DoubleType.Instance),
            OverIntervals(YearMonthIntervalType.Default, static t => t is YearMonthIntervalType, isLong: false),
            OverIntervals(DayTimeIntervalType.Default, static t => t is DayTimeIntervalType, isLong: true),
        ],
    };

    private static FunctionOverload Over(DataType type) => Overload.Bound([type, type, type, LongType.Instance], static _ => Bind(static _ => new Kernel<double>()));

    private static FunctionOverload OverIntervals(DataType type, Func<DataType, bool> accepts, bool isLong)
    {
        var pattern = TypePattern.Where(type.Sql, type, accepts);
        return Overload.Bound(
            [pattern, pattern, pattern, LongType.Instance], _ => Bind(isLong ? static _ => new Kernel<long>() : static _ => new Kernel<int>()));
    }

    private static BoundFunction Bind(Func<KernelContext, IScalarKernel> create) =>
        new(LongType.Instance, true, Volatility.Immutable, false, NullBehavior.Propagate, create);

    private sealed class Kernel<T> : IScalarKernel
        where T : unmanaged, INumber<T>
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new RowReader<T>(arguments[0]);
            var lows = new RowReader<T>(arguments[1]);
            var highs = new RowReader<T>(arguments[2]);
            var counts = new RowReader<long>(arguments[3]);
            var buckets = result.Values<long>();
            foreach (var row in rows)
            {
                var (value, low, high, count) =
                    (double.CreateTruncating(values[row]), double.CreateTruncating(lows[row]), double.CreateTruncating(highs[row]), counts[row]);
                if (count is <= 0 or long.MaxValue || double.IsNaN(value) || low == high || !double.IsFinite(low) || !double.IsFinite(high))
                    result.SetNull(row);
                else
                    buckets[row] = Find(value, low, high, count);
            }
        }

        private static long Find(double value, double low, double high, long count)
        {
            var (lower, upper) = (Math.Min(low, high), Math.Max(low, high));
            if (low < high ? value < lower : value > upper)
                return 0;
            if (low < high ? value >= upper : value <= lower)
                return count + 1;
            var distance = low < high ? value - lower : upper - value;
            return double.ConvertToInteger<long>(count * distance / (upper - lower)) + 1;
        }
    }
}
