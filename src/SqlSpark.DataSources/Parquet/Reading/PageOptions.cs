using SqlSpark.Core.Configuration;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>How pages are read.</summary>
/// <param name="MaxPageBytes">The largest page once decompressed; larger ones are taken for an attack or damage.</param>
/// <param name="VerifiesChecksums">Whether pages that have a checksum are tested against it.</param>
/// <param name="DatetimeRebase">Which calendar dates and timestamps follow in files that do not say who wrote them.</param>
/// <param name="Int96Rebase">The same for timestamps in INT96.</param>
internal sealed record PageOptions(long MaxPageBytes, bool VerifiesChecksums, RebaseMode DatetimeRebase, RebaseMode Int96Rebase)
{
    /// <summary>How fast the files of the scan come.</summary>
    public ReadSpeed Speed { get; init; } = new();

    /// <summary>The key of <see cref="MaxPageBytes"/>, for messages.</summary>
    public static string MaxPageBytesKey => SqlConf.ParquetMaxPageBytes.Key;

    /// <summary>The options that settings ask for.</summary>
    public static PageOptions Of(ConfSnapshot conf) => new(
        conf.Get(SqlConf.ParquetMaxPageBytes), conf.Get(SqlConf.ParquetVerifyChecksums),
        conf.Get(SqlConf.ParquetReadRebaseMode), conf.Get(SqlConf.ParquetInt96ReadRebaseMode));
}
