using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Kernels;

/// <summary>An unsigned 256-bit integer: what stands between the operands and the result of a decimal product or quotient.</summary>
internal readonly record struct UInt256(UInt128 Upper, UInt128 Lower) : IComparable<UInt256>
{
    /// <summary>The sum; it must fit.</summary>
    public static UInt256 operator +(UInt256 left, UInt256 right)
    {
        var lower = unchecked(left.Lower + right.Lower);
        return new UInt256(left.Upper + right.Upper + (lower < left.Lower ? UInt128.One : UInt128.Zero), lower);
    }

    /// <summary>The difference; <paramref name="right"/> is not larger.</summary>
    public static UInt256 operator -(UInt256 left, UInt256 right) =>
        new(left.Upper - right.Upper - (left.Lower < right.Lower ? UInt128.One : UInt128.Zero), unchecked(left.Lower - right.Lower));

    /// <inheritdoc />
    public int CompareTo(UInt256 other) => Upper != other.Upper ? Upper.CompareTo(other.Upper) : Lower.CompareTo(other.Lower);

    /// <summary>Multiplies by a 128-bit integer.</summary>
    /// <returns>False when the product does not fit.</returns>
    public bool TryMultiply(UInt128 factor, out UInt256 product)
    {
        var low = WideMath.Multiply(Lower, factor);
        var high = WideMath.Multiply(Upper, factor);
        var upper = high.Lower + low.Upper;
        product = new UInt256(upper, low.Lower);
        return high.Upper == 0 && upper >= low.Upper;
    }

    /// <summary>A tenth, cut off.</summary>
    public UInt256 DivideByTen()
    {
        var (upper, rest) = WideMath.DivRem(Upper, 10);
        return new UInt256(upper, new UInt256(rest, Lower).DivRem(10).Quotient);
    }

    /// <summary>Divides by a 128-bit integer larger than <see cref="Upper"/>, so that the quotient has 128 bits.</summary>
    /// <remarks>Knuth's algorithm D with digits of 64 bits: two digits of quotient, each estimated from the top digit of the divisor and corrected.</remarks>
    public (UInt128 Quotient, UInt128 Remainder) DivRem(UInt128 divisor)
    {
        Debug.Assert(Upper < divisor, "the quotient needs more than 128 bits");
        if (Upper == 0)
            return WideMath.DivRem(Lower, divisor);

        var shift = (int)UInt128.LeadingZeroCount(divisor);
        var normal = divisor << shift;
        var upper = shift == 0 ? Upper : (Upper << shift) | (Lower >> (128 - shift));
        var lower = Lower << shift;
        var high = Digit(upper, (ulong)(lower >> 64), normal, out var rest);
        var low = Digit(rest, (ulong)lower, normal, out rest);
        return (new UInt128(high, low), rest >> shift);
    }

    /// <summary>One digit: <c>(upper * 2^64 + next) / divisor</c>, with <c>upper &lt; divisor</c> and the divisor's top bit set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Digit(UInt128 upper, ulong next, UInt128 divisor, out UInt128 rest)
    {
        var (top, bottom) = ((ulong)(divisor >> 64), (ulong)divisor);
        UInt128 digit;
        UInt128 left;
        if ((ulong)(upper >> 64) == top)
        {
            digit = ulong.MaxValue;
            left = (UInt128)(ulong)upper + top;
        }
        else
        {
            digit = upper / top;
            left = upper - (digit * top);
        }

        // The estimate is at most two too large; `left` is what remains of the upper part, and once it exceeds 64 bits the test holds.
        while (left <= ulong.MaxValue && digit * bottom > ((left << 64) | next))
        {
            digit--;
            left += top;
        }

        rest = unchecked((upper << 64) + next - (digit * divisor));     // the low 128 bits hold all of it
        return (ulong)digit;
    }
}
