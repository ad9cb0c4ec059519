using System.Numerics;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>Casts between dates, times, intervals and numbers.</summary>
public static partial class CastKernels
{
    private static IScalarKernel Datetime(CastPlan plan)
    {
        var (zone, errors) = (plan.Zone, plan.Errors);
        return (plan.From, plan.To) switch
        {
            (DateType, TimestampType) => new PartialCastKernel<int, long, DateToTimestamp>(new(zone, errors)),
            (DateType, TimestampNtzType) => new PartialCastKernel<int, long, DateToLocal>(new(errors)),
            (TimestampType, DateType) => new TotalCastKernel<long, int, TimestampToDate>(new(zone)),
            (TimestampNtzType, DateType) => new TotalCastKernel<long, int, TimestampToDate>(new(ZoneRules.Utc)),
            (TimestampType, TimestampNtzType) => new PartialCastKernel<long, long, TimestampToLocal>(new(zone, errors)),
            (TimestampNtzType, TimestampType) => new PartialCastKernel<long, long, LocalToTimestamp>(new(zone, errors)),
            (TimestampType, TimeType time) => new TotalCastKernel<long, long, TimestampToTime>(new(zone, time.Precision)),
            (TimestampNtzType, TimeType time) => new TotalCastKernel<long, long, TimestampToTime>(new(ZoneRules.Utc, time.Precision)),
            (TimeType, TimeType time) => new TotalCastKernel<long, long, TruncatedTime>(new(time.Precision)),
            (TimeType, _) => FromTime(plan),
            (TimestampType, _) => FromTimestamp(plan),
            (_, TimestampType) => ToTimestamp(plan),
            _ => throw InternalErrors.Unreachable($"{plan.From} to {plan.To}"),
        };
    }

    private static IScalarKernel FromTimestamp(CastPlan plan) => plan.To switch
    {
        ByteType => new PartialCastKernel<long, sbyte, ToNarrowSeconds<sbyte>>(new(TimeUnits.MicrosPerSecond, plan.Errors)),
        ShortType => new PartialCastKernel<long, short, ToNarrowSeconds<short>>(new(TimeUnits.MicrosPerSecond, plan.Errors)),
        IntegerType => new PartialCastKernel<long, int, ToNarrowSeconds<int>>(new(TimeUnits.MicrosPerSecond, plan.Errors)),
        LongType => new TotalCastKernel<long, long, TimestampToSeconds>(default),
        FloatType => new TotalCastKernel<long, float, TimestampToFloating<float>>(default),
        DoubleType => new TotalCastKernel<long, double, TimestampToFloating<double>>(default),
        DecimalType { PhysicalType: PhysicalType.Int64 } d => new PartialCastKernel<long, long, TimestampToDecimal<long>>(new(d, plan.Errors)),
        DecimalType d => new PartialCastKernel<long, Int128, TimestampToDecimal<Int128>>(new(d, plan.Errors)),
        _ => throw InternalErrors.Unreachable(plan.To),
    };

    private static IScalarKernel ToTimestamp(CastPlan plan) => plan.From switch
    {
        ByteType => new TotalCastKernel<sbyte, long, SecondsToTimestamp<sbyte>>(default),
        ShortType => new TotalCastKernel<short, long, SecondsToTimestamp<short>>(default),
        IntegerType => new TotalCastKernel<int, long, SecondsToTimestamp<int>>(default),
        LongType => new TotalCastKernel<long, long, SecondsToTimestamp<long>>(default),
        FloatType => new PartialCastKernel<float, long, FloatingSecondsToTimestamp<float>>(new(plan.Errors)),
        DoubleType => new PartialCastKernel<double, long, FloatingSecondsToTimestamp<double>>(new(plan.Errors)),
        DecimalType { PhysicalType: PhysicalType.Int64 } d => new TotalCastKernel<long, long, DecimalToTimestamp<long>>(new(d.Scale)),
        DecimalType d => new TotalCastKernel<Int128, long, DecimalToTimestamp<Int128>>(new(d.Scale)),
        _ => throw InternalErrors.Unreachable(plan.From),
    };

