using System.Numerics;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>Months to a type that ends with years.</summary>
internal readonly struct TruncatedYearMonth(YearMonthField end) : ITotalCast<int, int>
{
    public int Cast(int value) => IntervalText.Truncate(value, end);
}

/// <summary>Microseconds to a type that ends above seconds.</summary>
internal readonly struct TruncatedDayTime(DayTimeField end) : ITotalCast<long, long>
{
    public long Cast(long value) => IntervalText.Truncate(value, end);
}

/// <summary>A number of the last field of an interval type to the interval: <paramref name="unit"/> months or microseconds each.</summary>
internal readonly struct IntegralToInterval<TFrom, TTo>(long unit, CastErrors errors) : IPartialCast<TFrom, TTo>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    public bool TryCast(TFrom value, out TTo result)
    {
        var product = WideMath.Multiply(long.CreateTruncating(value), unit);
        result = TTo.CreateTruncating(product);
        return Int128.CreateTruncating(result) == product;
    }

    public RowError Error(TFrom value) => errors.Overflow(value);
}

/// <summary>A decimal number of the last field of an interval type to the interval; rounds HALF_UP to months or microseconds.</summary>
internal readonly struct DecimalToInterval<TFrom, TTo>(long unit, int scale, CastErrors errors) : IPartialCast<TFrom, TTo>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    public bool TryCast(TFrom value, out TTo result)
    {
        var fits = WideMath.TryMultiplyScaled(Int128.CreateTruncating(value), unit, scale, out var product);
        result = TTo.CreateTruncating(product);
        return fits && Int128.CreateTruncating(result) == product;
    }

    public RowError Error(TFrom value) => errors.Overflow(Int128.CreateTruncating(value));
}

/// <summary>An interval to a number of its last field, rounded towards zero.</summary>
internal readonly struct IntervalToIntegral<TFrom, TTo>(long unit, CastErrors errors) : IPartialCast<TFrom, TTo>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    public bool TryCast(TFrom value, out TTo result)
    {
        var quotient = long.CreateTruncating(value) / unit;
        result = TTo.CreateTruncating(quotient);
        return long.CreateTruncating(result) == quotient;
    }

    public RowError Error(TFrom value) => errors.Overflow(value);
}

/// <summary>An interval to a decimal number of its last field; seconds keep their fraction.</summary>
internal readonly struct IntervalToDecimal<TFrom, TTo>(long unit, int scale, DecimalType target, CastErrors errors) : IPartialCast<TFrom, TTo>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    public bool TryCast(TFrom value, out TTo result)
    {
        var count = long.CreateTruncating(value) / unit;
        var fits = WideMath.TryRescale(count, target.Scale - scale, out var unscaled) && WideMath.Fits(unscaled, target.Precision);
        result = TTo.CreateTruncating(unscaled);
        return fits;
    }

    public RowError Error(TFrom value) => errors.OutOfRange(DecimalText.Format(long.CreateTruncating(value) / unit, scale));
}
