using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Core.Columnar;

/// <summary>
/// Bitmaps as spans of 64-bit words: bit i of word i / 64 belongs to row i, bits past the end are zero. As validity, 1 means
/// valid, and an empty span means that no row is null.
/// </summary>
public static class Bitmaps
{
    /// <summary>Words that hold <paramref name="rowCount"/> bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WordCount(int rowCount) => (rowCount + 63) >>> 6;

    /// <summary>The mask of the bits of the last word that belong to rows; all ones when it is full or there are no rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LastWordMask(int rowCount) => (rowCount & 63) == 0 ? ulong.MaxValue : (1UL << (rowCount & 63)) - 1;

    /// <summary>Tests bit <paramref name="row"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Get(ReadOnlySpan<ulong> words, int row) => (words[row >>> 6] >>> (row & 63) & 1) != 0;

    /// <summary>Tests bit <paramref name="row"/> of a validity bitmap; an absent one says valid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsValid(ReadOnlySpan<ulong> validity, int row) => validity.IsEmpty || Get(validity, row);

    /// <summary>Sets bit <paramref name="row"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(Span<ulong> words, int row) => words[row >>> 6] |= 1UL << (row & 63);

    /// <summary>Clears bit <paramref name="row"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear(Span<ulong> words, int row) => words[row >>> 6] &= ~(1UL << (row & 63));

    /// <summary>Sets or clears bit <paramref name="row"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Assign(Span<ulong> words, int row, bool value)
    {
        ref var word = ref words[row >>> 6];
        var bit = 1UL << (row & 63);
        word = value ? word | bit : word & ~bit;
    }

    /// <summary>Sets the bits of all rows, and zero past the end.</summary>
    public static void SetAll(Span<ulong> words, int rowCount)
    {
        var count = WordCount(rowCount);
        words[..count].Fill(ulong.MaxValue);
        if (count > 0)
            words[count - 1] = LastWordMask(rowCount);
    }

    /// <summary>Counts the bits that are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Count(ReadOnlySpan<ulong> words)
    {
        var count = 0;
        foreach (var word in words)
            count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>Writes <c>left AND right</c>; either operand may be absent, which reads as all ones. All spans present have equal length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void And(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> result)
    {
        if (left.IsEmpty)
            right.CopyTo(result);
        else if (right.IsEmpty)
            left.CopyTo(result);
        else
        {
            for (var i = 0; i < result.Length; i++)
                result[i] = left[i] & right[i];
        }
    }

    /// <summary>Writes <c>left AND NOT right</c>. All spans have equal length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AndNot(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> result)
    {
        for (var i = 0; i < result.Length; i++)
            result[i] = left[i] & ~right[i];
    }

    /// <summary>Writes <c>left OR right</c>. All spans have equal length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Or(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> result)
    {
        for (var i = 0; i < result.Length; i++)
            result[i] = left[i] | right[i];
    }

    /// <summary>Writes the row numbers of the set bits in ascending order and returns how many there are.</summary>
    /// <param name="words">The bitmap.</param>
    /// <param name="indices">Room for as many numbers as bits are set; room for 64 more lets the last ones be written by registers.</param>
    public static int ToIndices(ReadOnlySpan<ulong> words, Span<int> indices) => CompressKernels.ToIndices(words, indices);

    /// <summary>Writes up to 64 bits from bit <paramref name="row"/> on; the bits after them stay as they are.</summary>
    /// <param name="words">The bitmap.</param>
    /// <param name="row">The first bit to write, anywhere in a word.</param>
    /// <param name="bits">The bits, from bit 0 on; those from <paramref name="count"/> on are ignored.</param>
    /// <param name="count">How many, 1 to 64.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(Span<ulong> words, int row, ulong bits, int count)
    {
        var mask = LastWordMask(count);
        bits &= mask;
        var (word, shift) = (row >>> 6, row & 63);
        words[word] = (words[word] & ~(mask << shift)) | (bits << shift);
        if (shift + count > 64)
            words[word + 1] = (words[word + 1] & ~(mask >>> (64 - shift))) | (bits >>> (64 - shift));
    }

    /// <summary>Reads up to 64 bits from bit <paramref name="row"/> on; the bits from <paramref name="count"/> on are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ReadOnlySpan<ulong> words, int row, int count)
    {
        var (word, shift) = (row >>> 6, row & 63);
        var bits = words[word] >>> shift;
        if (shift + count > 64)
            bits |= words[word + 1] << (64 - shift);
        return bits & LastWordMask(count);
    }
}
