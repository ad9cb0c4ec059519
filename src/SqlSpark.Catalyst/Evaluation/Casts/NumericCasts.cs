using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>Between integers and floating point where every value has a counterpart, or bits are dropped as legacy mode wants.</summary>
internal readonly struct TruncatingCast<TFrom, TTo> : ITotalCast<TFrom, TTo>
    where TFrom : unmanaged, INumberBase<TFrom>
    where TTo : unmanaged, INumberBase<TTo>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TTo Cast(TFrom value) => TTo.CreateTruncating(value);
}

/// <summary>Floating point to integers in legacy mode: saturates at the bounds of INT or BIGINT, gives 0 for NaN, then drops bits.</summary>
internal readonly struct SaturatingCast<TFrom, TTo> : ITotalCast<TFrom, TTo>
    where TFrom : unmanaged, IFloatingPointIeee754<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TTo Cast(TFrom value) => typeof(TTo) == typeof(long)
        ? TTo.CreateTruncating(long.CreateSaturating(value))
        : TTo.CreateTruncating(int.CreateSaturating(value));
}

/// <summary>To a narrower integer.</summary>
internal readonly struct NarrowingCast<TFrom, TTo>(CastErrors errors) : IPartialCast<TFrom, TTo>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryCast(TFrom value, out TTo result)
    {
        result = TTo.CreateTruncating(value);
        return TFrom.CreateTruncating(result) == value;
    }

    public RowError Error(TFrom value) => errors.Overflow(value);
}

/// <summary>Floating point to integers: the integral part must fit.</summary>
internal readonly struct IntegralPartCast<TFrom, TTo>(CastErrors errors) : IPartialCast<TFrom, TTo>
    where TFrom : unmanaged, IFloatingPointIeee754<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>, IMinMaxValue<TTo>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryCast(TFrom value, out TTo result)
    {
        // The bounds are rounded to doubles, as in Spark: 2^63 becomes the largest BIGINT.
        result = TTo.CreateSaturating(value);
        var number = double.CreateTruncating(value);
        return Math.Floor(number) <= double.CreateTruncating(TTo.MaxValue) && Math.Ceiling(number) >= double.CreateTruncating(TTo.MinValue);
    }

    public RowError Error(TFrom value) => errors.Overflow(value);
}

/// <summary>TRUE for all numbers but zero; NaN is not zero.</summary>
internal readonly struct IsNotZero<TFrom> : ITotalCast<TFrom, bool>
    where TFrom : unmanaged, INumberBase<TFrom>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Cast(TFrom value) => !TFrom.IsZero(value);
}

/// <summary>Seconds to TIMESTAMP; saturates.</summary>
internal readonly struct SecondsToTimestamp<TFrom> : ITotalCast<TFrom, long>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
{
    private const long MaxSeconds = long.MaxValue / TimeUnits.MicrosPerSecond;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Cast(TFrom value)
    {
        var seconds = long.CreateTruncating(value);
        if (seconds is >= -MaxSeconds and <= MaxSeconds)
            return seconds * TimeUnits.MicrosPerSecond;
        return seconds < 0 ? long.MinValue : long.MaxValue;
    }
}

/// <summary>Seconds with a fraction to TIMESTAMP; saturates, but fails for NaN and infinities.</summary>
internal readonly struct FloatingSecondsToTimestamp<TFrom>(CastErrors errors) : IPartialCast<TFrom, long>
    where TFrom : unmanaged, IFloatingPointIeee754<TFrom>
{
    public bool TryCast(TFrom value, out long result)
    {
        result = long.CreateSaturating(double.CreateTruncating(value) * TimeUnits.MicrosPerSecond);
        return TFrom.IsFinite(value);
    }

    public RowError Error(TFrom value) => errors.InvalidInput(double.CreateTruncating(value));
}

/// <summary>TIMESTAMP to whole seconds, rounded towards the past.</summary>
internal readonly struct TimestampToSeconds : ITotalCast<long, long>
{
    public long Cast(long value) => TimeUnits.FloorDiv(value, TimeUnits.MicrosPerSecond);
}

/// <summary>TIMESTAMP to seconds with a fraction.</summary>
internal readonly struct TimestampToFloating<TTo> : ITotalCast<long, TTo>
    where TTo : unmanaged, INumberBase<TTo>
{
    public TTo Cast(long value) => TTo.CreateTruncating(value / (double)TimeUnits.MicrosPerSecond);
}

/// <summary>TIMESTAMP or TIME to whole seconds in a narrower integer.</summary>
internal readonly struct ToNarrowSeconds<TTo>(long unitsPerSecond, CastErrors errors) : IPartialCast<long, TTo>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    public bool TryCast(long value, out TTo result)
    {
        var seconds = TimeUnits.FloorDiv(value, unitsPerSecond);
        result = TTo.CreateTruncating(seconds);
        return long.CreateTruncating(result) == seconds;
    }

    public RowError Error(long value) => errors.Overflow(value);
}

/// <summary>TIME to whole seconds.</summary>
internal readonly struct TimeToSeconds<TTo> : ITotalCast<long, TTo>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    public TTo Cast(long value) => TTo.CreateTruncating(value / TimeUnits.NanosPerSecond);
}
