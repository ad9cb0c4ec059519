using System.Buffers.Binary;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Tests.Parquet.Building;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Values;

/// <summary>Dates and timestamps that Spark 2 wrote in the Julian calendar are not taken for others.</summary>
public sealed class OldCalendarTests : IDisposable
{
    private const string NotSupported = "UNSUPPORTED_FEATURE.FILE_FORMAT";
    private const string Ambiguous = "INCONSISTENT_BEHAVIOR_CROSS_VERSION.READ_ANCIENT_DATETIME";
    private const int FirstGregorianDay = -141_427;
    private const long Start1900 = -2_208_988_800_000_000;

    private readonly ParquetReading _parquet = new();
    private readonly MemoryPool _pool = new(1L << 30);

    public void Dispose()
    {
        _parquet.Dispose();
        _pool.Dispose();
    }

    [Theory]
    [InlineData("2.4.8", null, "CORRECTED", NotSupported)]
    [InlineData("3.0.0", null, "LEGACY", null)]
    [InlineData("4.1.0", null, "EXCEPTION", null)]
    [InlineData("3.5.0", "org.apache.spark.legacyDateTime", "CORRECTED", NotSupported)]
    [InlineData(null, null, "CORRECTED", null)]
    [InlineData(null, null, "LEGACY", NotSupported)]
    [InlineData(null, null, "EXCEPTION", Ambiguous)]
    public void A_date_before_the_change_of_calendars_fails_where_the_file_may_mean_another(string? version, string? mark, string mode, string? condition)
    {
        var conf = ParquetReading.Conf((SqlConf.ParquetReadRebaseMode.Key, mode));
        Assert.Null(_parquet.TryRead(Dates(FirstGregorianDay, version, mark), conf));
        Assert.Equal(condition, _parquet.TryRead(Dates(FirstGregorianDay - 1, version, mark), conf)?.Condition);
        Assert.Null(_parquet.TryRead(Timestamps(Start1900, version, mark), conf));
        Assert.Equal(condition, _parquet.TryRead(Timestamps(Start1900 - 1, version, mark), conf)?.Condition);
    }

    [Theory]
    [InlineData("3.0.1", null, "CORRECTED", NotSupported)]
    [InlineData("3.1.0", null, "LEGACY", null)]
    [InlineData("3.5.0", "org.apache.spark.legacyINT96", "CORRECTED", NotSupported)]
    [InlineData("3.5.0", "org.apache.spark.legacyDateTime", "CORRECTED", null)]
    [InlineData(null, null, "EXCEPTION", Ambiguous)]
    public void Timestamps_in_int96_have_a_mark_and_a_mode_of_their_own(string? version, string? mark, string mode, string? condition)
    {
        var conf = ParquetReading.Conf((SqlConf.ParquetInt96ReadRebaseMode.Key, mode));
        var bytes = new byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), 2_000_000);   // in the year 763
        var path = Write(new SchemaElement { Name = "a", Repetition = Repetition.Optional, Type = ParquetType.Int96 }, bytes, version, mark);
        Assert.Equal(condition, _parquet.TryRead(path, conf)?.Condition);
    }

    [Fact]
    public void Statistics_do_not_prune_a_value_that_cannot_be_read()
    {
        var builder = ParquetReading.Open(Dates(FirstGregorianDay - 1, "2.4.8", null)).NewScanBuilder();
        builder.PushFilters([Comparison.EqualTo(new BoundReference(0, DateType.Instance, true), new Literal(0, DateType.Instance))]);
        Assert.Single(builder.Build().Splits);
    }

    private string Dates(int value, string? version, string? mark) => Write(
        new SchemaElement { Name = "a", Repetition = Repetition.Optional, Type = ParquetType.Int32, Annotation = new(LogicalKind.Date) }, value, version, mark);

    private string Timestamps(long value, string? version, string? mark) => Write(
        new SchemaElement { Name = "a", Repetition = Repetition.Optional, Type = ParquetType.Int64, Annotation = new(LogicalKind.Timestamp, IsAdjustedToUtc: true) }, value, version, mark);

    private string Write(SchemaElement element, object value, string? version, string? mark)
    {
        using var account = _pool.CreateAccount("builder");
        KeyValuePair<string, string?>?[] notes =
        [
            version is null ? null : KeyValuePair.Create("org.apache.spark.version", (string?)version),
            mark is null ? null : KeyValuePair.Create(mark, (string?)""),
        ];
        var builder = new ParquetFileBuilder(new Random(1), account)
        {
            KeyValues = [.. notes.Where(note => note is not null).Select(note => note!.Value)],
            Order = ColumnOrder.TypeDefined,
            Statistics = (_, _) => value is int day ? new ParquetStatistics { Min = BitConverter.GetBytes(day), Max = BitConverter.GetBytes(day), NullCount = 1 } : null,
        };
        return _parquet.Write(builder.Build([new ParquetNode(element)], [[[null], [value]]]));
    }
}
