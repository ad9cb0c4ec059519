using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SqlSpark.Core.Memory;

namespace SqlSpark.Core.Kernels;

/// <summary>Orders rows that keys could not tell apart.</summary>
public interface IRowOrder
{
    /// <summary>Negative, zero or positive, as the left row comes before, with or after the right one.</summary>
    int Compare(int left, int right);
}

/// <summary>
/// Sorts row numbers by 64-bit keys: stable, ascending, by radix. Only the bits that differ are looked at: keys are taken relative to the
/// smallest, or by the bits that are not the same in all of them, and packed with their position into 64 bits where that fits. Keeps scratch memory from
/// sort to sort.
/// </summary>
public sealed unsafe class RadixSorter(MemoryAccount account) : IDisposable
{
    private const int DigitBits = 8;
    private const int DigitCount = 1 << DigitBits;
    private const int InsertionLength = 48;
    private const int MaxCachedWords = 32 * 1024;           // words that are sorted from the last digit on: with the room for as many they fit the second cache
    private const int LeastSignificantFirstDigits = 4;      // up to so many digits, passes from the last digit on are cheapest

    private NativeBuffer? _scratch;
    private NativeBuffer? _oldRows;

    /// <summary>Sorts keys and the row numbers that belong to them.</summary>
    /// <param name="keys">The keys; sorted afterwards.</param>
    /// <param name="rows">One number a key, moved with it.</param>
    public void Sort(Span<ulong> keys, Span<int> rows)
    {
        Debug.Assert(keys.Length == rows.Length, "spans of unequal length");
        if (keys.Length < 2)
            return;
        fixed (ulong* key = keys)
        fixed (int* row = rows)
        {
            if (keys.Length <= InsertionLength)
            {
                InsertionSort(key, row, keys.Length);
                return;
            }

            var (smallest, largest, varying) = Range(key, keys.Length);
            var keyBits = 64 - BitOperations.LeadingZeroCount(largest - smallest);
            if (keyBits == 0)
                return;
            var positionBits = 64 - BitOperations.LeadingZeroCount((ulong)(keys.Length - 1));
            var varyingBits = BitOperations.PopCount(varying);
            if (keyBits + positionBits <= 64)
            {
                SortPacked(key, row, keys.Length, smallest, keyBits, positionBits);
            }
            else if (Bmi2.X64.IsSupported && DigitsOf(varyingBits) < DigitsOf(keyBits))
            {
                // Leaving out bits that all keys share keeps their order: five bits a character tell small letters apart.
                Extract(key, keys.Length, varying);
                if (varyingBits + positionBits <= 64)
                    SortPacked(key, row, keys.Length, 0, varyingBits, positionBits);
                else
                    SortPairs(key, row, keys.Length, 0, varyingBits);
                Deposit(key, keys.Length, varying, smallest & ~varying);
            }
            else
            {
                SortPairs(key, row, keys.Length, smallest, keyBits);
            }
        }
    }

    /// <summary>Sorts words by some of their bits; the others move with them.</summary>
    /// <param name="words">The words; in any order afterwards, unless they are the result.</param>
    /// <param name="other">Room for as many.</param>
    /// <param name="lowestBit">The least significant bit that counts.</param>
    /// <param name="bitCount">How many bits count, from there on.</param>
    /// <returns>True when the sorted words are in <paramref name="other"/>, false when in <paramref name="words"/>.</returns>
    public static bool SortBits(Span<ulong> words, Span<ulong> other, int lowestBit, int bitCount)
    {
        Debug.Assert(lowestBit >= 0 && bitCount >= 0 && lowestBit + bitCount <= 64, "bits outside of the word");
        if (words.Length < 2 || bitCount == 0)
            return false;
        fixed (ulong* first = words)
        fixed (ulong* room = other)
            return SortBits(first, room, words.Length, lowestBit, bitCount) == room;
    }

