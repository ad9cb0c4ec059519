using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SqlSpark.Core.Kernels;

/// <summary>From bitmaps to dense rows: the numbers of the set bits, and the values under them.</summary>
public static unsafe class CompressKernels
{
    private const ulong ByteIndices = 0x0706050403020100;

    /// <summary>Writes the numbers of the set bits in ascending order and returns how many there are.</summary>
    /// <param name="words">The bitmap.</param>
    /// <param name="indices">Room for as many numbers as bits are set; what is beyond them may be overwritten.</param>
    /// <param name="firstRow">The number of bit 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int ToIndices(ReadOnlySpan<ulong> words, Span<int> indices, int firstRow = 0)
    {
        var count = 0;
        fixed (int* to = indices)
        {
            for (var word = 0; word < words.Length; word++)
            {
                var bits = words[word];
                if (bits == 0)
                    continue;
                var row = firstRow + (word << 6);
                if (count + 64 <= indices.Length)
                {
                    if (Avx512F.IsSupported)
                    {
                        count = WordToIndices512(bits, row, to, count);
                        continue;
                    }

                    if (Avx2.IsSupported && Bmi2.X64.IsSupported)
                    {
                        count = WordToIndices256(bits, row, to, count);
                        continue;
                    }
                }

                Debug.Assert(count + BitOperations.PopCount(bits) <= indices.Length, "no room for the indices");
                for (; bits != 0; bits &= bits - 1)
                    to[count++] = row + BitOperations.TrailingZeroCount(bits);
            }
        }

        return count;
    }

    /// <summary>Writes the values whose bits are set, in order, and returns how many there are.</summary>
    /// <param name="values">One value a bit.</param>
    /// <param name="words">The bitmap; bits past the end are zero.</param>
    /// <param name="result">Room for as many values as bits are set; what is beyond them may be overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Compress<T>(ReadOnlySpan<T> values, ReadOnlySpan<ulong> words, Span<T> result)
        where T : unmanaged
    {
        var count = 0;
        fixed (T* from = values, to = result)
        {
            for (var word = 0; word < words.Length; word++)
            {
                var bits = words[word];
                if (bits == 0)
                    continue;
                var block = from + (word << 6);
                var hasRoom = count + 64 <= result.Length && (word << 6) + 64 <= values.Length;
                if (hasRoom && bits == ulong.MaxValue)
                {
                    Unsafe.CopyBlockUnaligned(to + count, block, (uint)(64 * sizeof(T)));
                    count += 64;
                    continue;
                }

                if (hasRoom && sizeof(T) == 8 && Avx512F.IsSupported)
                {
                    for (var lane = 0; lane < 64; lane += 8)
                    {
                        var part = bits >> lane & 0xFF;
                        Avx512F.Compress(Vector512<long>.Zero, Lanes512<long>.MaskOf(part).Value, Vector512.Load((long*)(block + lane))).Store((long*)(to + count));
                        count += BitOperations.PopCount(part);
                    }

                    continue;
                }

                if (hasRoom && sizeof(T) == 4 && Avx512F.IsSupported)
                {
                    for (var lane = 0; lane < 64; lane += 16)
                    {
                        var part = bits >> lane & 0xFFFF;
                        Avx512F.Compress(Vector512<int>.Zero, Lanes512<int>.MaskOf(part).Value, Vector512.Load((int*)(block + lane))).Store((int*)(to + count));
                        count += BitOperations.PopCount(part);
                    }

                    continue;
                }

                for (; bits != 0; bits &= bits - 1)
                    to[count++] = block[BitOperations.TrailingZeroCount(bits)];
            }
        }

        return count;
    }

    /// <summary>Sixteen numbers a step; whole registers are stored, and the next step overwrites what was not set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WordToIndices512(ulong bits, int row, int* indices, int count)
    {
        var numbers = Vector512.Create(row) + Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        Step(ref count, 0);
        Step(ref count, 16);
        Step(ref count, 32);
        Step(ref count, 48);
        return count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Step(ref int position, int lane)
        {
            var part = bits >> lane & 0xFFFF;
            Avx512F.Compress(Vector512<int>.Zero, Lanes512<int>.MaskOf(part).Value, numbers + Vector512.Create(lane)).Store(indices + position);
            position += BitOperations.PopCount(part);
        }
    }

    /// <summary>Eight numbers a step: the bits become bytes of ones, which pick the numbers 0 to 7 out of a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WordToIndices256(ulong bits, int row, int* indices, int count)
    {
        for (var lane = 0; lane < 64; lane += 8)
        {
            var part = bits >> lane & 0xFF;
            var picked = Bmi2.X64.ParallelBitExtract(ByteIndices, Bmi2.X64.ParallelBitDeposit(part, 0x0101010101010101) * 0xFF);
            (Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(picked).AsByte()) + Vector256.Create(row + lane)).Store(indices + count);
            count += BitOperations.PopCount(part);
        }

        return count;
    }
}
