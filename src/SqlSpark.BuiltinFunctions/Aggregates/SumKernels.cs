using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using Vector = System.Numerics.Vector;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>Sums of columns: exact over integers of up to 64 bits, in halves of 32 bits that cannot overflow within a batch.</summary>
internal static class SumKernels
{
    /// <summary>The exact sum of live rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Int128 Sum(ReadOnlySpan<long> values, Rows rows)
    {
        var (low, high) = (0L, 0L);
        if (rows.IsAll)
            AddAll(values[..rows.Length], ref low, ref high);
        else
        {
            for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
            {
                var bits = rows.Word(word);
                if (bits == ulong.MaxValue)
                {
                    AddAll(values.Slice(word << 6, 64), ref low, ref high);
                    continue;
                }

                for (; bits != 0; bits &= bits - 1)
                {
                    var value = values[(word << 6) + BitOperations.TrailingZeroCount(bits)];
                    low += (uint)value;
                    high += value >> 32;
                }
            }
        }

        return ((Int128)high << 32) + low;
    }

    /// <summary>The exact sum of live rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Sum(ReadOnlySpan<int> values, Rows rows)
    {
        var sum = 0L;
        if (rows.IsAll)
            return SumAll(values[..rows.Length]);
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            var bits = rows.Word(word);
            if (bits == ulong.MaxValue)
            {
                sum += SumAll(values.Slice(word << 6, 64));
                continue;
            }

            for (; bits != 0; bits &= bits - 1)
                sum += values[(word << 6) + BitOperations.TrailingZeroCount(bits)];
        }

        return sum;
    }

    /// <summary>The sum of live rows, in any order of addition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<double> values, Rows rows)
    {
        var sum = 0.0;
        if (rows.IsAll)
            return SumAll(values[..rows.Length]);
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            var bits = rows.Word(word);
            if (bits == ulong.MaxValue)
            {
                sum += SumAll(values.Slice(word << 6, 64));
                continue;
            }

            for (; bits != 0; bits &= bits - 1)
                sum += values[(word << 6) + BitOperations.TrailingZeroCount(bits)];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddAll(ReadOnlySpan<long> values, ref long low, ref long high)
    {
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(values);
        var mask = new Vector<long>(uint.MaxValue);
        var (lows, highs) = (Vector<long>.Zero, Vector<long>.Zero);
        foreach (var vector in vectors)
        {
            lows += vector & mask;
            highs += vector >> 32;
        }

        low += Vector.Sum(lows);
        high += Vector.Sum(highs);
        foreach (var value in values[(vectors.Length * Vector<long>.Count)..])
        {
            low += (uint)value;
            high += value >> 32;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long SumAll(ReadOnlySpan<int> values)
    {
        var vectors = MemoryMarshal.Cast<int, Vector<int>>(values);
        var (lower, upper) = (Vector<long>.Zero, Vector<long>.Zero);
        foreach (var vector in vectors)
        {
            Vector.Widen(vector, out var low, out var high);
            lower += low;
            upper += high;
        }

        var sum = Vector.Sum(lower + upper);
        foreach (var value in values[(vectors.Length * Vector<int>.Count)..])
            sum += value;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumAll(ReadOnlySpan<double> values)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        var (first, second) = (Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i + 2 <= vectors.Length; i += 2)
        {
            first += vectors[i];
            second += vectors[i + 1];
        }

        if (i < vectors.Length)
            first += vectors[i];
        var sum = Vector.Sum(first + second);
        foreach (var value in values[(vectors.Length * Vector<double>.Count)..])
            sum += value;
        return sum;
    }
}
