using System.Globalization;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>What a sum that does not fit its type becomes.</summary>
internal enum SumOverflow
{
    /// <summary>An error.</summary>
    Fail,

    /// <summary>An integer wraps around, a decimal becomes NULL; intervals fail.</summary>
    Wrap,

    /// <summary>NULL.</summary>
    Null,
}

/// <summary>What <c>sum</c> and <c>try_sum</c> share.</summary>
internal static class SumBinding
{
    private static readonly DataType[] Intervals = [YearMonthIntervalType.Default, DayTimeIntervalType.Default];

    /// <summary>Numbers and intervals of one unit; NULLs and strings become doubles.</summary>
    public static TypePattern Pattern => TypePattern.OneOf(
        TypePattern.Numeric,
        TypePattern.Where("INTERVAL DAY TO SECOND", Intervals[1], t => t is DayTimeIntervalType),
        TypePattern.Where("INTERVAL YEAR TO MONTH", Intervals[0], t => t is YearMonthIntervalType));

    /// <summary>Timestamps are added as seconds. Spark: <c>FunctionArgumentTypeCoercion</c>.</summary>
    public static EquatableArray<Expression> Prepare(BindCall call) => call.Arguments is [{ DataType: TimestampType } timestamp]
        ? [new Cast(timestamp, DoubleType.Instance, call.EvalMode, call.TimeZone, IsImplicit: true)]
        : call.Arguments;

    public static BoundAggregate Bind(BindCall call, SumOverflow overflow)
    {
        var type = call.Type(0);
        DataType result = type switch
        {
            IntegralType => LongType.Instance,
            DecimalType decimalType => DecimalType.Bounded(decimalType.Precision + 10, decimalType.Scale),
            FractionalType => DoubleType.Instance,
            _ => type,
        };
        return new BoundAggregate(
            result, true, overflow == SumOverflow.Fail && type is not FractionalType,
            context => type is FractionalType ? new DoubleSumKernel(type, isAverage: false, context.Account) : new Kernel(type, result, overflow, context.Account))
        {
            Signature = [overflow],
            AcceptsEncodings = true,
            StateKey = type is FractionalType ? DoubleSumKernel.StateKey : ExactSumKernel.StateKey,
        };
    }

    private sealed class Kernel(DataType type, DataType resultType, SumOverflow overflow, MemoryAccount account) : ExactSumKernel(type, account)
    {
        protected override void Finish(in ExactSumState state, int row, VectorWriter result, ref RowErrors errors)
        {
            var fits = !state.HasOverflowed && resultType switch
            {
                DecimalType decimalType => WideMath.Fits(state.Sum, decimalType.Precision),
                _ => Widths.NarrowestFor(state.Sum) <= resultType.PhysicalType,
            };
            if (fits)
                Widths.Write(result, row, state.Sum);
            else if (overflow == SumOverflow.Wrap && resultType is LongType)
                result.Values<long>()[row] = unchecked((long)state.Sum);
            else if (overflow == SumOverflow.Null || (overflow == SumOverflow.Wrap && resultType is DecimalType))
                result.SetNull(row);
            else
                errors.Report(row, Error(state));
        }

        private RowError Error(in ExactSumState state) => resultType switch
        {
            DecimalType decimalType => RowError.NumericValueOutOfRange(
                state.Sum.ToString(CultureInfo.InvariantCulture), decimalType.Precision, decimalType.Scale),
            LongType => RowError.Overflow("long overflow", "try_sum"),
            _ => RowError.IntervalOverflowUse("try_sum"),
        };
    }
}
