using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Spreads values over the set bits of one word of validity, zero under the others. Goes from the last row to the first, so that
/// values may lie in the rows' own memory, as long as none is behind its row.
/// </summary>
internal static unsafe class ExpandRegisters
{
    /// <summary>Expands to 64 rows by whole registers.</summary>
    /// <param name="values">As many as bits are set, and a register's worth to read behind each.</param>
    /// <param name="valid">One bit a row.</param>
    /// <param name="rows">64 rows.</param>
    /// <returns>False, and nothing done, when the machine has no instructions for values of this size.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryExpand<T>(T* values, ulong valid, T* rows)
        where T : unmanaged
    {
        if (sizeof(T) == 1 && Avx512Vbmi2.IsSupported)
            Expand8((byte*)values, valid, (byte*)rows);
        else if (sizeof(T) == 2 && Avx512Vbmi2.IsSupported)
            Expand16((ushort*)values, valid, (ushort*)rows);
        else if (sizeof(T) == 4 && Avx512F.IsSupported)
            Expand32((uint*)values, valid, (uint*)rows);
        else if (sizeof(T) == 8 && Avx512F.IsSupported)
            Expand64((ulong*)values, valid, (ulong*)rows);
        else if (sizeof(T) == 4 && Avx2.IsSupported && Bmi2.X64.IsSupported)
            Expand32Avx2((uint*)values, valid, (uint*)rows);
        else
            return false;
        return true;
    }

    /// <summary>Expands to any number of rows, one after the other; nothing else is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ExpandOneByOne<T>(T* values, ulong valid, T* rows, int rowCount)
        where T : unmanaged
    {
        var next = BitOperations.PopCount(valid);
        for (var row = rowCount - 1; row >= 0; row--)
            rows[row] = (valid >>> row & 1) != 0 ? values[--next] : default;
    }

    private static void Expand8(byte* values, ulong valid, byte* rows)
    {
        // Eight lanes of each byte of the word, and in each lane the bit that is its own.
        var sources = Vector512.Create(
            Vector256.Create(Vector128.Create(0UL, 0x0101010101010101), Vector128.Create(0x0202020202020202UL, 0x0303030303030303)),
            Vector256.Create(Vector128.Create(0x0404040404040404UL, 0x0505050505050505), Vector128.Create(0x0606060606060606UL, 0x0707070707070707)));
        var ofLane = Vector512.Create(0x8040201008040201).AsByte();
        var bits = Avx512BW.Shuffle(Vector512.Create(valid).AsByte(), sources.AsByte());
        Avx512Vbmi2.Expand(Vector512<byte>.Zero, Vector512.Equals(bits & ofLane, ofLane), Vector512.Load(values)).Store(rows);
    }

    private static void Expand16(ushort* values, ulong valid, ushort* rows)
    {
        var high = Vector512.Load(values + BitOperations.PopCount((uint)valid));
        Avx512Vbmi2.Expand(Vector512<ushort>.Zero, MaskOf16((uint)(valid >>> 32)), high).Store(rows + 32);
        Avx512Vbmi2.Expand(Vector512<ushort>.Zero, MaskOf16((uint)valid), Vector512.Load(values)).Store(rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> MaskOf16(uint bits)
    {
        var ofLane = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        var both = Vector512.Create(Vector256.Create((ushort)bits), Vector256.Create((ushort)(bits >>> 16)));
        var lanes = Vector512.Create(ofLane, ofLane);
        return Vector512.Equals(both & lanes, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Expand32(uint* values, ulong valid, uint* rows)
    {
        var ofLane = Vector512.Create(1U, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        for (var lane = 48; lane >= 0; lane -= 16)
        {
            var mask = Vector512.Equals(Vector512.Create((uint)(valid >>> lane)) & ofLane, ofLane);
            var from = Vector512.Load(values + BitOperations.PopCount(valid & ((1UL << lane) - 1)));
            Avx512F.Expand(Vector512<uint>.Zero, mask, from).Store(rows + lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Expand64(ulong* values, ulong valid, ulong* rows)
    {
        var ofLane = Vector512.Create(1UL, 2, 4, 8, 16, 32, 64, 128);
        for (var lane = 56; lane >= 0; lane -= 8)
        {
            var mask = Vector512.Equals(Vector512.Create(valid >>> lane) & ofLane, ofLane);
            var from = Vector512.Load(values + BitOperations.PopCount(valid & ((1UL << lane) - 1)));
            Avx512F.Expand(Vector512<ulong>.Zero, mask, from).Store(rows + lane);
        }
    }

    // The numbers 0 to 7 are dealt to the bytes of set bits: each lane's source.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Expand32Avx2(uint* values, ulong valid, uint* rows)
    {
        for (var lane = 56; lane >= 0; lane -= 8)
        {
            var live = Bmi2.X64.ParallelBitDeposit(valid >>> lane & 0xFF, 0x0101010101010101) * 0xFF;
            var sources = Bmi2.X64.ParallelBitDeposit(0x0706050403020100, live);
            var mask = Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(live).AsSByte()).AsUInt32();
            var from = Vector256.Load(values + BitOperations.PopCount(valid & ((1UL << lane) - 1)));
            var indices = Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(sources).AsByte()).AsUInt32();
            (Avx2.PermuteVar8x32(from, indices) & mask).Store(rows + lane);
        }
    }
}
