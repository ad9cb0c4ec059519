using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Core.Kernels;

/// <summary>Values by row numbers, and values merged into rows.</summary>
/// <remarks>Row numbers come from selections, codes and hash tables of the engine itself and are checked in debug builds only.</remarks>
public static unsafe class GatherKernels
{
    /// <summary>Writes <c>values[indices[i]]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> indices, Span<T> result)
        where T : unmanaged
    {
        AssertInRange(indices, values.Length, result.Length);
        fixed (T* from = values, to = result)
        fixed (int* index = indices)
        {
            // Four loads under way at once: gather instructions are not faster, and slower on many machines.
            var i = 0;
            for (; i + 4 <= indices.Length; i += 4)
            {
                var (a, b, c, d) = (from[index[i]], from[index[i + 1]], from[index[i + 2]], from[index[i + 3]]);
                to[i] = a;
                to[i + 1] = b;
                to[i + 2] = c;
                to[i + 3] = d;
            }

            for (; i < indices.Length; i++)
                to[i] = from[index[i]];
        }
    }

    /// <summary>Writes <c>entries[codes[i]]</c>.</summary>
    /// <typeparam name="TCode">byte or ushort.</typeparam>
    /// <typeparam name="T">Any value of fixed width.</typeparam>
    /// <remarks>A few entries of 4 or 8 bytes lie in registers.</remarks>
    public static void LookUp<TCode, T>(ReadOnlySpan<T> entries, ReadOnlySpan<TCode> codes, Span<T> result)
        where TCode : unmanaged
        where T : unmanaged
    {
        Debug.Assert(result.Length >= codes.Length, "no room for the rows");
        fixed (T* from = entries, to = result)
        fixed (TCode* code = codes)
        {
            var done = 0;
            if (Avx512F.IsSupported && sizeof(TCode) == 1 && codes.Length >= 16)
            {
                if (sizeof(T) == 8 && entries.Length <= 16)
                    done = LookUpFew64((ulong*)from, entries.Length, (byte*)code, (ulong*)to, codes.Length);
                else if (sizeof(T) == 4 && entries.Length <= 32)
                    done = LookUpFew32((uint*)from, entries.Length, (byte*)code, (uint*)to, codes.Length);
            }

            LookUpRows(from, code + done, to + done, codes.Length - done, entries.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LookUpRows<TCode, T>(T* entries, TCode* codes, T* result, int count, int entryCount)
        where TCode : unmanaged
        where T : unmanaged
    {
        var i = 0;
        for (; i + 4 <= count; i += 4)
        {
            var (a, b, c, d) = (Codes.ToInt32(codes[i]), Codes.ToInt32(codes[i + 1]), Codes.ToInt32(codes[i + 2]), Codes.ToInt32(codes[i + 3]));
            Debug.Assert(Math.Max(Math.Max(a, b), Math.Max(c, d)) < entryCount, "code out of range");
            result[i] = entries[a];
            result[i + 1] = entries[b];
            result[i + 2] = entries[c];
            result[i + 3] = entries[d];
        }

        for (; i < count; i++)
            result[i] = entries[Codes.ToInt32(codes[i])];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LookUpFew64(ulong* entries, int entryCount, byte* codes, ulong* result, int count)
    {
        var table = stackalloc ulong[16];
        new ReadOnlySpan<ulong>(entries, entryCount).CopyTo(new Span<ulong>(table, 16));
        var (low, high) = (Vector512.Load(table), Vector512.Load(table + 8));
        var i = 0;
        for (; i + 8 <= count; i += 8)
        {
            var index = Avx512F.ConvertToVector512UInt64(Vector128.CreateScalarUnsafe(*(ulong*)(codes + i)).AsByte());
            Avx512F.PermuteVar8x64x2(low, index, high).Store(result + i);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LookUpFew32(uint* entries, int entryCount, byte* codes, uint* result, int count)
    {
        var table = stackalloc uint[32];
        new ReadOnlySpan<uint>(entries, entryCount).CopyTo(new Span<uint>(table, 32));
        var (low, high) = (Vector512.Load(table), Vector512.Load(table + 16));
        var i = 0;
        for (; i + 16 <= count; i += 16)
            Avx512F.PermuteVar16x32x2(low, Avx512F.ConvertToVector512UInt32(Vector128.Load(codes + i)), high).Store(result + i);
        return i;
    }

    /// <summary>Writes <c>values[indices[i]]</c> in a wider type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GatherWiden<TFrom, TTo>(ReadOnlySpan<TFrom> values, ReadOnlySpan<int> indices, Span<TTo> result)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        AssertInRange(indices, values.Length, result.Length);
        fixed (TFrom* from = values)
        fixed (TTo* to = result)
        {
            for (var i = 0; i < indices.Length; i++)
                to[i] = WidenKernels.Convert<TFrom, TTo>(from[indices[i]]);
        }
    }

    /// <summary>Gathers bits: bit i of <paramref name="result"/> is bit <c>indices[i]</c> of <paramref name="words"/>. Bits past the end are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GatherBits(ReadOnlySpan<ulong> words, ReadOnlySpan<int> indices, Span<ulong> result)
    {
        for (var start = 0; start < indices.Length; start += 64)
            result[start >> 6] = GatherWord(words, indices.Slice(start, Math.Min(64, indices.Length - start)));
    }

    /// <summary>Gathers at most 64 bits into one word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong GatherWord(ReadOnlySpan<ulong> words, ReadOnlySpan<int> indices)
    {
        Debug.Assert(indices.Length <= 64, "one word");
        var bits = 0UL;
        fixed (ulong* from = words)
        {
            for (var i = 0; i < indices.Length; i++)
            {
                var row = indices[i];
                bits |= (from[row >>> 6] >>> (row & 63) & 1) << i;
            }
        }

        return bits;
    }

    /// <summary>Writes the codes of rows as row numbers of the dictionary.</summary>
    /// <typeparam name="TCode">byte, ushort or int.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GatherCodes<TCode>(ReadOnlySpan<TCode> codes, ReadOnlySpan<int> indices, Span<int> result)
        where TCode : unmanaged
    {
        AssertInRange(indices, codes.Length, result.Length);
        fixed (TCode* from = codes)
        fixed (int* to = result)
        {
            for (var i = 0; i < indices.Length; i++)
                to[i] = Codes.ToInt32(from[indices[i]]);
        }
    }

    /// <summary>Copies live rows to the same rows of <paramref name="target"/>; other rows stay as they are.</summary>
    public static void Merge<T>(ReadOnlySpan<T> source, Rows rows, Span<T> target)
        where T : unmanaged
    {
        Debug.Assert(source.Length >= rows.Length && target.Length >= rows.Length, "spans of unequal length");
        fixed (T* from = source, to = target)
        {
            if (sizeof(T) == 8)
                MergeDense<long, ColumnSource<long>>(new((long*)from), rows, (long*)to);
            else if (sizeof(T) == 4)
                MergeDense<int, ColumnSource<int>>(new((int*)from), rows, (int*)to);
            else
                MergeRows<T, ColumnSource<T>>(new(from), rows, to);
        }
    }

    /// <summary>Writes <paramref name="value"/> to live rows; other rows stay as they are.</summary>
    public static void Fill<T>(T value, Rows rows, Span<T> target)
        where T : unmanaged
    {
        Debug.Assert(target.Length >= rows.Length, "spans of unequal length");
        if (rows.IsAll)
        {
            target[..rows.Length].Fill(value);
            return;
        }

        fixed (T* to = target)
        {
            if (sizeof(T) == 8)
                MergeDense<long, ConstantSource<long>>(new(Unsafe.As<T, long>(ref value)), rows, (long*)to);
            else if (sizeof(T) == 4)
                MergeDense<int, ConstantSource<int>>(new(Unsafe.As<T, int>(ref value)), rows, (int*)to);
            else
                MergeRows<T, ConstantSource<T>>(new(value), rows, to);
        }
    }

    /// <summary>Copies the bits of live rows; other bits stay as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MergeBits(ReadOnlySpan<ulong> source, Rows rows, Span<ulong> target)
    {
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            var live = rows.Word(word);
            target[word] = (target[word] & ~live) | (source[word] & live);
        }
    }

    private static void MergeDense<T, TSource>(TSource source, Rows rows, T* target)
        where T : unmanaged
        where TSource : struct, ILaneSource<T>
    {
        if (Vector512.IsHardwareAccelerated)
            MergeLanes<T, Lanes512<T>, TSource>(source, rows, target);
        else if (Vector256.IsHardwareAccelerated)
            MergeLanes<T, Lanes256<T>, TSource>(source, rows, target);
        else
            MergeRows<T, TSource>(source, rows, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MergeLanes<T, TLanes, TSource>(TSource source, Rows rows, T* target)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TSource : struct, ILaneSource<T>
    {
        var wholeWords = rows.Length >>> 6;
        for (var word = 0; word < wholeWords; word++)
        {
            var bits = rows.Word(word);
            if (bits == 0)
                continue;
            var row = word << 6;
            for (var lane = 0; lane < 64; lane += TLanes.Count)
            {
                var to = target + row + lane;
                TLanes.Store(TLanes.Select(TLanes.MaskOf(bits >> lane), source.Lanes<TLanes>(row + lane), TLanes.Load(to)), to);
            }
        }

        if (wholeWords < Bitmaps.WordCount(rows.Length))
        {
            for (var bits = rows.Word(wholeWords); bits != 0; bits &= bits - 1)
            {
                var row = (wholeWords << 6) + BitOperations.TrailingZeroCount(bits);
                target[row] = source[row];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MergeRows<T, TSource>(TSource source, Rows rows, T* target)
        where T : unmanaged
        where TSource : struct, ILaneSource<T>
    {
        for (var word = 0; word < Bitmaps.WordCount(rows.Length); word++)
        {
            for (var bits = rows.Word(word); bits != 0; bits &= bits - 1)
            {
                var row = (word << 6) + BitOperations.TrailingZeroCount(bits);
                target[row] = source[row];
            }
        }
    }

    [Conditional("DEBUG")]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AssertInRange(ReadOnlySpan<int> indices, int length, int room)
    {
        Debug.Assert(room >= indices.Length, "no room for the rows");
        foreach (var index in indices)
            Debug.Assert((uint)index < (uint)length, "row number out of range");
    }
}
