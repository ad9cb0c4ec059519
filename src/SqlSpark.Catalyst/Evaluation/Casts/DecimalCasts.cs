using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>To a larger scale in 64 bits, where the result is known to fit.</summary>
internal readonly struct ScaleUp64(int scaleChange) : ITotalCast<long, long>
{
    private readonly long _factor = WideMath.PowerOfTen64(scaleChange);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Cast(long value) => value * _factor;
}

/// <summary>To a larger scale, from 64 to 128 bits, where the result is known to fit.</summary>
internal readonly struct ScaleUp(int scaleChange) : ITotalCast<long, Int128>
{
    private readonly Int128 _factor = WideMath.PowerOfTen(scaleChange);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Int128 Cast(long value) => _factor == (long)_factor ? WideMath.Multiply(value, (long)_factor) : value * _factor;
}

/// <summary>To a larger scale in 64 bits; checks the precision.</summary>
internal readonly struct CheckedScaleUp64(int scaleChange, int scale, int precision, CastErrors errors) : IPartialCast<long, long>
{
    private readonly long _factor = WideMath.PowerOfTen64(scaleChange);
    private readonly long _bound = WideMath.PowerOfTen64(precision - scaleChange);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryCast(long value, out long result)
    {
        result = unchecked(value * _factor);
        return value > -_bound & value < _bound;
    }

    public RowError Error(long value) => errors.OutOfRange(DecimalText.Format(value, scale));
}

/// <summary>Any change of scale and precision; rounds HALF_UP. Integers are decimals of scale 0, TIME is one of scale 9.</summary>
internal readonly struct Rescale<TFrom, TTo>(int fromScale, DecimalType target, CastErrors errors) : IPartialCast<TFrom, TTo>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    private readonly int _scaleChange = target.Scale - fromScale;
    private readonly int _precision = target.Precision;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryCast(TFrom value, out TTo result)
    {
        if (typeof(TFrom) == typeof(long) && typeof(TTo) == typeof(long) && _scaleChange <= 0 && _scaleChange >= -WideMath.MaxPowerOfInt64)
        {
            var rounded = WideMath.DivideByPowerOfTen(long.CreateTruncating(value), -_scaleChange);
            var bound = WideMath.PowerOfTen64(_precision);
            result = TTo.CreateTruncating(rounded);
            return rounded < bound && rounded > -bound;
        }

        var fits = WideMath.TryRescale(Int128.CreateTruncating(value), _scaleChange, out var wide) && WideMath.Fits(wide, _precision);
        result = TTo.CreateTruncating(wide);
        return fits;
    }

    public RowError Error(TFrom value) => errors.OutOfRange(DecimalText.Format(Int128.CreateTruncating(value), fromScale));
}

/// <summary>The integral part of a decimal; bits are dropped, as legacy mode wants.</summary>
internal readonly struct TruncatedDecimal<TFrom, TTo>(int scale) : ITotalCast<TFrom, TTo>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    private readonly TFrom _divisor = TFrom.CreateTruncating(WideMath.PowerOfTen(scale));

    public TTo Cast(TFrom value) => TTo.CreateTruncating(value / _divisor);
}

/// <summary>The integral part of a decimal, which must fit.</summary>
internal readonly struct IntegralPartOfDecimal<TFrom, TTo>(int scale, CastErrors errors) : IPartialCast<TFrom, TTo>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    private readonly TFrom _divisor = TFrom.CreateTruncating(WideMath.PowerOfTen(scale));

    public bool TryCast(TFrom value, out TTo result)
    {
        var integral = value / _divisor;
        result = TTo.CreateTruncating(integral);
        return TFrom.CreateTruncating(result) == integral;
    }

    public RowError Error(TFrom value) => errors.Overflow(Int128.CreateTruncating(value));
}

/// <summary>A decimal to the closest floating-point number.</summary>
internal readonly struct DecimalToFloating<TFrom, TTo>(int scale) : ITotalCast<TFrom, TTo>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
    where TTo : unmanaged, INumberBase<TTo>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TTo Cast(TFrom value) => typeof(TTo) == typeof(float)
        ? TTo.CreateTruncating(DecimalText.ToSingle(Int128.CreateTruncating(value), scale))
        : TTo.CreateTruncating(DecimalText.ToDouble(Int128.CreateTruncating(value), scale));
}

/// <summary>The shortest digits of a floating-point number as a decimal. NaN and infinities are NULL in every mode.</summary>
internal sealed class FloatingToDecimalKernel<TFrom, TTo>(DecimalType target, CastErrors errors) : IScalarKernel
    where TFrom : unmanaged, IFloatingPointIeee754<TFrom>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    private readonly ColumnReader<TFrom> _reader = new();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(in Arguments arguments, Core.Columnar.Rows rows, Core.Columnar.VectorWriter result, ref RowErrors failures)
    {
        var values = _reader.Read(arguments[0]);
        var to = result.Values<TTo>();
        foreach (var row in rows)
        {
            var value = double.CreateTruncating(values[row]);
            if (!double.IsFinite(value))
            {
                result.SetNull(row);
            }
            else if (DecimalText.TryFromDouble(value, target.Precision, target.Scale, out var unscaled))
            {
                to[row] = TTo.CreateTruncating(unscaled);
            }
            else if (!failures.NullsRow(row))
            {
                failures.Report(row, errors.OutOfRange(FloatingPointText.Format(value)));
            }
        }
    }
}

/// <summary>TIMESTAMP to a decimal count of seconds, by way of a double, as in Spark.</summary>
internal readonly struct TimestampToDecimal<TTo>(DecimalType target, CastErrors errors) : IPartialCast<long, TTo>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    public bool TryCast(long value, out TTo result)
    {
        var fits = DecimalText.TryFromDouble(value / (double)TimeUnits.MicrosPerSecond, target.Precision, target.Scale, out var unscaled);
        result = TTo.CreateTruncating(unscaled);
        return fits;
    }

    public RowError Error(long value) => errors.OutOfRange(FloatingPointText.Format(value / (double)TimeUnits.MicrosPerSecond));
}

/// <summary>A decimal count of seconds to TIMESTAMP; digits after the sixth are dropped and bits over 64 too.</summary>
internal readonly struct DecimalToTimestamp<TFrom>(int scale) : ITotalCast<TFrom, long>
    where TFrom : unmanaged, IBinaryInteger<TFrom>
{
    private const int MicrosScale = 6;

    public long Cast(TFrom value)
    {
        var unscaled = Int128.CreateTruncating(value);
        return scale <= MicrosScale
            ? long.CreateTruncating(unchecked(unscaled * WideMath.PowerOfTen(MicrosScale - scale)))
            : long.CreateTruncating(unscaled / WideMath.PowerOfTen(scale - MicrosScale));
    }
}
