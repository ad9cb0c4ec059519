using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>The CRC-32 of pages: polynomial 0x04C11DB7, reflected, as in gzip. parquet.thrift: <c>PageHeader.crc</c>.</summary>
internal static class Crc32
{
    private const int Slices = 8;
    private const uint ReflectedPolynomial = 0xEDB88320;

    private static readonly uint[] Tables = MakeTables();

    /// <summary>The checksum of bytes.</summary>
    /// <remarks>Eight bytes a step: Intel's "slicing by 8" (Kounavis and Berry, 2005).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var tables = Tables.AsSpan();
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        if (BitConverter.IsLittleEndian)
        {
            foreach (var word in words)
            {
                var mixed = word ^ crc;
                crc = tables[(7 * 256) + (int)(mixed & 0xFF)]
                    ^ tables[(6 * 256) + (int)((mixed >> 8) & 0xFF)]
                    ^ tables[(5 * 256) + (int)((mixed >> 16) & 0xFF)]
                    ^ tables[(4 * 256) + (int)((mixed >> 24) & 0xFF)]
                    ^ tables[(3 * 256) + (int)((mixed >> 32) & 0xFF)]
                    ^ tables[(2 * 256) + (int)((mixed >> 40) & 0xFF)]
                    ^ tables[256 + (int)((mixed >> 48) & 0xFF)]
                    ^ tables[(int)(mixed >> 56)];
            }

            bytes = bytes[(words.Length * sizeof(ulong))..];
        }

        foreach (var value in bytes)
            crc = tables[(int)((crc ^ value) & 0xFF)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[Slices * 256];
        for (var value = 0u; value < 256; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (ReflectedPolynomial & (0u - (crc & 1)));
            tables[value] = crc;
        }

        for (var i = 256; i < tables.Length; i++)
            tables[i] = tables[(int)(tables[i - 256] & 0xFF)] ^ (tables[i - 256] >> 8);
        return tables;
    }
}
