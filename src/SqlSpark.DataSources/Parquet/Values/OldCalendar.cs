using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Footers;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet.Values;

/// <summary>
/// Says which dates and timestamps of a file may follow the Julian calendar, as Spark 2 and Hive wrote them. They are not converted: such values fail.
/// </summary>
/// <remarks>Spark: <c>DataSourceUtils.datetimeRebaseSpec</c> and <c>int96RebaseSpec</c>, <c>RebaseDateTime</c>.</remarks>
internal static class OldCalendar
{
    private const string VersionKey = "org.apache.spark.version";
    private const string LegacyDateTimeKey = "org.apache.spark.legacyDateTime";
    private const string LegacyInt96Key = "org.apache.spark.legacyINT96";

    /// <summary>1582-10-15: dates from then on are the same in both calendars.</summary>
    public const int FirstGregorianDay = -141_427;

    /// <summary>1900-01-01: timestamps from then on are the same in both calendars; zones differed before.</summary>
    public const long FirstCommonMicrosecond = -2_208_988_800_000_000;

    /// <summary>The least value of a leaf that is the same in both calendars, where lesser ones cannot be taken as they are; else null.</summary>
    /// <param name="file">The file.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="type">What it is read as: in days or microseconds.</param>
    /// <param name="options">What holds for files that do not say who wrote them.</param>
    public static long? FirstSafeValue(ParquetFile file, ParquetField leaf, DataType type, PageOptions options)
    {
        if (ModeOf(file.Metadata, leaf, options) == RebaseMode.Corrected)
            return null;
        return (leaf.Element.Annotation.Kind, type) switch
        {
            (_, DateType) => FirstGregorianDay,
            (LogicalKind.Date, TimestampNtzType) => FirstGregorianDay * TimeUnits.MicrosPerDay,
            (_, TimestampType) => FirstCommonMicrosecond,
            _ => null,
        };
    }

    /// <summary>The error for a lesser value.</summary>
    public static SqlSparkException Error(ParquetFile file, ParquetField leaf, PageOptions options) =>
        ModeOf(file.Metadata, leaf, options) == RebaseMode.Legacy
            ? ParquetErrors.NotSupported($"converting old dates and timestamps of the column {leaf.DottedPath} in {file.Description} from the Julian calendar")
            : ParquetErrors.AncientDatetime(IsInt96(leaf) ? SqlConf.ParquetInt96ReadRebaseMode : SqlConf.ParquetReadRebaseMode, IsInt96(leaf) ? "int96RebaseMode" : "datetimeRebaseMode");

    private static RebaseMode ModeOf(FileMetadata file, ParquetField leaf, PageOptions options)
    {
        var isInt96 = IsInt96(leaf);
        if (file.Find(VersionKey) is not { } version)
            return isInt96 ? options.Int96Rebase : options.DatetimeRebase;
        var isOld = string.CompareOrdinal(version, isInt96 ? "3.1.0" : "3.0.0") < 0;
        return isOld || file.Find(isInt96 ? LegacyInt96Key : LegacyDateTimeKey) is not null ? RebaseMode.Legacy : RebaseMode.Corrected;
    }

    private static bool IsInt96(ParquetField leaf) => leaf.Element.Type == ParquetType.Int96;
}
