using System.Collections.Immutable;
using System.Globalization;
using SqlSpark.Core.Configuration;
using SqlSpark.DataSources.Compression;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>How TIMESTAMP is stored: <c>spark.sql.parquet.outputTimestampType</c>.</summary>
internal enum TimestampStorage
{
    /// <summary>INT96, as Spark does unless told otherwise.</summary>
    Int96,

    /// <summary>INT64, microseconds since the epoch.</summary>
    Micros,

    /// <summary>INT64, milliseconds since the epoch, rounded down.</summary>
    Millis,
}

/// <summary>How a file is written: options of the writer under the names that Spark and parquet-java give them, then settings, then defaults.</summary>
/// <remarks>parquet-java: <c>ParquetOutputFormat</c>; Spark: <c>ParquetOptions</c>. Defaults were measured: docs/parquet-writer.md.</remarks>
internal sealed record ParquetWriteOptions
{
    private static readonly ImmutableArray<(string Name, ParquetCodec Codec, string Extension)> Codecs =
    [
        ("none", ParquetCodec.Uncompressed, ""), ("uncompressed", ParquetCodec.Uncompressed, ""), ("snappy", ParquetCodec.Snappy, ".snappy"),
        ("gzip", ParquetCodec.Gzip, ".gz"), ("brotli", ParquetCodec.Brotli, ".br"), ("lz4", ParquetCodec.Lz4, ".lz4hadoop"),
        ("lz4_raw", ParquetCodec.Lz4Raw, ".lz4raw"), ("zstd", ParquetCodec.Zstd, ".zstd"),
    ];

    private SourceOptions? _source;

    /// <summary>How pages are compressed.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Snappy;

    /// <summary>The effort of the codec on its own scale; 0 is its default.</summary>
    public int CodecLevel { get; init; }

    /// <summary>Whether data pages are of version 2 and columns without a dictionary are encoded by differences.</summary>
    public bool IsVersion2 { get; init; }

    /// <summary>Bytes from which on a row group ends.</summary>
    public long RowGroupBytes { get; init; } = 128 << 20;

    /// <summary>Rows of a row group at most.</summary>
    public int RowGroupRows { get; init; } = 1 << 18;

    /// <summary>Bytes of values of a page, unencoded, at most; a single row may have more.</summary>
    public int PageBytes { get; init; } = 1 << 20;

    /// <summary>Rows of a page at most.</summary>
    public int PageRows { get; init; } = 20_000;

    /// <summary>Bytes of the entries of a dictionary at most.</summary>
    public int DictionaryBytes { get; init; } = 1 << 20;

    /// <summary>Whether columns may have dictionaries.</summary>
    public bool UsesDictionary { get; init; } = true;

    /// <summary>Whether pages carry a checksum.</summary>
    public bool WritesChecksums { get; init; }

    /// <summary>Bytes of a string's or binary's bound in the statistics of a column chunk at most.</summary>
    public int BoundBytes { get; init; } = 64;

    /// <summary>The same in the index of pages.</summary>
    public int PageBoundBytes { get; init; } = 64;

    /// <summary>How TIMESTAMP is stored.</summary>
    public TimestampStorage Timestamps { get; init; }

    /// <summary>Whether dates and timestamps that older readers take for others are errors.</summary>
    public bool RefusesOldDatetimes { get; init; }

    /// <summary>The same for timestamps in INT96.</summary>
    public bool RefusesOldInt96 { get; init; }

    /// <summary>What the names of files end with.</summary>
    public string Extension => Codecs.First(c => c.Codec == Codec).Extension + ".parquet";

    /// <summary>The codec as this engine numbers it.</summary>
    public CompressionCodec BlockCodec => Codec switch
    {
        ParquetCodec.Uncompressed => CompressionCodec.Uncompressed,
        ParquetCodec.Snappy => CompressionCodec.Snappy,
        ParquetCodec.Gzip => CompressionCodec.Gzip,
        ParquetCodec.Brotli => CompressionCodec.Brotli,
        ParquetCodec.Lz4 => CompressionCodec.Lz4Hadoop,
        ParquetCodec.Lz4Raw => CompressionCodec.Lz4Raw,
        _ => CompressionCodec.Zstd,
    };

