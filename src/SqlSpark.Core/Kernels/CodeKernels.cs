using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Core.Kernels;

/// <summary>Looks up bits of a dictionary's entries by codes: the filter over a column whose condition was computed once an entry.</summary>
public static unsafe class CodeKernels
{
    private const int BlockRows = 64;

    /// <summary>Keeps those rows whose code is marked.</summary>
    /// <param name="codes">One code a row, each less than the number of entries.</param>
    /// <param name="marks">Bit i of word i / 64 says whether entry i is marked.</param>
    /// <param name="rows">A bitmap of the rows; rows whose bit is 0 are not looked up.</param>
    /// <typeparam name="TCode">byte, ushort or int.</typeparam>
    /// <remarks>
    /// Bytes are looked up 64 at a time in registers (the bitmap of 256 entries is 32 bytes), others by gathering words. Blocks without a live row are skipped.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void KeepMarked<TCode>(ReadOnlySpan<TCode> codes, ReadOnlySpan<ulong> marks, Span<ulong> rows)
        where TCode : unmanaged, INumberBase<TCode>
    {
        Debug.Assert(rows.Length == Bitmaps.WordCount(codes.Length), "a bitmap of other rows");
        var fullBlocks = codes.Length / BlockRows;
        fixed (TCode* first = codes)
        fixed (ulong* bits = marks)
        {
            if (sizeof(TCode) == 1 && Avx512Vbmi.IsSupported)
                KeepBytes512((byte*)first, marks, rows[..fullBlocks]);
            else if (sizeof(TCode) == 1 && Avx2.IsSupported)
                KeepBytes256((byte*)first, marks, rows[..fullBlocks]);
            else if (sizeof(TCode) == 2 && Avx2.IsSupported)
                KeepWords((ushort*)first, (int*)bits, rows[..fullBlocks]);
            else if (sizeof(TCode) == 4 && Avx2.IsSupported)
                KeepWords((int*)first, (int*)bits, rows[..fullBlocks]);
            else
                fullBlocks = 0;
        }

        for (var block = fullBlocks; block < rows.Length; block++)
        {
            if (rows[block] != 0)
                rows[block] &= LookUp(codes.Slice(block * BlockRows, Math.Min(BlockRows, codes.Length - (block * BlockRows))), marks);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong LookUp<TCode>(ReadOnlySpan<TCode> codes, ReadOnlySpan<ulong> marks)
        where TCode : unmanaged, INumberBase<TCode>
    {
        var kept = 0UL;
        for (var i = 0; i < codes.Length; i++)
        {
            var code = int.CreateTruncating(codes[i]);
            kept |= (marks[code >>> 6] >>> (code & 63) & 1) << i;
        }

        return kept;
    }

    // The entry's bit is in byte code / 8, at place code % 8; the permutation takes its index modulo 64.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void KeepBytes512(byte* codes, ReadOnlySpan<ulong> marks, Span<ulong> rows)
    {
        var table = Vector512.Create(ByteTable(marks), Vector256<byte>.Zero);
        var places = Vector512.Create(0x8040201008040201UL).AsByte();
        var indexMask = Vector512.Create((byte)31);
        for (var block = 0; block < rows.Length; block++)
        {
            if (rows[block] == 0)
                continue;
            var code = Vector512.Load(codes + ((long)block * BlockRows));
            var index = Vector512.ShiftRightLogical(code.AsUInt16(), 3).AsByte() & indexMask;
            var place = Avx512Vbmi.PermuteVar64x8(places, code);
            var found = Avx512Vbmi.PermuteVar64x8(table, index) & place;
            rows[block] &= Vector512.Equals(found, place).ExtractMostSignificantBits();
        }
    }

    // Shuffles look up 16 bytes; the code's highest bit says which half of the table counts.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void KeepBytes256(byte* codes, ReadOnlySpan<ulong> marks, Span<ulong> rows)
    {
        var table = ByteTable(marks);
        var low = Vector256.Create(table.GetLower(), table.GetLower());
        var high = Vector256.Create(table.GetUpper(), table.GetUpper());
        var places = Vector256.Create(0x8040201008040201UL).AsByte();
        var indexMask = Vector256.Create((byte)15);
        var placeMask = Vector256.Create((byte)7);
        for (var block = 0; block < rows.Length; block++)
        {
            if (rows[block] == 0)
                continue;
            var kept = 0UL;
            for (var half = 0; half < 2; half++)
            {
                var code = Vector256.Load(codes + ((long)block * BlockRows) + (half * 32));
                var index = Vector256.ShiftRightLogical(code.AsUInt16(), 3).AsByte() & indexMask;
                var place = Avx2.Shuffle(places, code & placeMask);
                var found = Avx2.BlendVariable(Avx2.Shuffle(low, index), Avx2.Shuffle(high, index), code) & place;
                kept |= (ulong)Vector256.Equals(found, place).ExtractMostSignificantBits() << (half * 32);
            }

            rows[block] &= kept;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void KeepWords<TCode>(TCode* codes, int* marks, Span<ulong> rows)
        where TCode : unmanaged
    {
        const int Lanes = 8;
        for (var block = 0; block < rows.Length; block++)
        {
            if (rows[block] == 0)
                continue;
            var kept = 0UL;
            for (var i = 0; i < BlockRows; i += Lanes)
            {
                var place = codes + ((long)block * BlockRows) + i;
                var code = sizeof(TCode) == 2 ? Avx2.ConvertToVector256Int32((ushort*)place) : Vector256.Load((int*)place);
                var word = Avx2.GatherVector256(marks, Vector256.ShiftRightLogical(code, 5), sizeof(int));

                // The bit moves to the sign, from where it is taken.
                var sign = Avx2.ShiftLeftLogicalVariable(word, (~code & Vector256.Create(31)).AsUInt32());
                kept |= (ulong)sign.ExtractMostSignificantBits() << i;
            }

            rows[block] &= kept;
        }
    }

    private static Vector256<byte> ByteTable(ReadOnlySpan<ulong> marks)
    {
        Span<ulong> table = stackalloc ulong[4];
        table.Clear();
        marks[..Math.Min(marks.Length, table.Length)].CopyTo(table);
        return Vector256.Create(MemoryMarshal.AsBytes(table));
    }
}
