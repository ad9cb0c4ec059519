namespace SqlSpark.DataSources.Csv;

/// <summary>How a file is compressed.</summary>
internal enum CsvCodec : byte
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Gzip, <c>.gz</c>.</summary>
    Gzip,

    /// <summary>Deflate in a zlib frame, <c>.deflate</c>.</summary>
    Deflate,

    /// <summary>Brotli, <c>.br</c>.</summary>
    Brotli,
}

/// <summary>Finds the codec of a file by its name, as Spark and Hadoop do when they read.</summary>
internal static class CsvCodecs
{
    private const string Available = "gzip, deflate, brotli";

    /// <summary>The codec of a file; <c>CODEC_NOT_AVAILABLE</c> for those that are not there yet.</summary>
    public static CsvCodec Of(string path, CsvOptions options)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".gz":
                return CsvCodec.Gzip;
            case ".deflate":
                return CsvCodec.Deflate;
            case ".br":
                return CsvCodec.Brotli;
            case ".bz2" or ".snappy" or ".lz4" or ".zst" or ".xz":
                throw DataSourceErrors.CodecNotAvailable(Path.GetExtension(path).ToLowerInvariant()[1..], Available);
            default:
                return options.Compression switch
                {
                    null or "none" or "uncompressed" or "gzip" or "deflate" or "brotli" or "bzip2" or "snappy" or "lz4" or "zstd" => CsvCodec.None,
                    var codec => throw DataSourceErrors.CodecNotAvailable(codec, Available),
                };
        }
    }
}
