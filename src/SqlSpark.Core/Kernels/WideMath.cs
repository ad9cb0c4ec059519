using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Kernels;

/// <summary>
/// Exact integer arithmetic beyond 64 bits: powers of ten, products of 128-bit integers in 256 bits, and divisions that round half
/// away from zero (HALF_UP), as Spark's decimals do.
/// </summary>
public static class WideMath
{
    /// <summary>The largest power of ten that fits 128 bits.</summary>
    public const int MaxPower = 38;

    /// <summary>The largest power of ten that fits 64 bits.</summary>
    public const int MaxPowerOfInt64 = 18;

    private static readonly Int128[] Powers = CreatePowers();

    private static ReadOnlySpan<long> SmallPowers =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>10 to the power of <paramref name="exponent"/>, 0 to 38.</summary>
    public static Int128 PowerOfTen(int exponent) => Powers[exponent];

    /// <summary>10 to the power of <paramref name="exponent"/>, 0 to 18.</summary>
    public static long PowerOfTen64(int exponent) => SmallPowers[exponent];

    /// <summary>True when <paramref name="value"/> has at most <paramref name="precision"/> digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Fits(Int128 value, int precision)
    {
        var bound = PowerOfTen(precision);
        return value < bound && value > -bound;
    }

    /// <summary>The number of decimal digits; 1 for zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int DigitCount(Int128 value)
    {
        var magnitude = Magnitude(value);
        var digits = 1;
        while (digits <= MaxPower && magnitude >= (UInt128)PowerOfTen(digits))
            digits++;
        return digits;
    }

    /// <summary>The absolute value; exact for every input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt128 Magnitude(Int128 value) => value < 0 ? (UInt128)(-value) : (UInt128)value;

    /// <summary>The product of two 64-bit integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Int128 Multiply(long left, long right)
    {
        var high = Math.BigMul(left, right, out var low);
        return new Int128((ulong)high, (ulong)low);
    }

    /// <summary>Multiplies with wrap-around and tells whether the product needs more than 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MultiplyOverflows(Int128 left, Int128 right, out Int128 product)
    {
        if (left == (long)left && right == (long)right)
        {
            product = Multiply((long)left, (long)right);
            return false;
        }

        return MultiplyLarge(left, right, out product);
    }

    /// <summary>
    /// Multiplies, divides by 10 to the power of <paramref name="scaleDown"/> and rounds HALF_UP, with a 256-bit product between.
    /// </summary>
    /// <returns>False when the result does not fit 128 bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryMultiplyScaled(Int128 left, Int128 right, int scaleDown, out Int128 result)
    {
        if (!MultiplyOverflows(left, right, out var product))
        {
            result = scaleDown <= MaxPower ? DivideByPowerOfTen(product, scaleDown) : 0;    // no product of 128 bits is half of 10^39
            return true;
        }

        var wide = Multiply(Magnitude(left), Magnitude(right));
        for (; scaleDown > MaxPower; scaleDown--)
            wide = wide.DivideByTen();      // what is cut off does not reach the digit that decides on rounding
        return TryRound(wide, (UInt128)PowerOfTen(scaleDown), (left < 0) ^ (right < 0), out result);
    }

    /// <summary>
    /// <c>left * 10^scaleUp / right</c>, rounded HALF_UP, with a 256-bit dividend between.
    /// </summary>
    /// <returns>False when the result does not fit 128 bits.</returns>
    public static bool TryDivideScaled(Int128 left, Int128 right, int scaleUp, out Int128 result) =>
        TryDivideScaled(left, right, scaleUp, MaxPower + 1, out result);

    /// <summary>
    /// <c>left * 10^scaleUp / right</c>, rounded HALF_UP twice: to <paramref name="guardDigits"/> more digits than the result has, and
    /// then to the result, which goes up a little below one half.
    /// </summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor; not zero.</param>
    /// <param name="scaleUp">0 to 76; negative ones scale the divisor up.</param>
    /// <param name="guardDigits">At least 1. From 39 on the first rounding makes no difference.</param>
    /// <param name="result">The quotient.</param>
    /// <returns>False when the result does not fit 128 bits.</returns>
    public static bool TryDivideScaled(Int128 left, Int128 right, int scaleUp, int guardDigits, out Int128 result)
    {
        Debug.Assert(right != 0, "division by zero");
        var isNegative = (left < 0) ^ (right < 0);
        var divisor = Magnitude(right);
        if (scaleUp < 0)
        {
            var scaled = Multiply(divisor, (UInt128)PowerOfTen(-scaleUp));
            if (scaled.Upper != 0)
            {
                result = 0;             // the divisor is beyond twice any dividend
                return true;
            }

            return TryRound(new UInt256(0, Magnitude(left)), scaled.Lower, isNegative, out result, guardDigits);
        }

        var isRoundedOnce = guardDigits > MaxPower || divisor < (UInt128)PowerOfTen(guardDigits);
        if (isRoundedOnce && scaleUp <= MaxPower && !MultiplyOverflows(left, PowerOfTen(scaleUp), out var dividend))
        {
            result = DivideHalfUp(dividend, right);
            return !(dividend == Int128.MinValue && right == -1);
        }

        var first = Math.Min(scaleUp, MaxPower);
        var wide = Multiply(Magnitude(left), (UInt128)PowerOfTen(first));
        if (scaleUp > first && !wide.TryMultiply((UInt128)PowerOfTen(scaleUp - first), out wide))
        {
            result = 0;
            return false;
        }

        return TryRound(wide, divisor, isNegative, out result, guardDigits);
    }

