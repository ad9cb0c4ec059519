namespace SqlSpark.DataSources.Files.Writing;

/// <summary>How files of text are compressed when they are written. Spark: <c>CompressionCodecs</c>.</summary>
internal static class WriteCodecs
{
    private const string Available = "none, uncompressed, gzip, deflate, lz4, snappy, zstd";

    /// <summary>The codec that an option names; none where it is absent.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>CODEC_NOT_AVAILABLE</c>.</exception>
    public static FileCodec Of(string? name) => name?.ToLowerInvariant() switch
    {
        null or "none" or "uncompressed" => FileCodec.None,
        "gzip" => FileCodec.Gzip,
        "deflate" => FileCodec.Deflate,
        "lz4" => FileCodec.Lz4,
        "snappy" => FileCodec.Snappy,
        "zstd" => FileCodec.Zstd,
        _ => throw DataSourceErrors.CodecNotAvailable(name, Available),
    };

    /// <summary>What the names of files end with.</summary>
    public static string ExtensionOf(FileCodec codec) => codec switch
    {
        FileCodec.Gzip => ".gz",
        FileCodec.Deflate => ".deflate",
        FileCodec.Lz4 => ".lz4",
        FileCodec.Snappy => ".snappy",
        FileCodec.Zstd => ".zst",
        _ => "",
    };
}
