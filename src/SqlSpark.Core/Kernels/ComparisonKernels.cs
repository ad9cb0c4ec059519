using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Core.Kernels;

/// <summary>Comparisons of columns into bitmaps, in <see cref="SparkOrder"/>.</summary>
/// <remarks>
/// The value types are sbyte, short, int, long, Int128, float, double and <see cref="Utf8View"/>. Dense kernels compare every row,
/// also rows that are null; bits past the end become zero. Mixed widths are widened first, see <see cref="WidenKernels"/>.
/// </remarks>
public static unsafe class ComparisonKernels
{
    /// <summary>Compares two columns row by row.</summary>
    /// <param name="left">The left column.</param>
    /// <param name="right">The right column; as long as <paramref name="left"/>.</param>
    /// <param name="result">The bitmap; all its words are written.</param>
    public static void Compare<T, TOp>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<ulong> result)
        where T : unmanaged
        where TOp : struct, IComparisonOperation
    {
        Debug.Assert(left.Length == right.Length && result.Length >= Bitmaps.WordCount(left.Length), "spans of unequal length");
        fixed (T* l = left, r = right)
        fixed (ulong* words = result)
            CompareDense<T, TOp, ColumnSource<T>, ColumnSource<T>>(new(l), new(r), left.Length, words);
    }

    /// <summary>Compares a column with a constant on the right. For one on the left, swap the operation.</summary>
    /// <param name="left">The column.</param>
    /// <param name="right">The constant.</param>
    /// <param name="result">The bitmap; all its words are written.</param>
    public static void CompareConstant<T, TOp>(ReadOnlySpan<T> left, T right, Span<ulong> result)
        where T : unmanaged
        where TOp : struct, IComparisonOperation
    {
        Debug.Assert(result.Length >= Bitmaps.WordCount(left.Length), "the bitmap is too short");
        fixed (T* l = left)
        fixed (ulong* words = result)
        {
            if (IsFloatingPoint<T>() && !IsNaN(right))
                CompareDense<T, TOp, ColumnSource<T>, NumberSource<T>>(new(l), new(right), left.Length, words);
            else
                CompareDense<T, TOp, ColumnSource<T>, ConstantSource<T>>(new(l), new(right), left.Length, words);
        }
    }

    /// <summary>Compares live rows only; the bits of other rows become zero. For strings, where a comparison is dear.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CompareLive<T, TOp>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Rows rows, Span<ulong> result)
        where T : unmanaged
        where TOp : struct, IComparisonOperation
    {
        Debug.Assert(left.Length == rows.Length && right.Length == rows.Length, "spans of unequal length");
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            var outcome = 0UL;
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                var row = (word << 6) + bit;
                outcome |= ToBit(Test<T, TOp>(left[row], right[row])) << bit;
            }

            result[word] = outcome;
        }
    }

    /// <summary>Compares live rows with a constant on the right; the bits of other rows become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CompareConstantLive<T, TOp>(ReadOnlySpan<T> left, T right, Rows rows, Span<ulong> result)
        where T : unmanaged
        where TOp : struct, IComparisonOperation
    {
        Debug.Assert(left.Length == rows.Length, "spans of unequal length");
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            var outcome = 0UL;
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                outcome |= ToBit(Test<T, TOp>(left[(word << 6) + bit], right)) << bit;
            }

            result[word] = outcome;
        }
    }

    /// <summary>Compares two values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Test<T, TOp>(T left, T right)
        where T : unmanaged
        where TOp : struct, IComparisonOperation => TOp.Kind switch
        {
            ComparisonKind.Equal => SparkOrder.AreEqual(left, right),
            ComparisonKind.NotEqual => !SparkOrder.AreEqual(left, right),
            ComparisonKind.LessThan => SparkOrder.IsLess(left, right),
            ComparisonKind.LessThanOrEqual => !SparkOrder.IsLess(right, left),
            ComparisonKind.GreaterThan => SparkOrder.IsLess(right, left),
            _ => !SparkOrder.IsLess(left, right),
        };

    private static void CompareDense<T, TOp, TLeft, TRight>(TLeft left, TRight right, int rowCount, ulong* result)
        where T : unmanaged
        where TOp : struct, IComparisonOperation
        where TLeft : struct, ILaneSource<T>
        where TRight : struct, ILaneSource<T>
    {
        if (Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported)
            CompareLanes<T, Lanes512<T>, TOp, TLeft, TRight>(left, right, rowCount, result);
        else if (Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported)
            CompareLanes<T, Lanes256<T>, TOp, TLeft, TRight>(left, right, rowCount, result);
        else if (Vector128.IsHardwareAccelerated && Vector128<T>.IsSupported)
            CompareLanes<T, Lanes128<T>, TOp, TLeft, TRight>(left, right, rowCount, result);
        else
            CompareRows<T, TOp, TLeft, TRight>(left, right, 0, rowCount, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CompareLanes<T, TLanes, TOp, TLeft, TRight>(TLeft left, TRight right, int rowCount, ulong* result)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TOp : struct, IComparisonOperation
        where TLeft : struct, ILaneSource<T>
        where TRight : struct, ILaneSource<T>
    {
        var row = 0;
        for (; row + 64 <= rowCount; row += 64)
            result[row >>> 6] = IsNegated<TOp>() ? ~Word<T, TLanes, TOp, TLeft, TRight>(left, right, row) : Word<T, TLanes, TOp, TLeft, TRight>(left, right, row);

        if (row < rowCount)
            CompareRows<T, TOp, TLeft, TRight>(left, right, row, rowCount, result);
    }

    /// <summary>The outcomes of 64 rows of =, &lt; or &gt;, from which <typeparamref name="TOp"/> is made, by negation or as it is.</summary>
    /// <remarks>The shifts are by constants: the JIT keeps a loop that runs once, and shifts by a register in it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word<T, TLanes, TOp, TLeft, TRight>(TLeft left, TRight right, int row)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TOp : struct, IComparisonOperation
        where TLeft : struct, ILaneSource<T>
        where TRight : struct, ILaneSource<T>
    {
        if (TLanes.Count == 16)
        {
            return Bits<T, TLanes, TOp, TLeft, TRight>(left, right, row)
                | Bits<T, TLanes, TOp, TLeft, TRight>(left, right, row + 16) << 16
                | Bits<T, TLanes, TOp, TLeft, TRight>(left, right, row + 32) << 32
                | Bits<T, TLanes, TOp, TLeft, TRight>(left, right, row + 48) << 48;
        }

        var bits = 0UL;
        if (TLanes.Count >= 32)
        {
            for (var lane = 0; lane < 64; lane += TLanes.Count)
                bits |= Bits<T, TLanes, TOp, TLeft, TRight>(left, right, row + lane) << lane;
        }
        else
        {
            for (var lane = 0; lane < 64; lane += 4 * TLanes.Count)
            {
                bits |= Bits<T, TLanes, TOp, TLeft, TRight>(left, right, row + lane) << lane
                    | Bits<T, TLanes, TOp, TLeft, TRight>(left, right, row + lane + TLanes.Count) << (lane + TLanes.Count)
                    | Bits<T, TLanes, TOp, TLeft, TRight>(left, right, row + lane + (2 * TLanes.Count)) << (lane + (2 * TLanes.Count))
                    | Bits<T, TLanes, TOp, TLeft, TRight>(left, right, row + lane + (3 * TLanes.Count)) << (lane + (3 * TLanes.Count));
            }
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNegated<TOp>()
        where TOp : struct, IComparisonOperation =>
        TOp.Kind is ComparisonKind.NotEqual or ComparisonKind.LessThanOrEqual or ComparisonKind.GreaterThanOrEqual;

    /// <summary>The outcomes of one register, before negation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits<T, TLanes, TOp, TLeft, TRight>(TLeft left, TRight right, int row)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TOp : struct, IComparisonOperation
        where TLeft : struct, ILaneSource<T>
        where TRight : struct, ILaneSource<T>
    {
        var (l, r) = (left.Lanes<TLanes>(row), right.Lanes<TLanes>(row));
        return TOp.Kind switch
        {
            ComparisonKind.Equal or ComparisonKind.NotEqual => Equal<T, TLanes, TLeft, TRight>(l, r),
            ComparisonKind.LessThan or ComparisonKind.GreaterThanOrEqual => Less<T, TLanes, TLeft, TRight>(l, r),
            _ => Less<T, TLanes, TRight, TLeft>(r, l),
        };
    }

    /// <summary>Rows from <paramref name="row"/>, a multiple of 64, to the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CompareRows<T, TOp, TLeft, TRight>(TLeft left, TRight right, int row, int rowCount, ulong* result)
        where T : unmanaged
        where TOp : struct, IComparisonOperation
        where TLeft : struct, ILaneSource<T>
        where TRight : struct, ILaneSource<T>
    {
        for (; row < rowCount; row += 64)
        {
            var count = Math.Min(64, rowCount - row);
            var bits = 0UL;
            for (var i = 0; i < count; i++)
                bits |= ToBit(Test<T, TOp>(left[row + i], right[row + i])) << i;
            result[row >>> 6] = bits;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Equal<T, TLanes, TLeft, TRight>(TLanes left, TLanes right)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TLeft : struct, ILaneSource<T>
        where TRight : struct, ILaneSource<T>
    {
        var equal = TLanes.EqualBits(left, right);
        return TLeft.MayBeNaN && TRight.MayBeNaN ? equal | AllLanes<T, TLanes>(~(TLanes.EqualBits(left, left) | TLanes.EqualBits(right, right))) : equal;
    }

    /// <summary>NaN is the greatest value. Comparisons of floating point with it are FALSE in the machine: right for a NaN on the left, if that on the right is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Less<T, TLanes, TLeft, TRight>(TLanes left, TLanes right)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TLeft : struct, ILaneSource<T>
        where TRight : struct, ILaneSource<T>
    {
        if (!TRight.MayBeNaN)
            return TLanes.LessThanBits(left, right);
        var notLess = TLanes.LessThanOrEqualBits(right, left);
        return TLeft.MayBeNaN ? TLanes.EqualBits(left, left) & ~notLess : AllLanes<T, TLanes>(~notLess);
    }

    /// <summary>Clears the bits past those of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AllLanes<T, TLanes>(ulong bits)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T> => TLanes.Count == 64 ? bits : bits & ((1UL << TLanes.Count) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFloatingPoint<T>() => typeof(T) == typeof(double) || typeof(T) == typeof(float);

    private static bool IsNaN<T>(T value)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? double.IsNaN(Unsafe.BitCast<T, double>(value)) : typeof(T) == typeof(float) && float.IsNaN(Unsafe.BitCast<T, float>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ToBit(bool value) => value ? 1UL : 0UL;
}