    /// <summary>
    /// <c>(left * 10^leftScaleUp + right * 10^rightScaleUp) / 10^scaleDown</c>, rounded HALF_UP, with 256 bits between.
    /// </summary>
    /// <returns>False when the result does not fit 128 bits.</returns>
    public static bool TryAddScaled(Int128 left, int leftScaleUp, Int128 right, int rightScaleUp, int scaleDown, out Int128 result)
    {
        if (!MultiplyOverflows(left, PowerOfTen(leftScaleUp), out var a) && !MultiplyOverflows(right, PowerOfTen(rightScaleUp), out var b))
        {
            var sum = a + b;
            if (((sum ^ a) & (sum ^ b)) >= 0)
            {
                result = DivideByPowerOfTen(sum, scaleDown);
                return true;
            }
        }

        var x = Multiply(Magnitude(left), (UInt128)PowerOfTen(leftScaleUp));
        var y = Multiply(Magnitude(right), (UInt128)PowerOfTen(rightScaleUp));
        var isNegative = left < 0;
        UInt256 total;
        if (isNegative == right < 0)
            total = x + y;
        else if (x.CompareTo(y) >= 0)
            total = x - y;
        else
            (total, isNegative) = (y - x, !isNegative);
        return TryRound(total, (UInt128)PowerOfTen(scaleDown), isNegative, out result);
    }

    /// <summary>The remainder of <c>left * 10^leftScaleUp / (right * 10^rightScaleUp)</c>, with the sign of the left side.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="leftScaleUp">0 to 38; one of the two is 0.</param>
    /// <param name="right">The divisor; not zero.</param>
    /// <param name="rightScaleUp">0 to 38.</param>
    public static Int128 RemainderScaled(Int128 left, int leftScaleUp, Int128 right, int rightScaleUp)
    {
        Debug.Assert(leftScaleUp == 0 || rightScaleUp == 0, "both sides need not be scaled up");
        var divisor = Multiply(Magnitude(right), (UInt128)PowerOfTen(rightScaleUp));
        if (divisor.Upper != 0)
            return left;                // the divisor is larger
        var dividend = Multiply(Magnitude(left), (UInt128)PowerOfTen(leftScaleUp));
        var upper = new UInt256(0, dividend.Upper).DivRem(divisor.Lower).Remainder;
        var remainder = (Int128)new UInt256(upper, dividend.Lower).DivRem(divisor.Lower).Remainder;
        return left < 0 ? -remainder : remainder;
    }

    /// <summary>
    /// <c>left * 10^scaleUp / right</c> with the fraction cut off, as DIV does; negative scales scale the divisor up.
    /// </summary>
    /// <returns>False when the result does not fit 128 bits.</returns>
    public static bool TryDivideIntegral(Int128 left, Int128 right, int scaleUp, out Int128 result)
    {
        Debug.Assert(right != 0, "division by zero");
        result = 0;
        var divisor = Multiply(Magnitude(right), (UInt128)PowerOfTen(Math.Max(-scaleUp, 0)));
        if (divisor.Upper != 0)
            return true;                // the divisor is larger
        var dividend = Multiply(Magnitude(left), (UInt128)PowerOfTen(Math.Max(scaleUp, 0)));
        if (dividend.Upper >= divisor.Lower)
            return false;
        var quotient = dividend.DivRem(divisor.Lower).Quotient;
        if (quotient > (UInt128)Int128.MaxValue)
            return false;
        result = (left < 0) ^ (right < 0) ? -(Int128)quotient : (Int128)quotient;
        return true;
    }

