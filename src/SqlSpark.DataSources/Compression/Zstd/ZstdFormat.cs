namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Numbers of RFC 8878 that both directions need.</summary>
internal static class ZstdFormat
{
    /// <summary>Starts a frame.</summary>
    public const uint FrameMagic = 0xFD2FB528;

    /// <summary>Starts a frame to pass over, with any low nibble.</summary>
    public const uint SkippableMagic = 0x184D2A50;

    /// <summary>What of <see cref="SkippableMagic"/> counts.</summary>
    public const uint SkippableMask = 0xFFFFFFF0;

    /// <summary>The most content of a block, in bytes; also the most literals of one.</summary>
    public const int MaxBlockBytes = 128 << 10;

    /// <summary>The length of a block's header, in bytes.</summary>
    public const int BlockHeaderBytes = 3;

    /// <summary>The first byte of a sequence count that takes two bytes.</summary>
    public const int MediumSequenceCount = 128;

    /// <summary>The first byte of a sequence count that takes three bytes.</summary>
    public const int LongSequenceCount = 255;

    /// <summary>What is taken from a sequence count of three bytes.</summary>
    public const int LongSequenceBase = 0x7F00;
}

/// <summary>The kinds of blocks.</summary>
internal enum ZstdBlockType
{
    Raw,
    Repeated,
    Compressed,
    Reserved,
}

/// <summary>How literals are stored.</summary>
internal enum LiteralsType
{
    Raw,
    Repeated,
    Compressed,

    /// <summary>Compressed with the code of the literals before.</summary>
    Treeless,
}

/// <summary>Where the table of a sequence code comes from.</summary>
internal enum SequenceMode
{
    Predefined,
    Repeated,
    Compressed,

    /// <summary>From the block before.</summary>
    Same,
}
