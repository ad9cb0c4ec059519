namespace SqlSpark.DataSources.Files;

/// <summary>How a file is compressed.</summary>
internal enum FileCodec : byte
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Gzip, <c>.gz</c>.</summary>
    Gzip,

    /// <summary>Deflate in a zlib frame, <c>.deflate</c>.</summary>
    Deflate,

    /// <summary>Brotli, <c>.br</c>.</summary>
    Brotli,

    /// <summary>Bzip2, <c>.bz2</c>; only read.</summary>
    Bzip2,

    /// <summary>LZ4 in Hadoop's blocks or in frames, <c>.lz4</c>.</summary>
    Lz4,

    /// <summary>Snappy in Hadoop's blocks, <c>.snappy</c>.</summary>
    Snappy,

    /// <summary>Zstandard, <c>.zst</c>.</summary>
    Zstd,
}

/// <summary>Finds the codec of a file by its name, as Spark and Hadoop do when they read.</summary>
internal static class FileCodecs
{
    private const string Available = "gzip, deflate, brotli, bzip2, lz4, snappy, zstd";

    /// <summary>The codec of a file; <c>CODEC_NOT_AVAILABLE</c> for those that are not there yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="compression">The option <c>compression</c>, which only writers follow; or null.</param>
    public static FileCodec Of(string path, string? compression)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".gz":
                return FileCodec.Gzip;
            case ".deflate":
                return FileCodec.Deflate;
            case ".br":
                return FileCodec.Brotli;
            case ".lz4":
                return FileCodec.Lz4;
            case ".snappy":
                return FileCodec.Snappy;
            case ".zst":
                return FileCodec.Zstd;
            case ".bz2":
                return FileCodec.Bzip2;
            case ".xz":
                throw DataSourceErrors.CodecNotAvailable(Path.GetExtension(path).ToLowerInvariant()[1..], Available);
            default:
                return compression switch
                {
                    null or "none" or "uncompressed" or "gzip" or "deflate" or "brotli" or "bzip2" or "snappy" or "lz4" or "zstd" => FileCodec.None,
                    var codec => throw DataSourceErrors.CodecNotAvailable(codec, Available),
                };
        }
    }
}
