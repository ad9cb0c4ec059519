using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Core.Kernels;

/// <summary>Three-valued logic over bitmaps of values and of validity, 64 rows at a time.</summary>
/// <remarks>
/// An empty validity says that no row is null. Value bits under nulls mean nothing. Kernels that give a validity write all words of it;
/// they may write over their inputs.
/// </remarks>
public static class BooleanKernels
{
    /// <summary>Kleene AND: FALSE where a side is FALSE, else NULL where a side is NULL.</summary>
    /// <returns>True when a validity was written; false when no row is null, because neither side has nulls.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool And(
        ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> leftValidity, ReadOnlySpan<ulong> right, ReadOnlySpan<ulong> rightValidity,
        Span<ulong> result, Span<ulong> resultValidity)
    {
        Debug.Assert(left.Length == right.Length && result.Length >= left.Length, "bitmaps of unequal length");
        if (leftValidity.IsEmpty && rightValidity.IsEmpty)
        {
            for (var i = 0; i < left.Length; i++)
                result[i] = left[i] & right[i];
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            var (a, b) = (left[i], right[i]);
            var (va, vb) = (Word(leftValidity, i), Word(rightValidity, i));
            result[i] = a & b;
            resultValidity[i] = (va & vb) | (va & ~a) | (vb & ~b);
        }

        return true;
    }

    /// <summary>Kleene OR: TRUE where a side is TRUE, else NULL where a side is NULL.</summary>
    /// <returns>True when a validity was written; false when no row is null, because neither side has nulls.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Or(
        ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> leftValidity, ReadOnlySpan<ulong> right, ReadOnlySpan<ulong> rightValidity,
        Span<ulong> result, Span<ulong> resultValidity)
    {
        Debug.Assert(left.Length == right.Length && result.Length >= left.Length, "bitmaps of unequal length");
        if (leftValidity.IsEmpty && rightValidity.IsEmpty)
        {
            for (var i = 0; i < left.Length; i++)
                result[i] = left[i] | right[i];
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            var (va, vb) = (Word(leftValidity, i), Word(rightValidity, i));
            var (a, b) = (left[i] & va, right[i] & vb);
            result[i] = a | b;
            resultValidity[i] = (va & vb) | a | b;
        }

        return true;
    }

    /// <summary>NOT; the validity stays the input's. Bits past the end are set, as those of any bit that was zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Not(ReadOnlySpan<ulong> values, Span<ulong> result)
    {
        for (var i = 0; i < values.Length; i++)
            result[i] = ~values[i];
    }

    /// <summary><c>IS TRUE</c>: neither FALSE nor NULL. What filters keep.</summary>
    public static void IsTrue(ReadOnlySpan<ulong> values, ReadOnlySpan<ulong> validity, Span<ulong> result) => Bitmaps.And(values, validity, result[..values.Length]);

    /// <summary><c>IS FALSE</c>: neither TRUE nor NULL. Bits past the end are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void IsFalse(ReadOnlySpan<ulong> values, ReadOnlySpan<ulong> validity, int rowCount, Span<ulong> result)
    {
        for (var i = 0; i < values.Length; i++)
            result[i] = Word(validity, i) & ~values[i];
        ClearPastEnd(result, rowCount);
    }

    /// <summary><c>IS NULL</c>. Bits past the end are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void IsNull(ReadOnlySpan<ulong> validity, int rowCount, Span<ulong> result)
    {
        for (var i = 0; i < Bitmaps.WordCount(rowCount); i++)
            result[i] = ~Word(validity, i);
        ClearPastEnd(result, rowCount);
    }

    /// <summary><c>IS NOT NULL</c>. Bits past the end are zero.</summary>
    public static void IsNotNull(ReadOnlySpan<ulong> validity, int rowCount, Span<ulong> result)
    {
        if (validity.IsEmpty)
            Bitmaps.SetAll(result, rowCount);
        else
            validity[..Bitmaps.WordCount(rowCount)].CopyTo(result);
        ClearPastEnd(result, rowCount);
    }

    /// <summary><c>&lt;=&gt;</c> from <c>=</c>: equal values, or both NULL. Never NULL itself; bits past the end are zero.</summary>
    /// <param name="equal">Where the values are equal; of no meaning where one is NULL.</param>
    /// <param name="leftValidity">Validity of the left side, or empty.</param>
    /// <param name="rightValidity">Validity of the right side, or empty.</param>
    /// <param name="rowCount">Rows.</param>
    /// <param name="result">The bitmap.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void NullSafeEqual(
        ReadOnlySpan<ulong> equal, ReadOnlySpan<ulong> leftValidity, ReadOnlySpan<ulong> rightValidity, int rowCount, Span<ulong> result)
    {
        for (var i = 0; i < Bitmaps.WordCount(rowCount); i++)
        {
            var (va, vb) = (Word(leftValidity, i), Word(rightValidity, i));
            result[i] = (equal[i] & va & vb) | ~(va | vb);
        }

        ClearPastEnd(result, rowCount);
    }

    /// <summary>Keeps the rows for which a boolean column is TRUE.</summary>
    /// <param name="rows">The rows that are live now.</param>
    /// <param name="values">The boolean column.</param>
    /// <param name="validity">Its validity, or empty.</param>
    /// <param name="result">The narrower bitmap; all words of the batch are written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Narrow(Rows rows, ReadOnlySpan<ulong> values, ReadOnlySpan<ulong> validity, Span<ulong> result)
    {
        for (var i = 0; i < Bitmaps.WordCount(rows.Length); i++)
            result[i] = rows.Word(i) & values[i] & Word(validity, i);
    }

    /// <summary>Keeps the rows for which a boolean column is not TRUE: those that an ELSE, or the right side of an OR, still has to see.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void NarrowNotTrue(Rows rows, ReadOnlySpan<ulong> values, ReadOnlySpan<ulong> validity, Span<ulong> result)
    {
        for (var i = 0; i < Bitmaps.WordCount(rows.Length); i++)
            result[i] = rows.Word(i) & ~(values[i] & Word(validity, i));
    }

    /// <summary>Keeps the rows for which a boolean column is not FALSE: those that the right side of an AND still has to see.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void NarrowNotFalse(Rows rows, ReadOnlySpan<ulong> values, ReadOnlySpan<ulong> validity, Span<ulong> result)
    {
        for (var i = 0; i < Bitmaps.WordCount(rows.Length); i++)
            result[i] = rows.Word(i) & (values[i] | ~Word(validity, i));
    }

    /// <summary>Keeps the rows that are valid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void NarrowValid(Rows rows, ReadOnlySpan<ulong> validity, Span<ulong> result)
    {
        for (var i = 0; i < Bitmaps.WordCount(rows.Length); i++)
            result[i] = rows.Word(i) & Word(validity, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ReadOnlySpan<ulong> validity, int word) => validity.IsEmpty ? ulong.MaxValue : validity[word];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ClearPastEnd(Span<ulong> words, int rowCount)
    {
        if (rowCount > 0)
            words[Bitmaps.WordCount(rowCount) - 1] &= Bitmaps.LastWordMask(rowCount);
    }
}
