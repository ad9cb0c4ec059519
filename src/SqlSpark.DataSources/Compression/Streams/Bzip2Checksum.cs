namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>The checksum of bzip2: CRC-32 with the most significant bit first.</summary>
internal static class Bzip2Checksum
{
    private const uint Polynomial = 0x04C11DB7;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Shift((uint)value << 24))];

    /// <summary>The checksum of more bytes; it begins with all bits set and ends with its complement.</summary>
    public static uint Add(uint checksum, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            checksum = (checksum << 8) ^ Table[(checksum >> 24) ^ value];
        return checksum;
    }

    private static uint Shift(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value << 1) ^ ((value >> 31) * Polynomial);
        return value;
    }
}
