using System.Numerics;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>Casts between numbers.</summary>
public static partial class CastKernels
{
    private static IScalarKernel FromBoolean(CastPlan plan) => plan.To switch
    {
        ByteType => new FromBooleanKernel<sbyte>(1, 0),
        ShortType => new FromBooleanKernel<short>(1, 0),
        IntegerType => new FromBooleanKernel<int>(1, 0),
        LongType => new FromBooleanKernel<long>(1, 0),
        FloatType => new FromBooleanKernel<float>(1, 0),
        DoubleType => new FromBooleanKernel<double>(1, 0),
        TimestampType => new FromBooleanKernel<long>(1, 0),
        DecimalType d when d.Precision == d.Scale => new BooleanToFractionKernel(plan.Errors),
        DecimalType { PhysicalType: PhysicalType.Int64 } d => new FromBooleanKernel<long>(WideMath.PowerOfTen64(d.Scale), 0),
        DecimalType d => new FromBooleanKernel<Int128>(WideMath.PowerOfTen(d.Scale), 0),
        _ => throw InternalErrors.Unreachable(plan.To),
    };

    private static IScalarKernel Number(CastPlan plan) => plan.From switch
    {
        ByteType => FromInteger<sbyte>(plan),
        ShortType => FromInteger<short>(plan),
        IntegerType => FromInteger<int>(plan),
        LongType => FromInteger<long>(plan),
        FloatType => FromFloating<float>(plan),
        _ => FromFloating<double>(plan),
    };

    private static IScalarKernel FromInteger<T>(CastPlan plan)
        where T : unmanaged, IBinaryInteger<T>
    {
        return plan.To switch
        {
            ByteType => To<sbyte>(),
            ShortType => To<short>(),
            IntegerType => To<int>(),
            LongType => To<long>(),
            FloatType => new TotalCastKernel<T, float, TruncatingCast<T, float>>(default),
            DoubleType => new WideningKernel<T, double>(),
            _ => throw InternalErrors.Unreachable(plan.To),
        };

        IScalarKernel To<TTo>()
            where TTo : unmanaged, IBinaryInteger<TTo>
        {
            if (!CastFailures.InAnsiMode(plan.From, plan.To))
                return new WideningKernel<T, TTo>();
            return plan.IsStrict
                ? new OptimisticCastKernel<T, TTo, NarrowingCast<T, TTo>>(new(plan.Errors))
                : new TotalCastKernel<T, TTo, TruncatingCast<T, TTo>>(default);
        }
    }

    private static IScalarKernel FromFloating<T>(CastPlan plan)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        return plan.To switch
        {
            ByteType => To<sbyte>(),
            ShortType => To<short>(),
            IntegerType => To<int>(),
            LongType => To<long>(),
            FloatType => new TotalCastKernel<T, float, TruncatingCast<T, float>>(default),
            _ => new WideningKernel<T, double>(),
        };

