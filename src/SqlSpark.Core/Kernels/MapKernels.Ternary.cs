using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Core.Kernels;

public static partial class MapKernels
{
    /// <summary>Writes the results of every row, over three columns.</summary>
    public static void Dense<TFirst, TSecond, TThird, TResult, TOp>(ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second, ReadOnlySpan<TThird> third, Span<TResult> result)
        where TOp : struct, ITernaryOperation<TFirst, TSecond, TThird, TResult> =>
        Dense<TFirst, TSecond, TThird, TResult, TOp, FlatOperand<TFirst>, FlatOperand<TSecond>, FlatOperand<TThird>>(new(first), new(second), new(third), result[..first.Length]);

    /// <summary>Writes the results of every row of <paramref name="result"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dense<TFirst, TSecond, TThird, TResult, TOp, TFirstOperand, TSecondOperand, TThirdOperand>(TFirstOperand first, TSecondOperand second, TThirdOperand third, Span<TResult> result)
        where TOp : struct, ITernaryOperation<TFirst, TSecond, TThird, TResult>
        where TFirstOperand : struct, IOperand<TFirst>, allows ref struct
        where TSecondOperand : struct, IOperand<TSecond>, allows ref struct
        where TThirdOperand : struct, IOperand<TThird>, allows ref struct
    {
        for (var row = 0; row < result.Length; row++)
            result[row] = TOp.Invoke(first[row], second[row], third[row]);
    }

    /// <summary>Writes the results of live rows, over three columns.</summary>
    public static void Live<TFirst, TSecond, TThird, TResult, TOp>(ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second, ReadOnlySpan<TThird> third, Rows rows, Span<TResult> result)
        where TOp : struct, ITernaryOperation<TFirst, TSecond, TThird, TResult> =>
        Live<TFirst, TSecond, TThird, TResult, TOp, FlatOperand<TFirst>, FlatOperand<TSecond>, FlatOperand<TThird>>(new(first), new(second), new(third), rows, result);

    /// <summary>Writes the results of live rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Live<TFirst, TSecond, TThird, TResult, TOp, TFirstOperand, TSecondOperand, TThirdOperand>(TFirstOperand first, TSecondOperand second, TThirdOperand third, Rows rows, Span<TResult> result)
        where TOp : struct, ITernaryOperation<TFirst, TSecond, TThird, TResult>
        where TFirstOperand : struct, IOperand<TFirst>, allows ref struct
        where TSecondOperand : struct, IOperand<TSecond>, allows ref struct
        where TThirdOperand : struct, IOperand<TThird>, allows ref struct
    {
        if (rows.IsAll)
        {
            Dense<TFirst, TSecond, TThird, TResult, TOp, TFirstOperand, TSecondOperand, TThirdOperand>(first, second, third, result[..rows.Length]);
            return;
        }

        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
            {
                var row = (word << 6) + BitOperations.TrailingZeroCount(bits);
                result[row] = TOp.Invoke(first[row], second[row], third[row]);
            }
        }
    }

    /// <summary>Writes a bitmap of the results of live rows; other rows become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Test<TFirst, TSecond, TThird, TOp, TFirstOperand, TSecondOperand, TThirdOperand>(TFirstOperand first, TSecondOperand second, TThirdOperand third, Rows rows, Span<ulong> result)
        where TOp : struct, ITernaryOperation<TFirst, TSecond, TThird, bool>
        where TFirstOperand : struct, IOperand<TFirst>, allows ref struct
        where TSecondOperand : struct, IOperand<TSecond>, allows ref struct
        where TThirdOperand : struct, IOperand<TThird>, allows ref struct
    {
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            var outcome = 0UL;
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                outcome |= ToBit(TOp.Invoke(first[(word << 6) + bit], second[(word << 6) + bit], third[(word << 6) + bit])) << bit;
            }

            result[word] = outcome;
        }
    }

    /// <summary>Writes the results of live rows, over three columns, and marks those that failed.</summary>
    /// <returns>How many rows failed.</returns>
    public static int Try<TFirst, TSecond, TThird, TResult, TOp>(ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second, ReadOnlySpan<TThird> third, Rows rows, Span<TResult> result, Span<ulong> failures)
        where TOp : struct, ITryTernaryOperation<TFirst, TSecond, TThird, TResult> =>
        Try<TFirst, TSecond, TThird, TResult, TOp, FlatOperand<TFirst>, FlatOperand<TSecond>, FlatOperand<TThird>>(new(first), new(second), new(third), rows, result, failures);

    /// <summary>Writes the results of live rows and marks those that failed.</summary>
    /// <returns>How many rows failed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Try<TFirst, TSecond, TThird, TResult, TOp, TFirstOperand, TSecondOperand, TThirdOperand>(TFirstOperand first, TSecondOperand second, TThirdOperand third, Rows rows, Span<TResult> result, Span<ulong> failures)
        where TOp : struct, ITryTernaryOperation<TFirst, TSecond, TThird, TResult>
        where TFirstOperand : struct, IOperand<TFirst>, allows ref struct
        where TSecondOperand : struct, IOperand<TSecond>, allows ref struct
        where TThirdOperand : struct, IOperand<TThird>, allows ref struct
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
                    failed |= ToBit(!TOp.TryInvoke(first[start + bit], second[start + bit], third[start + bit], out block[bit])) << bit;
            }
            else
            {
                for (; bits != 0; bits &= bits - 1)
                {
                    var bit = BitOperations.TrailingZeroCount(bits);
                    failed |= ToBit(!TOp.TryInvoke(first[start + bit], second[start + bit], third[start + bit], out result[start + bit])) << bit;
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
    public static int TryTest<TFirst, TSecond, TThird, TOp, TFirstOperand, TSecondOperand, TThirdOperand>(TFirstOperand first, TSecondOperand second, TThirdOperand third, Rows rows, Span<ulong> result, Span<ulong> failures)
        where TOp : struct, ITryTernaryOperation<TFirst, TSecond, TThird, bool>
        where TFirstOperand : struct, IOperand<TFirst>, allows ref struct
        where TSecondOperand : struct, IOperand<TSecond>, allows ref struct
        where TThirdOperand : struct, IOperand<TThird>, allows ref struct
    {
        var failureCount = 0;
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            var (outcome, failed) = (0UL, 0UL);
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                var row = (word << 6) + bit;
                failed |= ToBit(!TOp.TryInvoke(first[row], second[row], third[row], out var value)) << bit;
                outcome |= ToBit(value) << bit;
            }

            result[word] = outcome;
            failures[word] = failed;
            failureCount += BitOperations.PopCount(failed);
        }

        return failureCount;
    }
}
