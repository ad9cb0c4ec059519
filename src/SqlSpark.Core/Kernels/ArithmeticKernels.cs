using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SqlSpark.Core.Kernels;

/// <summary>Dense arithmetic over columns of sbyte, short, int, long, Int128, float and double.</summary>
/// <remarks>
/// Kernels run over every row, also rows that are null or not selected, with wrap-around. Those over integers tell whether a row may
/// have overflowed: false is a proof that none did; on true the caller repeats the batch over its live rows with
/// <see cref="CheckedOperation{T, TOp}"/>, which finds the row or shows that there was none. Results must not overlap inputs.
/// </remarks>
public static unsafe class ArithmeticKernels
{
    /// <summary>Computes <c>left[i] op right[i]</c>.</summary>
    /// <returns>False when certainly no row overflowed.</returns>
    public static bool Apply<T, TOp>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> result)
        where T : unmanaged, INumberBase<T>
        where TOp : struct, IArithmeticOperation
    {
        Debug.Assert(left.Length == right.Length && result.Length >= left.Length, "spans of unequal length");
        fixed (T* l = left, r = right, to = result)
            return ApplyDense<T, TOp, ColumnSource<T>, ColumnSource<T>>(new(l), new(r), left.Length, to);
    }

    /// <summary>Computes <c>left[i] op right</c>.</summary>
    /// <returns>False when certainly no row overflowed.</returns>
    public static bool ApplyConstant<T, TOp>(ReadOnlySpan<T> left, T right, Span<T> result)
        where T : unmanaged, INumberBase<T>
        where TOp : struct, IArithmeticOperation
    {
        Debug.Assert(result.Length >= left.Length, "spans of unequal length");
        fixed (T* l = left, to = result)
            return ApplyDense<T, TOp, ColumnSource<T>, ConstantSource<T>>(new(l), new(right), left.Length, to);
    }

    /// <summary>Computes <c>left op right[i]</c>.</summary>
    /// <returns>False when certainly no row overflowed.</returns>
    public static bool ApplyConstant<T, TOp>(T left, ReadOnlySpan<T> right, Span<T> result)
        where T : unmanaged, INumberBase<T>
        where TOp : struct, IArithmeticOperation
    {
        Debug.Assert(result.Length >= right.Length, "spans of unequal length");
        fixed (T* r = right, to = result)
            return ApplyDense<T, TOp, ConstantSource<T>, ColumnSource<T>>(new(left), new(r), right.Length, to);
    }

    /// <summary>Computes <c>-value[i]</c>; of floating point the sign bit flips, so that -(0.0) is -0.0.</summary>
    /// <returns>False when certainly no row overflowed.</returns>
    public static bool Negate<T>(ReadOnlySpan<T> values, Span<T> result)
        where T : unmanaged, INumberBase<T>
    {
        Debug.Assert(result.Length >= values.Length, "spans of unequal length");
        return IsFloatingPoint<T>()
            ? ApplyConstant<T, MultiplyOperation>(values, -T.One, result)
            : ApplyConstant<T, SubtractOperation>(T.Zero, values, result);
    }

    /// <summary>Computes one row with wrap-around and tells exactly whether it overflowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Overflows<T, TOp>(T left, T right, out T result)
        where T : unmanaged, INumberBase<T>
        where TOp : struct, IArithmeticOperation
    {
        if (TOp.Kind == ArithmeticKind.Multiply)
        {
            if (typeof(T) == typeof(Int128))
            {
                var overflows = WideMath.MultiplyOverflows(Unsafe.BitCast<T, Int128>(left), Unsafe.BitCast<T, Int128>(right), out var product);
                result = Unsafe.BitCast<Int128, T>(product);
                return overflows;
            }

            if (typeof(T) == typeof(long))
            {
                var high = Math.BigMul(Unsafe.BitCast<T, long>(left), Unsafe.BitCast<T, long>(right), out var low);
                result = Unsafe.BitCast<long, T>(low);
                return high != low >> 63;
            }

            var wide = long.CreateTruncating(left) * long.CreateTruncating(right);
            result = T.CreateTruncating(wide);
            return long.CreateTruncating(result) != wide;
        }

        result = Compute<T, TOp>(left, right);
        return SignSaysOverflow<T, TOp>(left, right, result);
    }

    private static bool ApplyDense<T, TOp, TLeft, TRight>(TLeft left, TRight right, int rowCount, T* result)
        where T : unmanaged, INumberBase<T>
        where TOp : struct, IArithmeticOperation
        where TLeft : struct, ILaneSource<T>
        where TRight : struct, ILaneSource<T>
    {
        var suspicious = false;
        var row = 0;
        if (Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported)
            suspicious = ApplyLanes<T, Lanes512<T>, TOp, TLeft, TRight>(left, right, rowCount, result, out row);
        else if (Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported)
            suspicious = ApplyLanes<T, Lanes256<T>, TOp, TLeft, TRight>(left, right, rowCount, result, out row);
        else if (Vector128.IsHardwareAccelerated && Vector128<T>.IsSupported)
            suspicious = ApplyLanes<T, Lanes128<T>, TOp, TLeft, TRight>(left, right, rowCount, result, out row);

        if (row < rowCount)
            suspicious |= ApplyRows<T, TOp, TLeft, TRight>(left, right, row, rowCount, result);
        if (!suspicious || TOp.Kind != ArithmeticKind.Multiply)
            return suspicious;
        return typeof(T) == typeof(long) && Vector512.IsHardwareAccelerated
            ? MultipliesBeyondInt64<T, TLeft, TRight>(left, right, rowCount)
            : MultipliesBeyond<T, TLeft, TRight>(left, right, rowCount);
    }

    /// <summary>Computes by whole registers, up to row <paramref name="row"/>, and tells by a cheap test whether a row may have overflowed: of products, whether an operand needs more than half of the bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool ApplyLanes<T, TLanes, TOp, TLeft, TRight>(TLeft left, TRight right, int rowCount, T* result, out int row)
        where T : unmanaged, INumberBase<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TOp : struct, IArithmeticOperation
        where TLeft : struct, ILaneSource<T>
        where TRight : struct, ILaneSource<T>
    {
        var suspects = TLanes.Zero;
        var at = 0;
        for (; at + (4 * TLanes.Count) <= rowCount; at += 4 * TLanes.Count)
        {
            suspects |= Step<T, TLanes, TOp, TLeft, TRight>(left, right, at, result)
                | Step<T, TLanes, TOp, TLeft, TRight>(left, right, at + TLanes.Count, result)
                | Step<T, TLanes, TOp, TLeft, TRight>(left, right, at + (2 * TLanes.Count), result)
                | Step<T, TLanes, TOp, TLeft, TRight>(left, right, at + (3 * TLanes.Count), result);
        }

        for (; at + TLanes.Count <= rowCount; at += TLanes.Count)
            suspects |= Step<T, TLanes, TOp, TLeft, TRight>(left, right, at, result);
        row = at;

        if (IsFloatingPoint<T>())
            return false;
        if (TOp.Kind == ArithmeticKind.Multiply)
            suspects = ~TLanes.Equal(suspects >>> ((4 * sizeof(T)) - 1), TLanes.Zero);
        return TLanes.SignBits(suspects) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Step<T, TLanes, TOp, TLeft, TRight>(TLeft left, TRight right, int row, T* result)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TOp : struct, IArithmeticOperation
        where TLeft : struct, ILaneSource<T>
        where TRight : struct, ILaneSource<T>
    {
        var a = left.Lanes<TLanes>(row);
        var b = right.Lanes<TLanes>(row);
        var value = TOp.Kind switch
        {
            ArithmeticKind.Add => a + b,
            ArithmeticKind.Subtract => a - b,
            _ => a * b,
        };
        TLanes.Store(value, result + row);
        if (IsFloatingPoint<T>())
            return TLanes.Zero;
        return TOp.Kind switch
        {
            ArithmeticKind.Add => (value ^ a) & (value ^ b),
            ArithmeticKind.Subtract => (a ^ b) & (value ^ a),
            _ => Magnitude<T, TLanes>(a) | Magnitude<T, TLanes>(b),
        };
    }

    /// <summary>The value, or for negative ones its complement: the bits that say how large it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Magnitude<T, TLanes>(TLanes value)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T> => value ^ (value >> ((8 * sizeof(T)) - 1));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool ApplyRows<T, TOp, TLeft, TRight>(TLeft left, TRight right, int row, int rowCount, T* result)
        where T : unmanaged, INumberBase<T>
        where TOp : struct, IArithmeticOperation
        where TLeft : struct, ILaneSource<T>
        where TRight : struct, ILaneSource<T>
    {
        var overflows = false;
        for (; row < rowCount; row++)
        {
            if (IsFloatingPoint<T>())
                result[row] = Compute<T, TOp>(left[row], right[row]);
            else
                overflows |= Overflows<T, TOp>(left[row], right[row], out result[row]);
        }

        return overflows;
    }

    /// <summary>Whether a product may need more than 64 bits: tested in double, whose error is far smaller than the margin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool MultipliesBeyondInt64<T, TLeft, TRight>(TLeft left, TRight right, int rowCount)
        where T : unmanaged, INumberBase<T>
        where TLeft : struct, ILaneSource<T>
        where TRight : struct, ILaneSource<T>
    {
        const double Margin = 9.2233720368547e18;   // 2^63 less 2^-46 of it; three roundings err by less than 2^-51
        var largest = Vector512<double>.Zero;
        var row = 0;
        for (; row + Vector512<long>.Count <= rowCount; row += Vector512<long>.Count)
        {
            var a = Vector512.ConvertToDouble(left.Lanes<Lanes512<T>>(row).Value.AsInt64());
            var b = Vector512.ConvertToDouble(right.Lanes<Lanes512<T>>(row).Value.AsInt64());
            largest = Vector512.Max(largest, Vector512.Abs(a * b));
        }

        var overflows = Vector512.GreaterThanAny(largest, Vector512.Create(Margin));
        for (; row < rowCount; row++)
            overflows |= Overflows<T, MultiplyOperation>(left[row], right[row], out _);
        return overflows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool MultipliesBeyond<T, TLeft, TRight>(TLeft left, TRight right, int rowCount)
        where T : unmanaged, INumberBase<T>
        where TLeft : struct, ILaneSource<T>
        where TRight : struct, ILaneSource<T>
    {
        var overflows = false;
        for (var row = 0; row < rowCount; row++)
            overflows |= Overflows<T, MultiplyOperation>(left[row], right[row], out _);
        return overflows;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Compute<T, TOp>(T left, T right)
        where T : unmanaged, INumberBase<T>
        where TOp : struct, IArithmeticOperation => TOp.Kind switch
        {
            ArithmeticKind.Add => unchecked(left + right),
            ArithmeticKind.Subtract => unchecked(left - right),
            _ => unchecked(left * right),
        };

    /// <summary>Whether the signs say that a sum or difference overflowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool SignSaysOverflow<T, TOp>(T left, T right, T result)
        where T : unmanaged, INumberBase<T>
        where TOp : struct, IArithmeticOperation
    {
        var (a, b, r) = (T.IsNegative(left), T.IsNegative(right), T.IsNegative(result));
        return TOp.Kind == ArithmeticKind.Add ? (r ^ a) & (r ^ b) : (a ^ b) & (r ^ a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFloatingPoint<T>() => typeof(T) == typeof(double) || typeof(T) == typeof(float);
}