        IScalarKernel To<TTo>()
            where TTo : unmanaged, IBinaryInteger<TTo>, IMinMaxValue<TTo> => plan.IsStrict
                ? new OptimisticCastKernel<T, TTo, IntegralPartCast<T, TTo>>(new(plan.Errors))
                : new TotalCastKernel<T, TTo, SaturatingCast<T, TTo>>(default);
    }

    private static IScalarKernel ToDecimal(CastPlan plan, DecimalType target) => plan.From switch
    {
        FloatType when target.PhysicalType == PhysicalType.Int64 => new FloatingToDecimalKernel<float, long>(target, plan.Errors),
        FloatType => new FloatingToDecimalKernel<float, Int128>(target, plan.Errors),
        DoubleType when target.PhysicalType == PhysicalType.Int64 => new FloatingToDecimalKernel<double, long>(target, plan.Errors),
        DoubleType => new FloatingToDecimalKernel<double, Int128>(target, plan.Errors),
        DecimalType { PhysicalType: PhysicalType.Int64 } source => ToScale<long>(plan, source.Scale, target),
        DecimalType source => ToScale<Int128>(plan, source.Scale, target),
        ByteType => ToScale<sbyte>(plan, 0, target),
        ShortType => ToScale<short>(plan, 0, target),
        IntegerType => ToScale<int>(plan, 0, target),
        _ => ToScale<long>(plan, 0, target),
    };

    /// <summary>Between unscaled integers; common cases run without 128-bit arithmetic, and without checks where they can't fail.</summary>
    private static IScalarKernel ToScale<T>(CastPlan plan, int scale, DecimalType target)
        where T : unmanaged, IBinaryInteger<T>
    {
        var scaleChange = target.Scale - scale;
        var isSmall = target.PhysicalType == PhysicalType.Int64;
        if (typeof(T) != typeof(long) && typeof(T) != typeof(Int128))
        {
            return isSmall
                ? new PartialCastKernel<T, long, Rescale<T, long>>(new(scale, target, plan.Errors))
                : new PartialCastKernel<T, Int128, Rescale<T, Int128>>(new(scale, target, plan.Errors));
        }

        if (typeof(T) == typeof(Int128))
        {
            return isSmall
                ? new PartialCastKernel<Int128, long, Rescale<Int128, long>>(new(scale, target, plan.Errors))
                : new PartialCastKernel<Int128, Int128, Rescale<Int128, Int128>>(new(scale, target, plan.Errors));
        }

        var canFail = CastFailures.MayOverflow(plan.From, target);
        return (scaleChange >= 0, canFail, isSmall) switch
        {
            (true, false, true) => new TotalCastKernel<long, long, ScaleUp64>(new(scaleChange)),
            (true, false, false) => new TotalCastKernel<long, Int128, ScaleUp>(new(scaleChange)),
            (true, true, true) => new OptimisticCastKernel<long, long, CheckedScaleUp64>(new(scaleChange, scale, target.Precision, plan.Errors)),
            (_, _, true) => new PartialCastKernel<long, long, Rescale<long, long>>(new(scale, target, plan.Errors)),
            _ => new PartialCastKernel<long, Int128, Rescale<long, Int128>>(new(scale, target, plan.Errors)),
        };
    }

    private static IScalarKernel FromDecimal(CastPlan plan, DecimalType source) => source.PhysicalType == PhysicalType.Int64
        ? FromDecimal<long>(plan, source.Scale)
        : FromDecimal<Int128>(plan, source.Scale);

    private static IScalarKernel FromDecimal<T>(CastPlan plan, int scale)
        where T : unmanaged, IBinaryInteger<T>
    {
        return plan.To switch
        {
            ByteType => To<sbyte>(),
            ShortType => To<short>(),
            IntegerType => To<int>(),
            LongType => To<long>(),
            FloatType => new TotalCastKernel<T, float, DecimalToFloating<T, float>>(new(scale)),
            _ => new TotalCastKernel<T, double, DecimalToFloating<T, double>>(new(scale)),
        };

        IScalarKernel To<TTo>()
            where TTo : unmanaged, IBinaryInteger<TTo> => plan.IsStrict
                ? new PartialCastKernel<T, TTo, IntegralPartOfDecimal<T, TTo>>(new(scale, plan.Errors))
                : new TotalCastKernel<T, TTo, TruncatedDecimal<T, TTo>>(new(scale));
    }

    /// <summary>TRUE does not fit a decimal without digits before the point.</summary>
    private sealed class BooleanToFractionKernel(CastErrors reasons) : IScalarKernel
    {
        private readonly BitReader _reader = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var bits = _reader.Read(arguments[0]);
            if (result.Physical == PhysicalType.Int64)
                result.Values<long>().Clear();
            else
                result.Values<Int128>().Clear();
            foreach (var row in rows)
            {
                if (Bitmaps.Get(bits, row) && !errors.NullsRow(row))
                    errors.Report(row, reasons.OutOfRange("1"));
            }
        }
    }
}
