using System.Numerics;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregate;

/// <summary><c>avg(a)</c>: the mean of the values that are not NULL; NULL over none.</summary>
/// <remarks>
/// Numbers give DOUBLE; decimals four more digits on both sides of the point, rounded half up; intervals their kind, rounded half up. Spark:
/// <c>Average</c>.
/// </remarks>
internal static class Average
{
    public static readonly AggregateFunction Definition = new("avg")
    {
        Aliases = ["mean"],
        Group = FunctionGroup.Aggregate,
        Usage = "avg(expr) - Returns the mean of expr.",
        Examples =
        [
            new("SELECT avg(col) FROM VALUES (1), (2), (3) AS tab(col)", "2.0"),
            new("SELECT avg(col) FROM VALUES (1), (2), (NULL) AS tab(col)", "1.5"),
        ],
        Overloads =
        [
            new AggregateOverload([TypePattern.Decimal], Bind),
            new AggregateOverload([TypePattern.Where("INTERVAL", DayTimeIntervalType.Default, t => t is YearMonthIntervalType or DayTimeIntervalType)], Bind),
            new AggregateOverload([TypePattern.Numeric], Bind),
        ],
    };

    private static BoundAggregate Bind(BindCall call)
    {
        var type = call.Type(0);
        BoundAggregate bound = type switch
        {
            DecimalType d => New(ResultOf(d), call.IsAnsi, c => DecimalMean(d, call.IsAnsi, c)),
            YearMonthIntervalType => New(type, false, c => new IntervalMean<int>(type, c)),
            DayTimeIntervalType => New(type, false, c => new IntervalMean<long>(type, c)),
            FractionalType => New(DoubleType.Instance, false, c => new FloatingMean(type, c)),
            _ => New(DoubleType.Instance, false, c => IntegerMean(type, c)),
        };
        return bound with { Signature = [call.IsAnsi] };
    }

    private static DecimalType ResultOf(DecimalType input) => DecimalType.Adjusted(input.Precision + 4, input.Scale + 4);

    private static BoundAggregate New(DataType type, bool canFail, Func<AggregateContext, IAggregateKernel> create) => new(type, Nullable: true, canFail, create);

    private static IAggregateKernel DecimalMean(DecimalType type, bool isAnsi, AggregateContext context) => type.PhysicalType == PhysicalType.Int64
        ? new DecimalMeanKernel<long>(type, ResultOf(type), isAnsi, context)
        : new DecimalMeanKernel<Int128>(type, ResultOf(type), isAnsi, context);

    private static IAggregateKernel IntegerMean(DataType type, AggregateContext context) => type.PhysicalType switch
    {
        PhysicalType.Int8 => new IntegerMeanKernel<sbyte>(type, context),
        PhysicalType.Int16 => new IntegerMeanKernel<short>(type, context),
        PhysicalType.Int32 => new IntegerMeanKernel<int>(type, context),
        _ => new IntegerMeanKernel<long>(type, context),
    };

    private sealed class FloatingMean(DataType type, AggregateContext context) : DoubleTotalKernel(type, context)
    {
        protected override void FinishOne(in DoubleTotal state, int row, VectorWriter result, ref RowErrors errors)
        {
            if (state.Count == 0)
                result.SetNull(row);
            else
                result.Values<double>()[row] = state.Sum / state.Count;
        }
    }

    /// <summary>Integers are added exactly, which rounds once where Spark's sum of doubles may round often.</summary>
    private sealed class IntegerMeanKernel<T>(DataType type, AggregateContext context) : WideSumKernel<T>(type, context)
        where T : unmanaged, IBinaryInteger<T>
    {
        protected override void FinishOne(in WideSum state, int row, VectorWriter result, ref RowErrors errors)
        {
            if (state.Count == 0)
                result.SetNull(row);
            else
                result.Values<double>()[row] = (double)state.Sum / state.Count;
        }
    }

    private sealed class DecimalMeanKernel<T>(DecimalType type, DecimalType result, bool isAnsi, AggregateContext context) : WideSumKernel<T>(type, context)
        where T : unmanaged, IBinaryInteger<T>
    {
        protected override void FinishOne(in WideSum state, int row, VectorWriter writer, ref RowErrors errors)
        {
            if (state.Count == 0)
            {
                writer.SetNull(row);
                return;
            }

            if (state.Overflows != 0 || !WideMath.TryDivideScaled(state.Sum, state.Count, result.Scale - type.Scale, out var mean)
                || !WideMath.Fits(mean, result.Precision))
            {
                if (!isAnsi || errors.NullsRow(row))
                    writer.SetNull(row);
                else
                    errors.Report(row, RowError.Overflow("Overflow in sum of decimals", "try_avg"));
                return;
            }

            if (result.PhysicalType == PhysicalType.Int64)
                writer.Values<long>()[row] = (long)mean;
            else
                writer.Values<Int128>()[row] = mean;
        }
    }

    private sealed class IntervalMean<T>(DataType type, AggregateContext context) : WideSumKernel<T>(type, context)
        where T : unmanaged, IBinaryInteger<T>
    {
        protected override void FinishOne(in WideSum state, int row, VectorWriter result, ref RowErrors errors)
        {
            if (state.Count == 0)
                result.SetNull(row);
            else
                result.Values<T>()[row] = T.CreateTruncating(WideMath.DivideHalfUp(state.Sum, state.Count));
        }
    }
}
