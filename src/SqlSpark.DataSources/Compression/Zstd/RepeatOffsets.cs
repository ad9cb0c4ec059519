namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>The last three different offsets, which sequences may repeat. RFC 8878, 3.1.1.5.</summary>
internal readonly record struct RepeatOffsets(nint First, nint Second, nint Third)
{
    /// <summary>What they are at the start of a frame.</summary>
    public static RepeatOffsets Initial => new(1, 4, 8);
}