    /// <summary>Divides and rounds half away from zero.</summary>
    public static Int128 DivideHalfUp(Int128 dividend, Int128 divisor)
    {
        var magnitude = Magnitude(divisor);
        var (quotient, remainder) = DivRem(Magnitude(dividend), magnitude);
        if (remainder >= magnitude - remainder)
            quotient++;
        return (dividend < 0) ^ (divisor < 0) ? -(Int128)quotient : (Int128)quotient;
    }

    /// <summary>Divides by 10 to the power of <paramref name="exponent"/> and rounds half away from zero.</summary>
    public static Int128 DivideByPowerOfTen(Int128 value, int exponent)
    {
        if (exponent == 0)
            return value;
        if (value == (long)value && exponent <= MaxPowerOfInt64)
            return DivideByPowerOfTen((long)value, exponent);
        return DivideHalfUp(value, PowerOfTen(exponent));
    }

    /// <summary>Divides by 10 to the power of <paramref name="exponent"/>, 0 to 18, and rounds half away from zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DivideByPowerOfTen(long value, int exponent)
    {
        var divisor = PowerOfTen64(exponent);
        var (quotient, remainder) = Math.DivRem(value, divisor);
        var distance = Math.Abs(remainder);
        return distance >= divisor - distance ? quotient + (value < 0 ? -1 : 1) : quotient;
    }

    /// <summary>Changes the scale of an unscaled decimal: multiplies by a power of ten, or divides and rounds HALF_UP.</summary>
    /// <param name="value">The unscaled value.</param>
    /// <param name="scaleChange">New scale less old, -76 to 76.</param>
    /// <param name="result">The new unscaled value.</param>
    /// <returns>False when it does not fit 128 bits.</returns>
    public static bool TryRescale(Int128 value, int scaleChange, out Int128 result)
    {
        if (scaleChange <= 0)
        {
            result = scaleChange >= -MaxPower ? DivideByPowerOfTen(value, -scaleChange) : 0;
            return true;
        }

        if (scaleChange > MaxPower)
        {
            result = 0;
            return value == 0;
        }

        return !MultiplyOverflows(value, PowerOfTen(scaleChange), out result);
    }

    /// <summary>The product of two 128-bit integers.</summary>
    internal static UInt256 Multiply(UInt128 left, UInt128 right)
    {
        var (a1, a0) = ((ulong)(left >> 64), (ulong)left);
        var (b1, b0) = ((ulong)(right >> 64), (ulong)right);
        var low = BigMul(a0, b0);
        var middle = BigMul(a1, b0) + (low >> 64);
        var other = BigMul(a0, b1) + (ulong)middle;
        var high = BigMul(a1, b1) + (middle >> 64) + (other >> 64);
        return new UInt256(high, (other << 64) | (ulong)low);
    }

    /// <summary>Quotient and remainder; much faster than the operators where both fit 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (UInt128 Quotient, UInt128 Remainder) DivRem(UInt128 dividend, UInt128 divisor)
    {
        if (dividend <= ulong.MaxValue && divisor <= ulong.MaxValue)
        {
            var (q, r) = Math.DivRem((ulong)dividend, (ulong)divisor);
            return (q, r);
        }

        var quotient = dividend / divisor;
        return (quotient, dividend - (quotient * divisor));
    }

    private static UInt128 BigMul(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return new UInt128(high, low);
    }

    private static bool MultiplyLarge(Int128 left, Int128 right, out Int128 product)
    {
        product = left * right;
        var wide = Multiply(Magnitude(left), Magnitude(right));
        var bound = (UInt128.One << 127) - ((left < 0) ^ (right < 0) ? UInt128.Zero : UInt128.One);
        return wide.Upper != 0 || wide.Lower > bound;
    }

    private static bool TryRound(UInt256 dividend, UInt128 divisor, bool isNegative, out Int128 result, int guardDigits = MaxPower + 1)
    {
        result = 0;
        if (dividend.Upper >= divisor)
            return false;               // the quotient needs more than 128 bits

        var (quotient, remainder) = dividend.DivRem(divisor);
        if ((remainder >= divisor - remainder || IsRoundedToHalf(divisor, remainder, guardDigits)) && ++quotient == 0)
            return false;
        if (quotient > (UInt128)Int128.MaxValue)
            return false;               // no decimal is that large
        result = isNegative ? -(Int128)quotient : (Int128)quotient;
        return true;
    }

    /// <summary>True when a remainder below half of the divisor is half of it after rounding to so many digits: it is short of half by no more than half a unit of the last.</summary>
    private static bool IsRoundedToHalf(UInt128 divisor, UInt128 remainder, int guardDigits) =>
        guardDigits <= MaxPower && divisor - remainder - remainder <= divisor / (UInt128)PowerOfTen(guardDigits);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Int128[] CreatePowers()
    {
        var powers = new Int128[MaxPower + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
