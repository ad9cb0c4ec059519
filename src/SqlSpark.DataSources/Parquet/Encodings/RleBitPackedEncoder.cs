using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SqlSpark.Core.Columnar;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Writes Parquet's hybrid of run lengths and bit packing. A run of equal values is stored as one where that is shorter than to
/// pack it. Parquet: Encodings.md, RLE.
/// </summary>
/// <remarks>No length is put before the runs. Several calls append to each other only if all but the last write a multiple of 8 values.</remarks>
internal static unsafe class RleBitPackedEncoder
{
    /// <summary>Writes the indices of a data page: the bit width in one byte, then the runs.</summary>
    /// <param name="indices">Non-negative.</param>
    /// <param name="dictionaryLength">Entries of the dictionary so far: the bit width is that of the greatest index possible.</param>
    /// <param name="target">Where the bytes go.</param>
    public static void EncodeIndices(ReadOnlySpan<int> indices, int dictionaryLength, EncodingBuffer target)
    {
        var bitWidth = BitPacking.BitWidthOf((uint)Math.Max(dictionaryLength - 1, 0));
        target.WriteByte((byte)bitWidth);
        fixed (int* values = indices)
            Encode((uint*)values, indices.Length, bitWidth, target);
    }

    /// <summary>Writes levels.</summary>
    /// <param name="levels">None greater than <paramref name="maxLevel"/>.</param>
    /// <param name="maxLevel">The column's greatest level, at least 1.</param>
    /// <param name="target">Where the bytes go.</param>
    public static void EncodeLevels(ReadOnlySpan<byte> levels, int maxLevel, EncodingBuffer target)
    {
        fixed (byte* values = levels)
            Encode(values, levels.Length, LevelDecoder.BitWidthOf(maxLevel), target);
    }

    /// <summary>Writes the same value many times.</summary>
    public static void EncodeRun(uint value, int count, int bitWidth, EncodingBuffer target)
    {
        if (count == 0)
            return;
        target.WriteUnsigned((ulong)(uint)count << 1);
        var to = target.Reserve(4);
        Unsafe.WriteUnaligned(to, value);
        target.Advance((bitWidth + 7) >>> 3);
    }

    /// <summary>Writes bits as values of width 1: booleans, or validity as definition levels.</summary>
    /// <param name="words">A bitmap.</param>
    /// <param name="firstRow">The first bit to write.</param>
    /// <param name="count">How many.</param>
    /// <param name="target">Where the bytes go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EncodeBits(ReadOnlySpan<ulong> words, int firstRow, int count, EncodingBuffer target)
    {
        for (var row = 0; row < count;)
        {
            // Words of equal bits are a run; what lies between such words is packed.
            var first = ReadWord(words, firstRow, row, count);
            var end = row;
            if (IsUniform(first, count - row))
            {
                var value = first & 1;
                while (end < count && ReadWord(words, firstRow, end, count) is var bits && IsUniform(bits, count - end) && (bits & 1) == value)
                    end += Math.Min(64, count - end);
                EncodeRun((uint)value, end - row, 1, target);
            }
            else
            {
                while (end < count && !IsUniform(ReadWord(words, firstRow, end, count), count - end))
                    end += Math.Min(64, count - end);
                target.WriteUnsigned(((ulong)((end - row + 7) >>> 3) << 1) | 1);
                for (; row < end; row += 64)
                {
                    Unsafe.WriteUnaligned(target.Reserve(8), ReadWord(words, firstRow, row, count));
                    target.Advance((Math.Min(64, end - row) + 7) >>> 3);
                }
            }

            row = end;
        }
    }

    /// <summary>Writes values.</summary>
    /// <param name="values">The values, each of at most <paramref name="bitWidth"/> bits.</param>
    /// <param name="count">How many.</param>
    /// <param name="bitWidth">Bits of each, 0 to 32.</param>
    /// <param name="target">Where the bytes go.</param>
    /// <typeparam name="T">byte, ushort or uint.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Encode<T>(T* values, int count, int bitWidth, EncodingBuffer target)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (bitWidth == 0)
        {
            EncodeRun(0, count, 0, target);
            return;
        }

        // A run costs a header, its value, and the header of the packed values after it.
        var shortestRun = Math.Max(8, (((3 + ((bitWidth + 7) >>> 3)) * 8) + bitWidth - 1) / bitWidth);
        var packedFrom = 0;

        // Packed values come in eights, so a run begins with eight equal ones at such a place.
        for (var row = 0; row + 8 <= count;)
        {
            if (!AreEqual(values + row))
            {
                row += 8;
                continue;
            }

            var end = row + 8;
            while (end < count && values[end] == values[row])
                end++;
            if (end - row < shortestRun)
            {
                row += 8;
                continue;
            }

            EncodePacked(values + packedFrom, row - packedFrom, bitWidth, target);
            EncodeRun(uint.CreateTruncating(values[row]), end - row, bitWidth, target);
            packedFrom = row = end;
        }

        EncodePacked(values + packedFrom, count - packedFrom, bitWidth, target);
    }

    // Whether eight values are the same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreEqual<T>(T* values)
        where T : unmanaged
    {
        if (sizeof(T) == sizeof(byte))
            return Unsafe.ReadUnaligned<ulong>(values) == *(byte*)values * 0x0101_0101_0101_0101UL;
        return sizeof(T) == sizeof(ushort)
            ? Vector128.EqualsAll(Vector128.Load((ushort*)values), Vector128.Create(*(ushort*)values))
            : Vector256.EqualsAll(Vector256.Load((uint*)values), Vector256.Create(*(uint*)values));
    }

    private static void EncodePacked<T>(T* values, int count, int bitWidth, EncodingBuffer target)
        where T : unmanaged
    {
        if (count == 0)
            return;
        var groups = (count + 7) >>> 3;
        target.WriteUnsigned(((ulong)groups << 1) | 1);
        var byteLength = groups * bitWidth;
        var to = target.Reserve(byteLength + 8L);

        // The last group is filled up with zeros.
        var filled = (int)BitPacking.ByteLengthOf(count, bitWidth);
        new Span<byte>(to + filled, byteLength - filled).Clear();
        BitPacking.Pack(values, count, bitWidth, to);
        target.Advance(byteLength);
    }

    private static ulong ReadWord(ReadOnlySpan<ulong> words, int firstRow, int row, int count) =>
        Bitmaps.Read(words, firstRow + row, Math.Min(64, count - row));

    private static bool IsUniform(ulong bits, int count) => bits == 0 || bits == Bitmaps.LastWordMask(Math.Min(count, 64));
}
