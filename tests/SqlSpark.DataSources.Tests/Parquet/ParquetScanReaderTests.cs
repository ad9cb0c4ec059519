using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Tests.Parquet.Building;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet;

/// <summary>What a running scan does with run-time filters, cancellation, damage and limits.</summary>
public sealed class ParquetScanReaderTests : IDisposable
{
    private const int RowsPerGroup = 200;

    private readonly ParquetReading _parquet = new() { BatchCapacity = 10 };
    private readonly MemoryPool _pool = new(1L << 30);

    public void Dispose()
    {
        _parquet.Dispose();
        _pool.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Bounds_that_are_ready_rule_out_row_groups_and_pages(bool hasPageIndex)
    {
        var scan = Build(groups: 4, hasPageIndex).NewScanBuilder().Build();
        var filter = Filter();
        filter.Publish(new RuntimeFilterContent(Min: Long(205), Max: Long(214)));
        var rows = _parquet.Read(scan, [filter]);
        Assert.Equal(hasPageIndex ? Enumerable.Range(200, 20) : Enumerable.Range(200, 200), Keys(rows));
    }

    [Fact]
    public void Values_rule_out_what_they_are_not_in()
    {
        var scan = Build(groups: 4, hasPageIndex: true).NewScanBuilder().Build();
        var filter = Filter();
        filter.Publish(new RuntimeFilterContent(Values: [Long(7), Long(611)]));
        Assert.Equal(Enumerable.Range(0, 10).Concat(Enumerable.Range(610, 10)), Keys(_parquet.Read(scan, [filter])));
        var none = Filter();
        none.Publish(new RuntimeFilterContent(Values: []));
        Assert.Empty(_parquet.Read(scan, [none]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_filter_that_becomes_ready_later_rules_out_the_rest(bool hasPageIndex)
    {
        var scan = Build(groups: 2, hasPageIndex).NewScanBuilder().Build();
        var filter = Filter();
        var rows = _parquet.Read(scan, [filter], afterBatch: count =>
        {
            if (count == 5)
                filter.Publish(new RuntimeFilterContent(Max: Long(hasPageIndex ? 89 : -1)));
        });
        Assert.Equal(hasPageIndex ? Enumerable.Range(0, 90) : Enumerable.Range(0, 50), Keys(rows));
    }

    [Fact]
    public void A_filter_that_is_pending_or_disabled_changes_nothing()
    {
        var scan = Build(groups: 2, hasPageIndex: true).NewScanBuilder().Build();
        var disabled = Filter();
        disabled.Disable();
        disabled.Publish(new RuntimeFilterContent(Max: Long(-1)));
        Assert.Equal(RuntimeFilterState.Disabled, disabled.State);
        Assert.Equal(Enumerable.Range(0, 400), Keys(_parquet.Read(scan, [Filter(), disabled])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(4096)]
    public void Rows_that_a_test_refuses_are_left_out_and_the_other_columns_stay_beside_them(int batchCapacity)
    {
        _parquet.BatchCapacity = batchCapacity;
        var scan = Build(groups: 3, hasPageIndex: false).NewScanBuilder().Build();
        var (even, thirds) = (Filter(), Filter());
        even.Publish(new RuntimeFilterContent(Rows: new Multiples(2)));
        thirds.Publish(new RuntimeFilterContent(Rows: new Multiples(51)));
        var rows = _parquet.Read(scan, [even, thirds]);
        Assert.Equal(Enumerable.Range(0, 600).Where(key => key % 102 == 0), Keys(rows));
        Assert.All(rows, row => Assert.Equal(Text((int)(long)row[0]!), row[1]));
    }

    [Fact]
    public void A_test_that_keeps_most_rows_disables_its_filter()
    {
        var filter = Filter();
        filter.Publish(new RuntimeFilterContent(Rows: new Multiples(1)));
        filter.Report(60_000, 50_000);
        Assert.Equal(RuntimeFilterState.Ready, filter.State);
        filter.Report(10_000, 10_000);
        Assert.Equal(RuntimeFilterState.Disabled, filter.State);
        Assert.Null(filter.Content);
        var useful = Filter();
        useful.Publish(new RuntimeFilterContent(Rows: new Multiples(1)));
        useful.Report(1_000_000, 100_000);
        Assert.Equal(RuntimeFilterState.Ready, useful.State);
    }

    [Fact]
    public void Cancellation_ends_a_scan_at_the_next_batch_and_frees_everything()
    {
        var scan = Build(groups: 1, hasPageIndex: true).NewScanBuilder().Build();
        using var account = _pool.CreateAccount("test");
        using var source = new CancellationTokenSource();
        using (var reader = scan.Open(scan.Splits[0], new ScanContext(account, 10, source.Token)))
        {
            Assert.True(reader.TryRead(out _));
            source.Cancel();
            Assert.Equal("QUERY_CANCELED", Assert.Throws<SqlSparkException>(() => reader.TryRead(out _)).Condition);
        }

        using (var reader = scan.Open(scan.Splits[0], new ScanContext(account, 10, source.Token)))
            Assert.Equal("QUERY_CANCELED", Assert.Throws<SqlSparkException>(() => reader.TryRead(out _)).Condition);
        Assert.Equal(0, account.UsedBytes);
    }

    [Fact]
    public void Damage_ends_a_row_group_and_the_others_are_read_where_it_is_ignored()
    {
        var path = Write(groups: 3, hasPageIndex: false);
        var bytes = File.ReadAllBytes(path);
        var file = Parquet(path);
        var chunk = file.Metadata.RowGroups[1].Columns[0];
        bytes.AsSpan((int)chunk.StartOffset, 12).Fill(0xFF);
        var damaged = _parquet.Write(bytes);
        Assert.Equal("FILE_CORRUPT", _parquet.TryRead(damaged)?.Condition);
        var ignoring = ParquetReading.Conf((SqlConf.FilesIgnoreCorrupt.Key, "true"));
        Assert.Equal(Enumerable.Range(0, 200).Concat(Enumerable.Range(400, 200)), Keys(_parquet.Read(damaged, ignoring)));
    }

    [Fact]
    public void A_file_that_is_gone_is_an_error_or_has_no_rows()
    {
        var path = Write(groups: 1, hasPageIndex: false);
        var strict = ParquetReading.Open(path).NewScanBuilder().Build();
        var ignoring = ParquetReading.Open(path, ParquetReading.Conf((SqlConf.FilesIgnoreMissing.Key, "true"))).NewScanBuilder().Build();
        File.Delete(path);
        Assert.Equal("FAILED_READ_FILE.FILE_NOT_EXIST", Assert.Throws<SqlSparkException>(() => _parquet.Read(strict)).Condition);
        Assert.Empty(_parquet.Read(ignoring));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(200, 1)]
    [InlineData(201, 2)]
    [InlineData(10_000, 4)]
    public void A_limit_leaves_out_row_groups_that_no_row_is_wanted_of(long limit, int splitCount)
    {
        var builder = Build(groups: 4, hasPageIndex: false).NewScanBuilder();
        Assert.False(builder.PushLimit(limit));
        Assert.Equal(splitCount, builder.Build().Splits.Count);
    }

    [Fact]
    public void A_limit_over_a_condition_leaves_out_nothing_that_may_be_kept()
    {
        var builder = Build(groups: 4, hasPageIndex: false).NewScanBuilder();
        builder.PushFilters([new Comparison(ComparisonOperator.GreaterThanOrEqual, new BoundReference(0, LongType.Instance, true), Long(399))]);
        builder.PushLimit(1);
        Assert.Equal(Enumerable.Range(200, 600), Keys(_parquet.Read(builder.Build())));
    }

    [Theory]
    [InlineData("local[1]", 1)]
    [InlineData("local[2]", 3)]
    [InlineData("local[8]", 3)]
    public void A_large_row_group_is_divided_among_workers(string master, int splitCount)
    {
        const int RowCount = 200_000;
        using var account = _pool.CreateAccount("builder");
        var bytes = new ParquetFileBuilder(new Random(3), account) { EntriesPerPage = 7_000, PageStatistics = (_, _) => null, HasDictionary = false }
            .Build([Key, Value], [[.. Enumerable.Range(0, RowCount).Select(StoredRow)]]);
        var scan = ParquetReading.Open(_parquet.Write(bytes), ParquetReading.Conf((SqlConf.Master.Key, master))).NewScanBuilder().Build();
        Assert.Equal(splitCount, scan.Splits.Count);
        _parquet.BatchCapacity = 4096;
        var rows = _parquet.Read(scan);
        Assert.Equal(Enumerable.Range(0, RowCount), Keys(rows));
        Assert.All(rows, row => Assert.Equal(Text((int)(long)row[0]!), row[1]));
    }

    [Fact]
    public void Reading_ahead_brings_the_same_rows_and_leaves_no_memory_behind()
    {
        const int RowCount = 400_000;
        using var account = _pool.CreateAccount("builder");
        var random = new Random(11);
        var bytes = new ParquetFileBuilder(random, account) { Codec = ParquetCodec.Uncompressed, EntriesPerPage = 30_000, HasDictionary = false }
            .Build([Key], [[.. Enumerable.Range(0, RowCount).Select(_ => new object?[] { random.NextInt64() })]]);
        var path = _parquet.Write(bytes);
        _parquet.BatchCapacity = 4096;
        var expected = _parquet.Read(path);
        var scan = (DataSources.Parquet.ParquetScan)ParquetReading.Open(path).NewScanBuilder().Build();
        for (var i = 0; i < 20; i++)
            scan.Options.Speed.Note(1 << 20, TimeSpan.FromSeconds(1));
        Assert.True(scan.Options.Speed.IsSlow);
        Assert.Equal(expected.Select(row => row[0]), _parquet.Read(scan).Select(row => row[0]));
        foreach (var batches in (int[])[0, 1, 30])
            _parquet.ReadBatches(scan, _ => { }, maxBatches: batches);
    }

    [Fact]
    public void A_scan_of_much_data_holds_little_memory()
    {
        const int RowCount = 200_000;
        const long Limit = 8 << 20;
        using var builder = _pool.CreateAccount("builder");
        var random = new Random(12);
        var rows = Enumerable.Range(0, RowCount).Select(_ => new object?[] { random.NextInt64() }).ToArray();
        var bytes = new ParquetFileBuilder(random, builder) { Codec = ParquetCodec.Uncompressed, EntriesPerPage = 30_000, HasDictionary = false }
            .Build([Key], [.. Enumerable.Repeat(rows, 10)]);
        var scan = (DataSources.Parquet.ParquetScan)ParquetReading.Open(_parquet.Write(bytes)).NewScanBuilder().Build();
        for (var i = 0; i < 20; i++)
            scan.Options.Speed.Note(1 << 20, TimeSpan.FromSeconds(1));
        Assert.True(bytes.Length > 16_000_000);
        using var account = _pool.CreateAccount("scan", Limit);
        var count = 0L;
        foreach (var split in scan.Splits)
        {
            using var reader = scan.Open(split, new ScanContext(account, 4096, CancellationToken.None));
            while (reader.TryRead(out var batch))
                count += batch.RowCount;
        }

        Assert.Equal(10L * RowCount, count);
        Assert.InRange(account.PeakBytes, 1, Limit);
        Assert.Equal(0, account.UsedBytes);
    }

    [Fact]
    public void Reading_is_slow_once_a_byte_takes_a_nanosecond()
    {
        var speed = new DataSources.Parquet.Reading.ReadSpeed();
        speed.Note(1 << 20, TimeSpan.FromMicroseconds(200));
        Assert.False(speed.IsSlow);
        speed.Note(1000, TimeSpan.FromSeconds(10));
        Assert.False(speed.IsSlow);
        speed.Note(1 << 20, TimeSpan.FromMilliseconds(10));
        Assert.True(speed.IsSlow);
        for (var i = 0; i < 10; i++)
            speed.Note(1 << 20, TimeSpan.FromMicroseconds(200));
        Assert.False(speed.IsSlow);
    }

    private static ParquetNode Key => new(new SchemaElement { Name = "key", Repetition = Repetition.Required, Type = ParquetType.Int64 });

    private static ParquetNode Value => new(new SchemaElement { Name = "value", Repetition = Repetition.Optional, Type = ParquetType.ByteArray, Annotation = new(LogicalKind.String) });

    private static RuntimeFilter Filter() => new(0, LongType.Instance);

    private static Literal Long(long value) => new(value, LongType.Instance);

    private static IEnumerable<int> Keys(List<object?[]> rows) => rows.Select(row => (int)(long)row[0]!);

    private static string? Text(int key) => key % 7 == 0 ? null : $"value {key} of a text";

    private static object?[] StoredRow(int key) => [(long)key, Text(key) is { } text ? System.Text.Encoding.UTF8.GetBytes(text) : null];

    private static DataSources.Parquet.Footers.ParquetFile Parquet(string path)
    {
        var system = DataSources.Files.LocalFileSystem.Instance;
        Assert.True(system.TryGet(path, out var entry));
        return DataSources.Parquet.Footers.FooterCache.Get(system, entry);
    }

    private ITable Build(int groups, bool hasPageIndex) => ParquetReading.Open(Write(groups, hasPageIndex));

    private string Write(int groups, bool hasPageIndex)
    {
        using var account = _pool.CreateAccount("builder");
        var keys = Enumerable.Range(0, groups).Select(group => (IReadOnlyList<object?[]>)[.. Enumerable.Range(group * RowsPerGroup, RowsPerGroup).Select(StoredRow)]).ToList();
        return _parquet.Write(new ParquetFileBuilder(new Random(groups), account)
        {
            Order = ColumnOrder.TypeDefined,
            EntriesPerPage = 10,
            Statistics = Bounds,
            PageStatistics = hasPageIndex ? Bounds : null,
            HasDictionary = false,
        }.Build([Key, Value], keys));

        static ParquetStatistics? Bounds(int leaf, LeafEntries entries) => leaf > 0 ? null : new()
        {
            Min = BitConverter.GetBytes((long)entries.Values[0]!),
            Max = BitConverter.GetBytes((long)entries.Values[^1]!),
            NullCount = 0,
        };
    }

    private sealed class Multiples(long of) : IRuntimeRowFilter
    {
        public void Keep(Vector column, Span<ulong> rows)
        {
            for (var row = 0; row < column.Length; row++)
            {
                if ((long)BoxedValues.Get(column, row)! % of != 0)
                    rows[row >> 6] &= ~(1UL << (row & 63));
            }
        }
    }
}
