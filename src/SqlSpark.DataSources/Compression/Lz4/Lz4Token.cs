namespace SqlSpark.DataSources.Compression.Lz4;

/// <summary>The parts of an LZ4 sequence: a token of two nibbles, more of the literals' length, literals, offset, more of the match's length.</summary>
/// <remarks>Source: lz4_Block_format.md of LZ4.</remarks>
internal static class Lz4Token
{
    /// <summary>Where the nibble of the literals' length starts; the match's is below it.</summary>
    public const int LiteralShift = 4;

    /// <summary>A nibble of this value says that bytes to add follow, until one under 255.</summary>
    public const int LongLength = 15;

    /// <summary>What a match's length is stored without.</summary>
    public const int MinMatch = 4;

    /// <summary>The bytes of an offset, little-endian.</summary>
    public const int OffsetBytes = sizeof(ushort);
}
