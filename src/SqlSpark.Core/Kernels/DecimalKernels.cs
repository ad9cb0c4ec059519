using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Core.Kernels;

/// <summary>Arithmetic of decimals: unscaled integers in 64 or 128 bits, with results of another scale and a bounded precision.</summary>
/// <remarks>
/// Kernels that can fail visit live rows only, set a bit in <c>failures</c> for each row without a result, write all words of it, and
/// return how many there are. While a type's bounds prove that nothing can overflow or be rounded, <see cref="ArithmeticKernels"/> over
/// 64-bit columns are the faster choice. Spark: <c>Decimal</c>, <c>CheckOverflow</c>.
/// </remarks>
public static class DecimalKernels
{
    /// <summary>Multiplies 64-bit integers into 128 bits; never fails.</summary>
    public static void Multiply(ReadOnlySpan<long> left, ReadOnlySpan<long> right, Span<Int128> result) =>
        MapKernels.Dense<long, long, Int128, WideProduct>(left, right, result);

    /// <summary>Multiplies 64-bit integers with a constant into 128 bits; never fails.</summary>
    public static void Multiply(ReadOnlySpan<long> left, long right, Span<Int128> result) =>
        MapKernels.Dense<long, long, Int128, WideProduct, FlatOperand<long>, ConstantOperand<long>>(new(left), new(right), result[..left.Length]);

    /// <summary>Computes <paramref name="operation"/> for live rows.</summary>
    /// <param name="operation">With its scales and the precision of the result.</param>
    /// <param name="left">The left side: a <see cref="WidenedOperand{T}"/> or a constant.</param>
    /// <param name="right">The right side.</param>
    /// <param name="rows">The live rows.</param>
    /// <param name="result">Unscaled results; <typeparamref name="TResult"/> holds the result's precision.</param>
    /// <param name="failures">The rows that overflowed or were divided by zero.</param>
    /// <returns>How many rows failed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Try<TOp, TLeft, TRight, TResult>(TOp operation, TLeft left, TRight right, Rows rows, Span<TResult> result, Span<ulong> failures)
        where TOp : struct, IDecimalOperation
        where TLeft : struct, IOperand<Int128>, allows ref struct
        where TRight : struct, IOperand<Int128>, allows ref struct
        where TResult : unmanaged, IBinaryInteger<TResult>
    {
        var failureCount = 0;
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            var failed = 0UL;
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                var row = (word << 6) + bit;
                if (operation.TryInvoke(left[row], right[row], out var value))
                    result[row] = Narrow<TResult>(value);
                else
                    failed |= 1UL << bit;
            }

            failures[word] = failed;
            failureCount += BitOperations.PopCount(failed);
        }

        return failureCount;
    }

    /// <summary>Changes the scale of live rows and bounds their precision.</summary>
    /// <param name="values">A <see cref="WidenedOperand{T}"/> or a constant.</param>
    /// <param name="scaleChange">New scale less old; negative ones round HALF_UP.</param>
    /// <param name="precision">The most digits of a result.</param>
    /// <param name="rows">The live rows.</param>
    /// <param name="result">Unscaled results.</param>
    /// <param name="failures">The rows with more digits.</param>
    /// <returns>How many rows failed.</returns>
    public static int TryRescale<TOperand, TResult>(
        TOperand values, int scaleChange, int precision, Rows rows, Span<TResult> result, Span<ulong> failures)
        where TOperand : struct, IOperand<Int128>, allows ref struct
        where TResult : unmanaged, IBinaryInteger<TResult> =>
        Try<DecimalRescaling, TOperand, ConstantOperand<Int128>, TResult>(new(scaleChange, precision), values, new(0), rows, result, failures);

    /// <summary>Whether a live row has more digits than <paramref name="precision"/> allows.</summary>
    public static bool AnyExceeds<T>(ReadOnlySpan<T> values, int precision, Rows rows)
        where T : unmanaged, IBinaryInteger<T>
    {
        var bound = WideMath.PowerOfTen(precision);
        return AggregateKernels.TryMax(values, rows, out var largest)
            && AggregateKernels.TryMin(values, rows, out var smallest)
            && (Int128.CreateTruncating(largest) >= bound || Int128.CreateTruncating(smallest) <= -bound);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TResult Narrow<TResult>(Int128 value)
        where TResult : unmanaged, IBinaryInteger<TResult> =>
        typeof(TResult) == typeof(Int128) ? Unsafe.BitCast<Int128, TResult>(value) : TResult.CreateTruncating((long)value);

    private readonly struct WideProduct : IBinaryOperation<long, long, Int128>
    {
        public static Int128 Invoke(long left, long right) => WideMath.Multiply(left, right);
    }
}

/// <summary>A column of integers or decimals of any storage width, read as 128-bit integers.</summary>
public readonly ref struct WidenedOperand<T>(ReadOnlySpan<T> values) : IOperand<Int128>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly ReadOnlySpan<T> _values = values;

    /// <inheritdoc />
    public Int128 this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => WidenKernels.Convert<T, Int128>(_values[row]);
    }
}