    /// <summary>Sorts keys and row numbers; rows of equal keys are put in <paramref name="ties"/>' order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sort<TOrder>(Span<ulong> keys, Span<int> rows, TOrder ties)
        where TOrder : IRowOrder, allows ref struct
    {
        Sort(keys, rows);
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                Sort(rows[start..end], ties);
            start = end;
        }
    }

    /// <summary>Sorts row numbers by comparisons alone: a stable merge sort.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sort<TOrder>(Span<int> rows, TOrder order)
        where TOrder : IRowOrder, allows ref struct
    {
        const int RunLength = 16;
        for (var start = 0; start < rows.Length; start += RunLength)
            InsertionSort(rows.Slice(start, Math.Min(RunLength, rows.Length - start)), order);
        if (rows.Length <= RunLength)
            return;

        var scratch = new Span<int>(Scratch(rows.Length * (long)sizeof(int)), rows.Length);
        var from = rows;
        var to = scratch;
        var swapped = false;
        for (var width = RunLength; width < rows.Length; width = (int)Math.Min(2L * width, int.MaxValue))
        {
            for (long start = 0; start < rows.Length; start += 2L * width)
            {
                var middle = (int)Math.Min(start + width, rows.Length);
                var end = (int)Math.Min(start + (2L * width), rows.Length);
                MergeRuns(from[(int)start..middle], from[middle..end], to[(int)start..end], order);
            }

            var next = from;
            from = to;
            to = next;
            swapped = !swapped;
        }

        if (swapped)
            scratch.CopyTo(rows);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _scratch?.Release();
        _oldRows?.Release();
        _scratch = _oldRows = null;
    }

    private byte* Scratch(long byteLength) => Scratch(ref _scratch, byteLength);

    private byte* Scratch(ref NativeBuffer? buffer, long byteLength)
    {
        if (buffer is null || buffer.ByteLength < byteLength)
        {
            buffer?.Release();
            buffer = null;
            buffer = account.Allocate(byteLength);
        }

        return buffer.Address;
    }

    private static int DigitsOf(int bits) => (bits + DigitBits - 1) / DigitBits;

    /// <summary>The smallest and the largest key, and the bits in which some keys differ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (ulong Smallest, ulong Largest, ulong Varying) Range(ulong* keys, int count)
    {
        var i = 0;
        var (smallest, largest, varying) = (keys[0], keys[0], 0UL);
        if (Vector512.IsHardwareAccelerated && count >= Vector512<ulong>.Count)
        {
            var first = Vector512.Create(keys[0]);
            var (least, most, differing) = (first, first, Vector512<ulong>.Zero);
            for (; i + Vector512<ulong>.Count <= count; i += Vector512<ulong>.Count)
            {
                var lanes = Vector512.Load(keys + i);
                least = Vector512.Min(least, lanes);
                most = Vector512.Max(most, lanes);
                differing |= lanes ^ first;
            }

            for (var lane = 0; lane < Vector512<ulong>.Count; lane++)
            {
                smallest = Math.Min(smallest, least[lane]);
                largest = Math.Max(largest, most[lane]);
                varying |= differing[lane];
            }
        }

        for (; i < count; i++)
        {
            smallest = Math.Min(smallest, keys[i]);
            largest = Math.Max(largest, keys[i]);
            varying |= keys[i] ^ keys[0];
        }

        return (smallest, largest, varying);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Extract(ulong* keys, int count, ulong mask)
    {
        for (var i = 0; i < count; i++)
            keys[i] = Bmi2.X64.ParallelBitExtract(keys[i], mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Deposit(ulong* keys, int count, ulong mask, ulong others)
    {
        for (var i = 0; i < count; i++)
            keys[i] = Bmi2.X64.ParallelBitDeposit(keys[i], mask) | others;
    }

    /// <summary>Key and position in one word: half of the memory traffic, and the row numbers are fetched once at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortPacked(ulong* keys, int* rows, int count, ulong smallest, int keyBits, int positionBits)
    {
        var isIdentity = true;
        for (var i = 0; i < count; i++)
        {
            keys[i] = ((keys[i] - smallest) << positionBits) | (uint)i;
            isIdentity &= rows[i] == i;
        }

        var words = SortBits(keys, (ulong*)Scratch((long)count * sizeof(ulong)), count, positionBits, keyBits);
        var positionMask = (1UL << positionBits) - 1;
        if (isIdentity)
        {
            for (var i = 0; i < count; i++)
            {
                var word = words[i];
                keys[i] = (word >> positionBits) + smallest;
                rows[i] = (int)(word & positionMask);
            }

            return;
        }

        var oldRows = (int*)Scratch(ref _oldRows, (long)count * sizeof(int));
        new Span<int>(rows, count).CopyTo(new Span<int>(oldRows, count));
        for (var i = 0; i < count; i++)
        {
            var word = words[i];
            keys[i] = (word >> positionBits) + smallest;
            rows[i] = oldRows[word & positionMask];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong* SortBits(ulong* words, ulong* other, int count, int lowestBit, int bitCount)
    {
        if (count <= InsertionLength)
        {
            InsertionSort(words, count, lowestBit, bitCount);
            return words;
        }

        if (count > MaxCachedWords && bitCount > DigitBits)
            return SortParts(words, other, count, lowestBit, bitCount);
        var digits = DigitsOf(bitCount);
        var histograms = stackalloc int[digits * DigitCount];
        new Span<int>(histograms, digits * DigitCount).Clear();
        var mask = ulong.MaxValue >> (64 - bitCount);
        for (var i = 0; i < count; i++)
        {
            var key = words[i] >> lowestBit & mask;
            histograms[key & (DigitCount - 1)]++;
            if (digits > 1)
                histograms[DigitCount + (int)(key >> DigitBits & (DigitCount - 1))]++;
            if (digits > 2)
                histograms[(2 * DigitCount) + (int)(key >> (2 * DigitBits) & (DigitCount - 1))]++;
            if (digits > 3)
                histograms[(3 * DigitCount) + (int)(key >> (3 * DigitBits) & (DigitCount - 1))]++;
            for (var digit = 4; digit < digits; digit++)
                histograms[(digit << DigitBits) + (int)(key >> (digit * DigitBits) & (DigitCount - 1))]++;
        }

        for (var digit = 0; digit < digits; digit++)
        {
            var histogram = histograms + (digit << DigitBits);
            var digitMask = (uint)(mask >> (digit * DigitBits)) & (DigitCount - 1);
            var shift = lowestBit + (digit * DigitBits);
            if (!ToOffsets(histogram, histogram[words[0] >> shift & digitMask], count))
                continue;
            Scatter(words, other, count, shift, digitMask, histogram);
            var next = words;
            words = other;
            other = next;
        }

        return words;
    }

    /// <summary>Sorts by the highest digit, then each part by the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong* SortParts(ulong* words, ulong* other, int count, int lowestBit, int bitCount)
    {
        const uint Mask = DigitCount - 1;
        var bitsBelow = bitCount - DigitBits;
        var shift = lowestBit + bitsBelow;
        var histogram = stackalloc int[DigitCount];
        new Span<int>(histogram, DigitCount).Clear();
        for (var i = 0; i < count; i++)
            histogram[words[i] >> shift & Mask]++;
        if (!ToOffsets(histogram, histogram[words[0] >> shift & Mask], count))
            return SortBits(words, other, count, lowestBit, bitsBelow);
        Scatter(words, other, count, shift, Mask, histogram);

        // Parts end up where their passes leave them; those that needed fewer than most are copied.
        var target = DigitsOf(bitsBelow) % 2 == 0 ? other : words;
        for (var (digit, start) = (0, 0); digit < DigitCount; digit++)
        {
            var length = histogram[digit] - start;
            if (length > 0)
            {
                var sorted = SortBits(other + start, words + start, length, lowestBit, bitsBelow);
                if (sorted != target + start)
                    new Span<ulong>(sorted, length).CopyTo(new Span<ulong>(target + start, length));
            }

            start += length;
        }

        return target;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(ulong* from, ulong* to, int count, int shift, uint digitMask, int* offsets)
    {
        for (var i = 0; i < count; i++)
        {
            var word = from[i];
            to[offsets[word >> shift & digitMask]++] = word;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortPairs(ulong* keys, int* rows, int count, ulong smallest, int keyBits)
    {
        var pairs = (Pair*)Scratch(2L * count * sizeof(Pair));
        for (var i = 0; i < count; i++)
            pairs[i] = new Pair(keys[i] - smallest, rows[i]);
        var digits = DigitsOf(keyBits);
        var sorted = SortDigits(pairs, pairs + count, count, digits) ? pairs + count : pairs;
        for (var i = 0; i < count; i++)
        {
            keys[i] = sorted[i].Key + smallest;
            rows[i] = sorted[i].Row;
        }
    }

    /// <summary>
    /// Sorts by the lowest <paramref name="digits"/> digits. Many digits: by the highest one first, then each part by itself, which soon is
    /// in cache and small; few digits: from the lowest on.
    /// </summary>
    /// <returns>True when the result is in <paramref name="other"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool SortDigits(Pair* pairs, Pair* other, int count, int digits)
    {
        if (count <= InsertionLength)
        {
            InsertionSort(pairs, count);
            return false;
        }

        if (digits <= LeastSignificantFirstDigits)
            return SortFromLowest(pairs, other, count, digits);

        var histogram = stackalloc int[DigitCount];
        new Span<int>(histogram, DigitCount).Clear();
        var shift = (digits - 1) * DigitBits;
        for (var i = 0; i < count; i++)
            histogram[pairs[i].Key >> shift & (DigitCount - 1)]++;
        if (!ToOffsets(histogram, histogram[pairs[0].Key >> shift & (DigitCount - 1)], count))
            return SortDigits(pairs, other, count, digits - 1);

        for (var i = 0; i < count; i++)
            other[histogram[pairs[i].Key >> shift & (DigitCount - 1)]++] = pairs[i];
        var start = 0;
        for (var digit = 0; digit < DigitCount; digit++)
        {
            var end = histogram[digit];
            if (end > start && SortDigits(other + start, pairs + start, end - start, digits - 1))
                new Span<Pair>(pairs + start, end - start).CopyTo(new Span<Pair>(other + start, end - start));
            start = end;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool SortFromLowest(Pair* pairs, Pair* other, int count, int digits)
    {
        var histograms = stackalloc int[LeastSignificantFirstDigits * DigitCount];
        new Span<int>(histograms, digits * DigitCount).Clear();
        for (var i = 0; i < count; i++)
        {
            for (var digit = 0; digit < digits; digit++)
                histograms[(digit << DigitBits) + (int)(pairs[i].Key >> (digit * DigitBits) & (DigitCount - 1))]++;
        }

        var swapped = false;
        for (var digit = 0; digit < digits; digit++)
        {
            var histogram = histograms + (digit << DigitBits);
            var shift = digit * DigitBits;
            if (!ToOffsets(histogram, histogram[pairs[0].Key >> shift & (DigitCount - 1)], count))
                continue;
            for (var i = 0; i < count; i++)
                other[histogram[pairs[i].Key >> shift & (DigitCount - 1)]++] = pairs[i];
            var next = pairs;
            pairs = other;
            other = next;
            swapped = !swapped;
        }

        return swapped;
    }

    /// <summary>Turns counts into the first place of each digit; false when all keys have the same digit, so that the pass can be left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool ToOffsets(int* histogram, int countOfFirstKey, int count)
    {
        if (countOfFirstKey == count)
            return false;
        var offset = 0;
        for (var digit = 0; digit < DigitCount; digit++)
        {
            var next = offset + histogram[digit];
            histogram[digit] = offset;
            offset = next;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InsertionSort(ulong* words, int count, int lowestBit, int bitCount)
    {
        var mask = ulong.MaxValue >> (64 - bitCount) << lowestBit;
        for (var i = 1; i < count; i++)
        {
            var word = words[i];
            var place = i;
            for (; place > 0 && (words[place - 1] & mask) > (word & mask); place--)
                words[place] = words[place - 1];
            words[place] = word;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InsertionSort(ulong* keys, int* rows, int count)
    {
        for (var i = 1; i < count; i++)
        {
            var (key, row) = (keys[i], rows[i]);
            var place = i;
            for (; place > 0 && keys[place - 1] > key; place--)
            {
                keys[place] = keys[place - 1];
                rows[place] = rows[place - 1];
            }

            keys[place] = key;
            rows[place] = row;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InsertionSort(Pair* pairs, int count)
    {
        for (var i = 1; i < count; i++)
        {
            var pair = pairs[i];
            var place = i;
            for (; place > 0 && pairs[place - 1].Key > pair.Key; place--)
                pairs[place] = pairs[place - 1];
            pairs[place] = pair;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InsertionSort<TOrder>(Span<int> rows, TOrder order)
        where TOrder : IRowOrder, allows ref struct
    {
        for (var i = 1; i < rows.Length; i++)
        {
            var row = rows[i];
            var place = i;
            for (; place > 0 && order.Compare(rows[place - 1], row) > 0; place--)
                rows[place] = rows[place - 1];
            rows[place] = row;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MergeRuns<TOrder>(ReadOnlySpan<int> left, ReadOnlySpan<int> right, Span<int> result, TOrder order)
        where TOrder : IRowOrder, allows ref struct
    {
        var (l, r) = (0, 0);
        for (var i = 0; i < result.Length; i++)
        {
            var takesLeft = r == right.Length || (l < left.Length && order.Compare(left[l], right[r]) <= 0);
            result[i] = takesLeft ? left[l++] : right[r++];
        }
    }

    private readonly record struct Pair(ulong Key, int Row);
}
