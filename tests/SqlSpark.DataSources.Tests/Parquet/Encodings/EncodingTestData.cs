using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

/// <summary>What the tests of encodings share: lengths at the borders of groups, words and registers, and bits written one by one.</summary>
internal static class EncodingTestData
{
    public static readonly int[] Lengths = [0, 1, 7, 8, 9, 31, 32, 33, 63, 64, 65, 127, 128, 129, 1000];

    /// <summary>A value of exactly so many random bits.</summary>
    public static ulong NextBits(this Random random, int bitWidth) => bitWidth == 0 ? 0 : (ulong)random.NextInt64() << 1 >>> (64 - bitWidth) ^ (ulong)random.Next(2) & 1;

    /// <summary>Packs values from the least significant bit on, bit by bit.</summary>
    public static byte[] Pack(IReadOnlyList<ulong> values, int bitWidth)
    {
        var bytes = new byte[((values.Count * bitWidth) + 7) / 8];
        for (var i = 0; i < values.Count; i++)
            for (var bit = 0; bit < bitWidth; bit++)
            {
                var at = (i * bitWidth) + bit;
                bytes[at / 8] |= (byte)((values[i] >> bit & 1) << (at % 8));
            }

        return bytes;
    }

    public static void WriteUnsigned(this List<byte> bytes, ulong value)
    {
        for (; value >= 128; value >>= 7)
            bytes.Add((byte)(value | 128));
        bytes.Add((byte)value);
    }

    public static void WriteSigned(this List<byte> bytes, long value) => bytes.WriteUnsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Random rows of which about a share is valid, with stretches of all and none.</summary>
    public static ulong[] Validity(this Random random, int rowCount, double share)
    {
        var words = new ulong[Bitmaps.WordCount(rowCount) + 1];
        for (var row = 0; row < rowCount; row++)
        {
            var isValid = (row / 64 % 5) switch { 3 => true, 4 => false, _ => random.NextDouble() < share };
            if (isValid)
                Bitmaps.Set(words, row);
        }

        return words;
    }

    /// <summary>Byte arrays of mixed lengths, many of which begin like the one before.</summary>
    public static byte[][] ByteArrays(this Random random, int count, int maxLength)
    {
        var values = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            values[i] = new byte[random.Next(4) == 0 ? random.Next(maxLength + 1) : random.Next(Math.Min(maxLength, 20) + 1)];
            random.NextBytes(values[i]);
            if (i > 0 && random.Next(3) > 0)
            {
                var shared = Math.Min(random.Next(maxLength + 1), Math.Min(values[i - 1].Length, values[i].Length));
                values[i - 1].AsSpan(0, shared).CopyTo(values[i]);
            }
        }

        return values;
    }

    public static MemoryAccount Account(MemoryPool pool) => pool.CreateAccount("test");
}
