namespace SqlSpark.DataSources.Compression;

/// <summary>How a block of bytes is compressed. The values are of this engine; formats map their own numbers.</summary>
internal enum CompressionCodec
{
    /// <summary>The bytes as they are.</summary>
    Uncompressed,

    /// <summary>Raw Snappy, without the framing format.</summary>
    Snappy,

    /// <summary>RFC 1952, one member or several.</summary>
    Gzip,

    /// <summary>LZO; there is no codec for it.</summary>
    Lzo,

    /// <summary>RFC 7932.</summary>
    Brotli,

    /// <summary>
    /// Parquet's deprecated LZ4: LZ4 blocks behind Hadoop's lengths, or, by writers that misread that, a bare LZ4 block or an LZ4 frame.
    /// </summary>
    Lz4Hadoop,

    /// <summary>RFC 8878, one frame or several, without dictionaries.</summary>
    Zstd,

    /// <summary>One LZ4 block without framing.</summary>
    Lz4Raw,
}
