using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Core.Kernels;

public static partial class MapKernels
{
    /// <summary>Writes the results of every row, over one column.</summary>
    public static void Dense<TValue, TResult, TOp>(ReadOnlySpan<TValue> values, Span<TResult> result)
        where TOp : struct, IUnaryOperation<TValue, TResult> =>
        Dense<TValue, TResult, TOp, FlatOperand<TValue>>(new(values), result[..values.Length]);

    /// <summary>Writes the results of every row of <paramref name="result"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dense<TValue, TResult, TOp, TValueOperand>(TValueOperand values, Span<TResult> result)
        where TOp : struct, IUnaryOperation<TValue, TResult>
        where TValueOperand : struct, IOperand<TValue>, allows ref struct
    {
        for (var row = 0; row < result.Length; row++)
            result[row] = TOp.Invoke(values[row]);
    }

    /// <summary>Writes the results of live rows, over one column.</summary>
    public static void Live<TValue, TResult, TOp>(ReadOnlySpan<TValue> values, Rows rows, Span<TResult> result)
        where TOp : struct, IUnaryOperation<TValue, TResult> =>
        Live<TValue, TResult, TOp, FlatOperand<TValue>>(new(values), rows, result);

    /// <summary>Writes the results of live rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Live<TValue, TResult, TOp, TValueOperand>(TValueOperand values, Rows rows, Span<TResult> result)
        where TOp : struct, IUnaryOperation<TValue, TResult>
        where TValueOperand : struct, IOperand<TValue>, allows ref struct
    {
        if (rows.IsAll)
        {
            Dense<TValue, TResult, TOp, TValueOperand>(values, result[..rows.Length]);
            return;
        }

        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
            {
                var row = (word << 6) + BitOperations.TrailingZeroCount(bits);
                result[row] = TOp.Invoke(values[row]);
            }
        }
    }

    /// <summary>Writes a bitmap of the results of live rows; other rows become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Test<TValue, TOp, TValueOperand>(TValueOperand values, Rows rows, Span<ulong> result)
        where TOp : struct, IUnaryOperation<TValue, bool>
        where TValueOperand : struct, IOperand<TValue>, allows ref struct
    {
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            var outcome = 0UL;
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                outcome |= ToBit(TOp.Invoke(values[(word << 6) + bit])) << bit;
            }

            result[word] = outcome;
        }
    }

    /// <summary>Writes the results of live rows, over one column, and marks those that failed.</summary>
    /// <returns>How many rows failed.</returns>
    public static int Try<TValue, TResult, TOp>(ReadOnlySpan<TValue> values, Rows rows, Span<TResult> result, Span<ulong> failures)
        where TOp : struct, ITryUnaryOperation<TValue, TResult> =>
        Try<TValue, TResult, TOp, FlatOperand<TValue>>(new(values), rows, result, failures);

    /// <summary>Writes the results of live rows and marks those that failed.</summary>
    /// <returns>How many rows failed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Try<TValue, TResult, TOp, TValueOperand>(TValueOperand values, Rows rows, Span<TResult> result, Span<ulong> failures)
        where TOp : struct, ITryUnaryOperation<TValue, TResult>
        where TValueOperand : struct, IOperand<TValue>, allows ref struct
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
                    failed |= ToBit(!TOp.TryInvoke(values[start + bit], out block[bit])) << bit;
            }
            else
            {
                for (; bits != 0; bits &= bits - 1)
                {
                    var bit = BitOperations.TrailingZeroCount(bits);
                    failed |= ToBit(!TOp.TryInvoke(values[start + bit], out result[start + bit])) << bit;
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
    public static int TryTest<TValue, TOp, TValueOperand>(TValueOperand values, Rows rows, Span<ulong> result, Span<ulong> failures)
        where TOp : struct, ITryUnaryOperation<TValue, bool>
        where TValueOperand : struct, IOperand<TValue>, allows ref struct
    {
        var failureCount = 0;
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            var (outcome, failed) = (0UL, 0UL);
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                var row = (word << 6) + bit;
                failed |= ToBit(!TOp.TryInvoke(values[row], out var isTrue)) << bit;
                outcome |= ToBit(isTrue) << bit;
            }

            result[word] = outcome;
            failures[word] = failed;
            failureCount += BitOperations.PopCount(failed);
        }

        return failureCount;
    }
}
