using SqlSpark.Core.Configuration;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Values;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>The oldest date or timestamp that may be written where older ones are errors, because Spark 2 and Hive would take them for others.</summary>
/// <param name="FirstSafeValue">The least value as it is stored.</param>
/// <param name="Entry">The setting that says so.</param>
/// <remarks>Spark: <c>DataSourceUtils.createDateRebaseFuncInWrite</c>, <c>createTimestampRebaseFuncInWrite</c>.</remarks>
internal sealed record OldestDatetime(long FirstSafeValue, ConfigEntry Entry)
{
    /// <summary>The oldest value of a leaf, or null when all may be written.</summary>
    public static OldestDatetime? Of(DataType type, ParquetWriteOptions options) => type switch
    {
        DateType when options.RefusesOldDatetimes => new(OldCalendar.FirstGregorianDay, SqlConf.ParquetWriteRebaseMode),
        TimestampType when options.Timestamps == TimestampStorage.Int96 =>
            options.RefusesOldInt96 ? new(OldCalendar.FirstCommonMicrosecond, SqlConf.ParquetInt96WriteRebaseMode) : null,
        TimestampType when options.RefusesOldDatetimes => new(
            options.Timestamps == TimestampStorage.Millis ? OldCalendar.FirstCommonMicrosecond / TimeUnits.MicrosPerMilli : OldCalendar.FirstCommonMicrosecond,
            SqlConf.ParquetWriteRebaseMode),
        _ => null,
    };

    /// <summary>Fails for a value that is too old.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>INCONSISTENT_BEHAVIOR_CROSS_VERSION.WRITE_ANCIENT_DATETIME</c>.</exception>
    public void Check(long least)
    {
        if (least < FirstSafeValue)
            throw ParquetErrors.AncientDatetimeInWrite(Entry);
    }
}