    private static IScalarKernel FromTime(CastPlan plan) => plan.To switch
    {
        ByteType => new PartialCastKernel<long, sbyte, ToNarrowSeconds<sbyte>>(new(TimeUnits.NanosPerSecond, plan.Errors)),
        ShortType => new PartialCastKernel<long, short, ToNarrowSeconds<short>>(new(TimeUnits.NanosPerSecond, plan.Errors)),
        IntegerType => new TotalCastKernel<long, int, TimeToSeconds<int>>(default),
        LongType => new TotalCastKernel<long, long, TimeToSeconds<long>>(default),
        DecimalType { PhysicalType: PhysicalType.Int64 } d => new PartialCastKernel<long, long, Rescale<long, long>>(new(9, d, plan.Errors)),
        DecimalType d => new PartialCastKernel<long, Int128, Rescale<long, Int128>>(new(9, d, plan.Errors)),
        _ => throw InternalErrors.Unreachable(plan.To),
    };

    private static IScalarKernel Interval(CastPlan plan) => (plan.From, plan.To) switch
    {
        (YearMonthIntervalType, YearMonthIntervalType target) => new TotalCastKernel<int, int, TruncatedYearMonth>(new(target.End)),
        (DayTimeIntervalType, DayTimeIntervalType target) => new TotalCastKernel<long, long, TruncatedDayTime>(new(target.End)),
        (YearMonthIntervalType source, _) => FromInterval<int>(plan, UnitOf(source), scale: 0),
        (DayTimeIntervalType { End: DayTimeField.Second }, DecimalType) => FromInterval<long>(plan, unit: 1, scale: 6),
        (DayTimeIntervalType source, _) => FromInterval<long>(plan, IntervalText.MicrosOf(source.End), scale: 0),
        (_, YearMonthIntervalType target) => ToInterval<int>(plan, UnitOf(target)),
        (_, DayTimeIntervalType target) => ToInterval<long>(plan, IntervalText.MicrosOf(target.End)),
        _ => throw InternalErrors.Unreachable($"{plan.From} to {plan.To}"),
    };

    private static long UnitOf(YearMonthIntervalType type) => type.End == YearMonthField.Year ? TimeUnits.MonthsPerYear : 1;

    private static IScalarKernel FromInterval<T>(CastPlan plan, long unit, int scale)
        where T : unmanaged, IBinaryInteger<T>
    {
        return plan.To switch
        {
            ByteType => To<sbyte>(),
            ShortType => To<short>(),
            IntegerType => To<int>(),
            LongType => To<long>(),
            DecimalType { PhysicalType: PhysicalType.Int64 } d => new PartialCastKernel<T, long, IntervalToDecimal<T, long>>(new(unit, scale, d, plan.Errors)),
            DecimalType d => new PartialCastKernel<T, Int128, IntervalToDecimal<T, Int128>>(new(unit, scale, d, plan.Errors)),
            _ => throw InternalErrors.Unreachable(plan.To),
        };

        PartialCastKernel<T, TTo, IntervalToIntegral<T, TTo>> To<TTo>()
            where TTo : unmanaged, IBinaryInteger<TTo> => new(new(unit, plan.Errors));
    }

    private static IScalarKernel ToInterval<TTo>(CastPlan plan, long unit)
        where TTo : unmanaged, IBinaryInteger<TTo>
    {
        return plan.From switch
        {
            ByteType => Of<sbyte>(),
            ShortType => Of<short>(),
            IntegerType => Of<int>(),
            LongType => Of<long>(),
            DecimalType { PhysicalType: PhysicalType.Int64 } d => new PartialCastKernel<long, TTo, DecimalToInterval<long, TTo>>(new(unit, d.Scale, plan.Errors)),
            DecimalType d => new PartialCastKernel<Int128, TTo, DecimalToInterval<Int128, TTo>>(new(unit, d.Scale, plan.Errors)),
            _ => throw InternalErrors.Unreachable(plan.From),
        };

        PartialCastKernel<T, TTo, IntegralToInterval<T, TTo>> Of<T>()
            where T : unmanaged, IBinaryInteger<T> => new(new(unit, plan.Errors));
    }
}
