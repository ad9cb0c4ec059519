namespace SqlSpark.Core.Kernels;

/// <summary>An operation on unscaled decimals with its scales as fields.</summary>
public interface IDecimalOperation
{
    /// <summary>Computes the unscaled result, or returns false when there is none of the result's precision.</summary>
    bool TryInvoke(Int128 left, Int128 right, out Int128 result);
}

/// <summary><c>left + right</c>: both are scaled up to one scale, added exactly, and rounded to the result's scale.</summary>
/// <param name="LeftScaleUp">Digits that the left side gets.</param>
/// <param name="RightScaleUp">Digits that the right side gets.</param>
/// <param name="ScaleDown">Digits that the sum loses.</param>
/// <param name="Precision">The most digits of the result.</param>
public readonly record struct DecimalAddition(int LeftScaleUp, int RightScaleUp, int ScaleDown, int Precision) : IDecimalOperation
{
    /// <inheritdoc />
    public bool TryInvoke(Int128 left, Int128 right, out Int128 result) =>
        WideMath.TryAddScaled(left, LeftScaleUp, right, RightScaleUp, ScaleDown, out result) && WideMath.Fits(result, Precision);
}

/// <summary><c>left - right</c>, as <see cref="DecimalAddition"/>.</summary>
/// <param name="LeftScaleUp">Digits that the left side gets.</param>
/// <param name="RightScaleUp">Digits that the right side gets.</param>
/// <param name="ScaleDown">Digits that the difference loses.</param>
/// <param name="Precision">The most digits of the result.</param>
public readonly record struct DecimalSubtraction(int LeftScaleUp, int RightScaleUp, int ScaleDown, int Precision) : IDecimalOperation
{
    /// <inheritdoc />
    public bool TryInvoke(Int128 left, Int128 right, out Int128 result) =>
        WideMath.TryAddScaled(left, LeftScaleUp, -right, RightScaleUp, ScaleDown, out result) && WideMath.Fits(result, Precision);
}

/// <summary><c>left * right</c>, rounded to the result's scale.</summary>
/// <param name="ScaleDown">Digits that the product loses: the sides' scales less the result's.</param>
/// <param name="Precision">The most digits of the result.</param>
public readonly record struct DecimalMultiplication(int ScaleDown, int Precision) : IDecimalOperation
{
    /// <inheritdoc />
    public bool TryInvoke(Int128 left, Int128 right, out Int128 result) =>
        WideMath.TryMultiplyScaled(left, right, ScaleDown, out result) && WideMath.Fits(result, Precision);
}

/// <summary><c>left / right</c>, rounded to the result's scale; fails for a zero divisor.</summary>
/// <param name="ScaleUp">Digits that the dividend gets: the result's scale less the left one plus the right one.</param>
/// <param name="Precision">The most digits of the result.</param>
public readonly record struct DecimalDivision(int ScaleUp, int Precision) : IDecimalOperation
{
    /// <inheritdoc />
    public bool TryInvoke(Int128 left, Int128 right, out Int128 result)
    {
        if (right != 0)
            return WideMath.TryDivideScaled(left, right, ScaleUp, out result) && WideMath.Fits(result, Precision);
        result = 0;
        return false;
    }
}

/// <summary><c>left % right</c> with the sign of the left side; fails for a zero divisor.</summary>
/// <param name="LeftScaleUp">Digits that the left side gets to have the larger scale.</param>
/// <param name="RightScaleUp">Digits that the right side gets to have the larger scale.</param>
/// <param name="ScaleDown">Digits that the remainder loses.</param>
/// <param name="Precision">The most digits of the result.</param>
public readonly record struct DecimalRemainder(int LeftScaleUp, int RightScaleUp, int ScaleDown, int Precision) : IDecimalOperation
{
    /// <inheritdoc />
    public bool TryInvoke(Int128 left, Int128 right, out Int128 result)
    {
        result = 0;
        if (right == 0)
            return false;
        result = WideMath.DivideByPowerOfTen(WideMath.RemainderScaled(left, LeftScaleUp, right, RightScaleUp), ScaleDown);
        return WideMath.Fits(result, Precision);
    }
}

/// <summary>The left side with another scale; the right side is not looked at.</summary>
/// <param name="ScaleChange">New scale less old; negative ones round HALF_UP.</param>
/// <param name="Precision">The most digits of the result.</param>
public readonly record struct DecimalRescaling(int ScaleChange, int Precision) : IDecimalOperation
{
    /// <inheritdoc />
    public bool TryInvoke(Int128 left, Int128 right, out Int128 result) =>
        WideMath.TryRescale(left, ScaleChange, out result) && WideMath.Fits(result, Precision);
}
