using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SqlSpark.Core.Kernels;

/// <summary>What is known of the entries of a dictionary, for rows by their codes.</summary>
public static unsafe class CodeKernels
{
    private const int MarkWordsOfBytes = 4;

    /// <summary>Keeps those rows whose code is marked.</summary>
    /// <typeparam name="TCode">byte, ushort or int.</typeparam>
    /// <param name="codes">A code a row; those of rows that are not in <paramref name="rows"/> must be entries as well.</param>
    /// <param name="marks">Bit i of word i / 64 says whether code i is marked.</param>
    /// <param name="rows">The rows; bits past the end are zero and stay so.</param>
    public static void KeepMarked<TCode>(ReadOnlySpan<TCode> codes, ReadOnlySpan<ulong> marks, Span<ulong> rows)
        where TCode : unmanaged, INumberBase<TCode>
    {
        Debug.Assert(rows.Length >= (codes.Length + 63) >> 6, "spans of unequal length");
        if (typeof(TCode) == typeof(byte))
        {
            // Any byte may be looked up, as far as the table goes.
            var all = stackalloc ulong[MarkWordsOfBytes];
            var count = Math.Min(marks.Length, MarkWordsOfBytes);
            marks[..count].CopyTo(new Span<ulong>(all, count));
            new Span<ulong>(all + count, MarkWordsOfBytes - count).Clear();
            fixed (TCode* code = codes)
            fixed (ulong* row = rows)
                KeepMarkedBytes((byte*)code, codes.Length, all, row);
            return;
        }

        fixed (TCode* code = codes)
        fixed (ulong* mark = marks, row = rows)
        {
            for (var first = 0; first < codes.Length; first += 64)
            {
                if (row[first >> 6] != 0)
                    row[first >> 6] &= MarkedWord(code + first, Math.Min(64, codes.Length - first), mark);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void KeepMarkedBytes(byte* codes, int count, ulong* marks, ulong* rows)
    {
        var first = 0;
        if (Avx512Vbmi.IsSupported)
        {
            // Byte code / 8 of the marks, and in it bit code % 8.
            var table = Vector256.Load((byte*)marks).ToVector512();
            var bitOf = Vector512.Create(0x8040_2010_0804_0201UL).AsByte();
            for (; first + 64 <= count; first += 64)
            {
                var code = Vector512.Load(codes + first);
                var marked = Avx512Vbmi.PermuteVar64x8(table, (code.AsUInt16() >>> 3).AsByte() & Vector512.Create((byte)0x1F));
                var bit = Avx512Vbmi.PermuteVar64x8(bitOf, code & Vector512.Create((byte)7));
                rows[first >> 6] &= Vector512.Equals(marked & bit, bit).ExtractMostSignificantBits();
            }
        }

        for (; first < count; first += 64)
        {
            if (rows[first >> 6] != 0)
                rows[first >> 6] &= MarkedWord(codes + first, Math.Min(64, count - first), marks);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong MarkedWord<TCode>(TCode* codes, int count, ulong* marks)
        where TCode : unmanaged, INumberBase<TCode>
    {
        var marked = 0UL;
        for (var i = 0; i < count; i++)
        {
            var code = int.CreateTruncating(codes[i]);
            marked |= (marks[code >>> 6] >>> (code & 63) & 1) << i;
        }

        return marked;
    }
}
