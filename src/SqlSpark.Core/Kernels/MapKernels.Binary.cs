using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Core.Kernels;

public static partial class MapKernels
{
    /// <summary>Writes the results of every row, over two columns.</summary>
    public static void Dense<TLeft, TRight, TResult, TOp>(ReadOnlySpan<TLeft> left, ReadOnlySpan<TRight> right, Span<TResult> result)
        where TOp : struct, IBinaryOperation<TLeft, TRight, TResult> =>
        Dense<TLeft, TRight, TResult, TOp, FlatOperand<TLeft>, FlatOperand<TRight>>(new(left), new(right), result[..left.Length]);

    /// <summary>Writes the results of every row of <paramref name="result"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dense<TLeft, TRight, TResult, TOp, TLeftOperand, TRightOperand>(TLeftOperand left, TRightOperand right, Span<TResult> result)
        where TOp : struct, IBinaryOperation<TLeft, TRight, TResult>
        where TLeftOperand : struct, IOperand<TLeft>, allows ref struct
        where TRightOperand : struct, IOperand<TRight>, allows ref struct
    {
        for (var row = 0; row < result.Length; row++)
            result[row] = TOp.Invoke(left[row], right[row]);
    }

    /// <summary>Writes the results of live rows, over two columns.</summary>
    public static void Live<TLeft, TRight, TResult, TOp>(ReadOnlySpan<TLeft> left, ReadOnlySpan<TRight> right, Rows rows, Span<TResult> result)
        where TOp : struct, IBinaryOperation<TLeft, TRight, TResult> =>
        Live<TLeft, TRight, TResult, TOp, FlatOperand<TLeft>, FlatOperand<TRight>>(new(left), new(right), rows, result);

    /// <summary>Writes the results of live rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Live<TLeft, TRight, TResult, TOp, TLeftOperand, TRightOperand>(TLeftOperand left, TRightOperand right, Rows rows, Span<TResult> result)
        where TOp : struct, IBinaryOperation<TLeft, TRight, TResult>
        where TLeftOperand : struct, IOperand<TLeft>, allows ref struct
        where TRightOperand : struct, IOperand<TRight>, allows ref struct
    {
        if (rows.IsAll)
        {
            Dense<TLeft, TRight, TResult, TOp, TLeftOperand, TRightOperand>(left, right, result[..rows.Length]);
            return;
        }

        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
            {
                var row = (word << 6) + BitOperations.TrailingZeroCount(bits);
                result[row] = TOp.Invoke(left[row], right[row]);
            }
        }
    }

    /// <summary>Writes a bitmap of the results of live rows; other rows become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Test<TLeft, TRight, TOp, TLeftOperand, TRightOperand>(TLeftOperand left, TRightOperand right, Rows rows, Span<ulong> result)
        where TOp : struct, IBinaryOperation<TLeft, TRight, bool>
        where TLeftOperand : struct, IOperand<TLeft>, allows ref struct
        where TRightOperand : struct, IOperand<TRight>, allows ref struct
    {
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            var outcome = 0UL;
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                outcome |= ToBit(TOp.Invoke(left[(word << 6) + bit], right[(word << 6) + bit])) << bit;
            }

            result[word] = outcome;
        }
    }

    /// <summary>Writes the results of live rows, over two columns, and marks those that failed.</summary>
    /// <returns>How many rows failed.</returns>
    public static int Try<TLeft, TRight, TResult, TOp>(ReadOnlySpan<TLeft> left, ReadOnlySpan<TRight> right, Rows rows, Span<TResult> result, Span<ulong> failures)
        where TOp : struct, ITryBinaryOperation<TLeft, TRight, TResult> =>
        Try<TLeft, TRight, TResult, TOp, FlatOperand<TLeft>, FlatOperand<TRight>>(new(left), new(right), rows, result, failures);

    /// <summary>Writes the results of live rows and marks those that failed.</summary>
    /// <returns>How many rows failed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Try<TLeft, TRight, TResult, TOp, TLeftOperand, TRightOperand>(TLeftOperand left, TRightOperand right, Rows rows, Span<TResult> result, Span<ulong> failures)
        where TOp : struct, ITryBinaryOperation<TLeft, TRight, TResult>
        where TLeftOperand : struct, IOperand<TLeft>, allows ref struct
        where TRightOperand : struct, IOperand<TRight>, allows ref struct
    {
        var failureCount = 0;
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            var failed = 0UL;
            var start = word << 6;
            var bits = rows.Word(word);
            if (bits == ulong.MaxValue)
            {
                var block = result.Slice(start, 64);
                for (var bit = 0; bit < block.Length; bit++)
                    failed |= ToBit(!TOp.TryInvoke(left[start + bit], right[start + bit], out block[bit])) << bit;
            }
            else
            {
                for (; bits != 0; bits &= bits - 1)
                {
                    var bit = BitOperations.TrailingZeroCount(bits);
                    failed |= ToBit(!TOp.TryInvoke(left[start + bit], right[start + bit], out result[start + bit])) << bit;
                }
            }

            failures[word] = failed;
            failureCount += BitOperations.PopCount(failed);
        }

        return failureCount;
    }

    /// <summary>Writes a bitmap of the results of live rows, zero in other rows, and marks those that failed.</summary>
    /// <returns>How many rows failed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int TryTest<TLeft, TRight, TOp, TLeftOperand, TRightOperand>(TLeftOperand left, TRightOperand right, Rows rows, Span<ulong> result, Span<ulong> failures)
        where TOp : struct, ITryBinaryOperation<TLeft, TRight, bool>
        where TLeftOperand : struct, IOperand<TLeft>, allows ref struct
        where TRightOperand : struct, IOperand<TRight>, allows ref struct
    {
        var failureCount = 0;
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            var (outcome, failed) = (0UL, 0UL);
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                var row = (word << 6) + bit;
                failed |= ToBit(!TOp.TryInvoke(left[row], right[row], out var value)) << bit;
                outcome |= ToBit(value) << bit;
            }

            result[word] = outcome;
            failures[word] = failed;
            failureCount += BitOperations.PopCount(failed);
        }

        return failureCount;
    }
}
