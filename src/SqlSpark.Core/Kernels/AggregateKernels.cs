using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Core.Kernels;

/// <summary>Sums, extremes and counts of whole columns: aggregation without GROUP BY.</summary>
/// <remarks>
/// Sums of integers are exact. Sums of floating point always add the same 32 interleaved partial sums, so that they do not depend on the
/// width of the machine's registers. Rows that are not live do not count; their values are never looked at, except to be masked out.
/// </remarks>
public static unsafe class AggregateKernels
{
    /// <summary>The sum of the live rows of a column stored in at most 64 bits.</summary>
    public static Int128 Sum<T>(ReadOnlySpan<T> values, Rows rows)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (typeof(T) == typeof(long))
        {
            fixed (T* address = values)
                return SumInt64((long*)address, rows);
        }

        return SumNarrow(values, rows);
    }

    /// <summary>The sum of the live rows of a column of 128-bit values, wrapping around beyond 128 bits.</summary>
    /// <param name="values">The column.</param>
    /// <param name="rows">The live rows.</param>
    /// <param name="sum">Added to.</param>
    /// <returns>True when the sum left the range of 128 bits on the way.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AddInt128(ReadOnlySpan<Int128> values, Rows rows, ref Int128 sum)
    {
        var total = sum;
        var overflows = false;
        foreach (var row in rows)
        {
            var value = values[row];
            var next = total + value;
            overflows |= ((next ^ total) & (next ^ value)) < 0;
            total = next;
        }

        sum = total;
        return overflows;
    }

    /// <summary>The sum of the live rows of a column of doubles.</summary>
    public static double Sum(ReadOnlySpan<double> values, Rows rows)
    {
        fixed (double* address = values)
            return SumDoubles(address, rows);
    }

    /// <summary>The sum of the live rows of a column of floats, in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<float> values, Rows rows)
    {
        const int ChunkLength = 512;
        Span<double> chunk = stackalloc double[ChunkLength];
        Span<ulong> words = stackalloc ulong[ChunkLength / 64];
        var sum = 0.0;
        for (var start = 0; start < rows.Length; start += ChunkLength)
        {
            var length = Math.Min(ChunkLength, rows.Length - start);
            WidenKernels.Widen(values.Slice(start, length), chunk);
            for (var i = 0; i < Bitmaps.WordCount(length); i++)
                words[i] = rows.Word((start >> 6) + i);
            sum += Sum(chunk[..length], Rows.Of(words, length));
        }

        return sum;
    }

    /// <summary>The smallest value of the live rows, in <see cref="SparkOrder"/>.</summary>
    /// <returns>False when no row is live.</returns>
    public static bool TryMin<T>(ReadOnlySpan<T> values, Rows rows, out T smallest)
        where T : unmanaged => TryExtreme<T, LessThanOperation>(values, rows, out smallest);

    /// <summary>The largest value of the live rows, in <see cref="SparkOrder"/>.</summary>
    /// <returns>False when no row is live.</returns>
    public static bool TryMax<T>(ReadOnlySpan<T> values, Rows rows, out T largest)
        where T : unmanaged => TryExtreme<T, GreaterThanOperation>(values, rows, out largest);

    /// <summary>How many live rows are valid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Count(ReadOnlySpan<ulong> validity, Rows rows)
    {
        if (validity.IsEmpty)
            return rows.Count;
        var count = 0;
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
            count += BitOperations.PopCount(rows.Word(word) & validity[word]);
        return count;
    }

    /// <summary>How many live rows of a boolean column are TRUE; pass rows without nulls.</summary>
    public static int CountTrue(ReadOnlySpan<ulong> values, Rows rows) => Count(values, rows);

    private static Int128 SumInt64(long* values, Rows rows)
    {
        if (Vector512.IsHardwareAccelerated)
            return SumInt64Lanes<Lanes512<long>>(values, rows);
        if (Vector256.IsHardwareAccelerated)
            return SumInt64Lanes<Lanes256<long>>(values, rows);
        return Vector128.IsHardwareAccelerated ? SumInt64Lanes<Lanes128<long>>(values, rows) : SumInt64Rows(values, 0, rows);
    }

    /// <summary>Sums the upper and the lower halves apart: neither can overflow before 2^31 rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Int128 SumInt64Lanes<TLanes>(long* values, Rows rows)
        where TLanes : unmanaged, ILanes<TLanes, long>
    {
        var lowMask = TLanes.Create(uint.MaxValue);
        var (low, low2, high, high2) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
        var wholeWords = rows.Length >>> 6;
        var isAll = rows.IsAll;
        for (var word = 0; word < wholeWords; word++)
        {
            var block = values + (word << 6);
            var bits = isAll ? ulong.MaxValue : rows.Word(word);
            if (bits == ulong.MaxValue)
            {
                for (var lane = 0; lane < 64; lane += 2 * TLanes.Count)
                {
                    var (a, b) = (TLanes.Load(block + lane), TLanes.Load(block + lane + TLanes.Count));
                    low += a & lowMask;
                    high += a >> 32;
                    low2 += b & lowMask;
                    high2 += b >> 32;
                }
            }
            else if (bits != 0)
            {
                for (var lane = 0; lane < 64; lane += TLanes.Count)
                {
                    var a = TLanes.Load(block + lane) & TLanes.MaskOf(bits >> lane);
                    low += a & lowMask;
                    high += a >> 32;
                }
            }
        }

        low += low2;
        high += high2;
        var (lowSum, highSum) = (Int128.Zero, Int128.Zero);
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            lowSum += (ulong)TLanes.Get(low, lane);
            highSum += TLanes.Get(high, lane);
        }

        return (highSum << 32) + lowSum + SumInt64Rows(values, wholeWords, rows);
    }

    /// <summary>The rows from word <paramref name="word"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Int128 SumInt64Rows(long* values, int word, Rows rows)
    {
        var sum = Int128.Zero;
        for (; word < Bitmaps.WordCount(rows.Length); word++)
        {
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
                sum += values[(word << 6) + BitOperations.TrailingZeroCount(bits)];
        }

        return sum;
    }

    /// <summary>Widens a part at a time and sums it in 64 bits, which no part can exceed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Int128 SumNarrow<T>(ReadOnlySpan<T> values, Rows rows)
        where T : unmanaged, IBinaryInteger<T>
    {
        const int ChunkLength = 512;
        Span<long> chunk = stackalloc long[ChunkLength];
        Span<ulong> words = stackalloc ulong[ChunkLength / 64];
        var sum = Int128.Zero;
        for (var start = 0; start < rows.Length; start += ChunkLength)
        {
            var length = Math.Min(ChunkLength, rows.Length - start);
            WidenKernels.Widen(values.Slice(start, length), chunk);
            scoped var part = Rows.All(length);
            if (!rows.IsAll)
            {
                for (var i = 0; i < Bitmaps.WordCount(length); i++)
                    words[i] = rows.Word((start >> 6) + i);
                part = Rows.Of(words, length);
            }

            fixed (long* address = chunk)
                sum += SumInt64(address, part);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumDoubles(double* values, Rows rows)
    {
        // Vector512 falls back to two or four narrower registers with the same lanes.
        var (s0, s1, s2, s3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var wholeWords = rows.Length >>> 6;
        for (var word = 0; word < wholeWords; word++)
        {
            var bits = rows.Word(word);
            var block = values + (word << 6);
            if (bits == ulong.MaxValue)
            {
                for (var lane = 0; lane < 64; lane += 32)
                {
                    s0 += Vector512.Load(block + lane);
                    s1 += Vector512.Load(block + lane + 8);
                    s2 += Vector512.Load(block + lane + 16);
                    s3 += Vector512.Load(block + lane + 24);
                }
            }
            else if (bits != 0)
            {
                for (var lane = 0; lane < 64; lane += 32)
                {
                    s0 += Masked(block + lane, bits >> lane);
                    s1 += Masked(block + lane + 8, bits >> (lane + 8));
                    s2 += Masked(block + lane + 16, bits >> (lane + 16));
                    s3 += Masked(block + lane + 24, bits >> (lane + 24));
                }
            }
        }

        var sum = SumOfLanes(s0 + s1 + (s2 + s3));
        if (wholeWords < Bitmaps.WordCount(rows.Length))
        {
            for (var bits = rows.Word(wholeWords); bits != 0; bits &= bits - 1)
                sum += values[(wholeWords << 6) + BitOperations.TrailingZeroCount(bits)];
        }

        return sum;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<double> Masked(double* block, ulong bits) => Vector512.Load(block) & Lanes512<double>.MaskOf(bits).Value;
    }

    /// <summary>The sum of all lanes, always in the same order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double SumOfLanes(Vector512<double> lanes) =>
        lanes.GetElement(0) + lanes.GetElement(1) + (lanes.GetElement(2) + lanes.GetElement(3))
        + (lanes.GetElement(4) + lanes.GetElement(5) + (lanes.GetElement(6) + lanes.GetElement(7)));

    private static bool TryExtreme<T, TOp>(ReadOnlySpan<T> values, Rows rows, out T extreme)
        where T : unmanaged
        where TOp : struct, IComparisonOperation
    {
        extreme = default;
        if (rows.IsEmpty)
            return false;
        fixed (T* address = values)
        {
            var isSimple = typeof(T) != typeof(float) && typeof(T) != typeof(double);
            if (rows.IsAll && isSimple && Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported)
                extreme = ExtremeLanes<T, Lanes512<T>, TOp>(address, rows.Length);
            else if (rows.IsAll && isSimple && Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported)
                extreme = ExtremeLanes<T, Lanes256<T>, TOp>(address, rows.Length);
            else
                extreme = ExtremeRows<T, TOp>(address, rows);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T ExtremeLanes<T, TLanes, TOp>(T* values, int count)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TOp : struct, IComparisonOperation
    {
        var extreme = values[0];
        var row = 0;
        if (count >= 2 * TLanes.Count)
        {
            var (e0, e1) = (TLanes.Load(values), TLanes.Load(values + TLanes.Count));
            for (row = 2 * TLanes.Count; row + (2 * TLanes.Count) <= count; row += 2 * TLanes.Count)
            {
                e0 = Extreme<T, TLanes, TOp>(e0, TLanes.Load(values + row));
                e1 = Extreme<T, TLanes, TOp>(e1, TLanes.Load(values + row + TLanes.Count));
            }

            e0 = Extreme<T, TLanes, TOp>(e0, e1);
            for (var lane = 0; lane < TLanes.Count; lane++)
                extreme = Better<T, TOp>(TLanes.Get(e0, lane), extreme);
        }

        for (; row < count; row++)
            extreme = Better<T, TOp>(values[row], extreme);
        return extreme;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T ExtremeRows<T, TOp>(T* values, Rows rows)
        where T : unmanaged
        where TOp : struct, IComparisonOperation
    {
        var isFirst = true;
        var extreme = default(T);
        foreach (var row in rows)
        {
            extreme = isFirst ? values[row] : Better<T, TOp>(values[row], extreme);
            isFirst = false;
        }

        return extreme;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Extreme<T, TLanes, TOp>(TLanes left, TLanes right)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TOp : struct, IComparisonOperation =>
        TOp.Kind == ComparisonKind.LessThan ? TLanes.Min(left, right) : TLanes.Max(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Better<T, TOp>(T candidate, T extreme)
        where T : unmanaged
        where TOp : struct, IComparisonOperation => ComparisonKernels.Test<T, TOp>(candidate, extreme) ? candidate : extreme;
}