    /// <summary>Reads options and settings.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">
    /// <c>CODEC_NOT_AVAILABLE</c> for codecs there are none of, <c>UNSUPPORTED_FEATURE.OPTION</c> for values that mean nothing or something else than is done here.
    /// </exception>
    public static ParquetWriteOptions Of(SourceOptions source, ConfSnapshot conf)
    {
        var defaults = new ParquetWriteOptions();
        if (conf.Get(SqlConf.ParquetWriteLegacyFormat))
            throw DataSourceErrors.OptionNotSupported(SqlConf.ParquetWriteLegacyFormat.Key, ParquetTableProvider.FormatName, "true");
        if (conf.Get(SqlConf.ParquetWriteRebaseMode) == RebaseMode.Legacy)
            throw DataSourceErrors.OptionNotSupported(SqlConf.ParquetWriteRebaseMode.Key, ParquetTableProvider.FormatName, "LEGACY");
        if (conf.Get(SqlConf.ParquetInt96WriteRebaseMode) == RebaseMode.Legacy)
            throw DataSourceErrors.OptionNotSupported(SqlConf.ParquetInt96WriteRebaseMode.Key, ParquetTableProvider.FormatName, "LEGACY");
        var timestamps = source.Get(SqlConf.ParquetOutputTimestampType.Key) ?? conf.Get(SqlConf.ParquetOutputTimestampType);
        return new ParquetWriteOptions
        {
            _source = source,
            Codec = CodecOf(source.Get("compression", "parquet.compression") ?? conf.Get(SqlConf.ParquetCompressionCodec)),
            CodecLevel = source.GetInteger("parquet.compression.codec.zstd.level", 0),
            IsVersion2 = source.Get("parquet.writer.version")?.ToUpperInvariant() switch
            {
                null or "V1" or "PARQUET_1_0" => false,
                "V2" or "PARQUET_2_0" => true,
                _ => throw source.NotSupported("parquet.writer.version"),
            },
            RowGroupBytes = Positive(source, "parquet.block.size", (int)defaults.RowGroupBytes),
            RowGroupRows = Positive(source, "parquet.block.row.count.limit", defaults.RowGroupRows),
            PageBytes = Positive(source, "parquet.page.size", defaults.PageBytes),
            PageRows = Positive(source, "parquet.page.row.count.limit", defaults.PageRows),
            DictionaryBytes = Positive(source, "parquet.dictionary.page.size", defaults.DictionaryBytes),
            UsesDictionary = source.GetBoolean("parquet.enable.dictionary", true),
            WritesChecksums = source.GetBoolean("parquet.page.write-checksum.enabled", false),
            BoundBytes = Positive(source, "parquet.statistics.truncate.length", defaults.BoundBytes),
            PageBoundBytes = Positive(source, "parquet.columnindex.truncate.length", defaults.PageBoundBytes),
            RefusesOldDatetimes = conf.Get(SqlConf.ParquetWriteRebaseMode) == RebaseMode.Exception,
            RefusesOldInt96 = conf.Get(SqlConf.ParquetInt96WriteRebaseMode) == RebaseMode.Exception,
            Timestamps = timestamps.ToUpperInvariant() switch
            {
                "INT96" => TimestampStorage.Int96,
                "TIMESTAMP_MICROS" => TimestampStorage.Micros,
                "TIMESTAMP_MILLIS" => TimestampStorage.Millis,
                _ => throw DataSourceErrors.OptionNotSupported(SqlConf.ParquetOutputTimestampType.Key, ParquetTableProvider.FormatName, timestamps),
            },
        };
    }

    /// <summary>What holds for a leaf.</summary>
    /// <param name="path">Its names with dots, as options have it after <c>#</c>.</param>
    public ColumnWriteOptions ForColumn(string path)
    {
        if (_source is not { } source)
            return new ColumnWriteOptions(UsesDictionary, null, null);
        return new ColumnWriteOptions(
            source.GetBoolean($"parquet.enable.dictionary#{path}", UsesDictionary),
            EncodingOf(source, path),
            source.GetBoolean($"parquet.bloom.filter.enabled#{path}", source.GetBoolean("parquet.bloom.filter.enabled", false)) ? BloomOf(source, path) : null);
    }

    private static ParquetCodec CodecOf(string name)
    {
        foreach (var (candidate, codec, _) in Codecs)
        {
            if (candidate.Equals(name, StringComparison.OrdinalIgnoreCase))
                return codec;
        }

        throw DataSourceErrors.CodecNotAvailable(name, string.Join(", ", Codecs.Select(static c => c.Name)));
    }

    private static ParquetEncoding? EncodingOf(SourceOptions source, string path)
    {
        var name = $"parquet.encoding#{path}";
        return (source.Get(name) ?? source.Get("parquet.encoding"))?.ToUpperInvariant() switch
        {
            null => null,
            "PLAIN" => ParquetEncoding.Plain,
            "DELTA_BINARY_PACKED" => ParquetEncoding.DeltaBinaryPacked,
            "DELTA_LENGTH_BYTE_ARRAY" => ParquetEncoding.DeltaLengthByteArray,
            "DELTA_BYTE_ARRAY" => ParquetEncoding.DeltaByteArray,
            "BYTE_STREAM_SPLIT" => ParquetEncoding.ByteStreamSplit,
            _ => throw source.NotSupported(source.Get(name) is null ? "parquet.encoding" : name),
        };
    }

    private static BloomOptions BloomOf(SourceOptions source, string path)
    {
        var ndvName = $"parquet.bloom.filter.expected.ndv#{path}";
        var fppName = source.Get($"parquet.bloom.filter.fpp#{path}") is null ? "parquet.bloom.filter.fpp" : $"parquet.bloom.filter.fpp#{path}";
        var falsePositives = 0.01;
        if (source.Get(fppName) is { } text
            && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out falsePositives) && falsePositives is > 0 and < 1))
            throw source.NotSupported(fppName);
        long? distinct = null;
        if (source.Get(ndvName) is { } count)
            distinct = long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : throw source.NotSupported(ndvName);
        return new BloomOptions(distinct, falsePositives, Positive(source, "parquet.bloom.filter.max.bytes", 1 << 20));
    }

    private static int Positive(SourceOptions source, string name, int defaultValue)
    {
        var value = source.GetInteger(name, defaultValue);
        return value > 0 ? value : throw source.NotSupported(name);
    }
}

/// <summary>How a leaf is written.</summary>
/// <param name="UsesDictionary">Whether it may have a dictionary.</param>
/// <param name="Encoding">How values are encoded that have none, as far as it suits their type; null for the version's choice.</param>
/// <param name="Bloom">The Bloom filter, or null for none.</param>
internal sealed record ColumnWriteOptions(bool UsesDictionary, ParquetEncoding? Encoding, BloomOptions? Bloom);

/// <summary>A Bloom filter that is asked for.</summary>
/// <param name="DistinctCount">Distinct values that are expected, or null: those of the dictionary where there is one, else all values are taken to be.</param>
/// <param name="FalsePositiveRate">The share of false positives, above 0 and below 1.</param>
/// <param name="MaxBytes">The largest filter.</param>
internal sealed record BloomOptions(long? DistinctCount, double FalsePositiveRate, int MaxBytes);
