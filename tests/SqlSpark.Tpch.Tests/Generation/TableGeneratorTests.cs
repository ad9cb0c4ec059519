using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Tpch.Generation;

public sealed class TableGeneratorTests(TestData shared) : IClassFixture<TestData>
{
    public static TheoryData<TpchTable> Tables => TestData.Tables;

    [SkippableTheory]
    [MemberData(nameof(Tables))]
    public void Equals_dbgen_at_scale_factor_0_01(TpchTable table)
    {
        var checksums = TestData.Checksums("0.01");
        Skip.If(checksums is null, "no reference data");
        var bytes = TestData.Encode(shared.Data, table);
        var (rows, byteLength, md5) = checksums[TpchSchema.NameOf(table)];
        Assert.Equal((rows, byteLength, md5), (bytes.Count(b => b == '\n'), bytes.LongLength, TestData.Md5Of(new MemoryStream(bytes))));
    }

    // The first 20 rows tell more than a checksum when something is wrong.
    [SkippableTheory]
    [MemberData(nameof(Tables))]
    public void Begins_as_dbgen_does_at_scale_factor_1(TpchTable table)
    {
        var file = RepositoryRoot.Shared("tpch", "head-sf1", $"{TpchSchema.NameOf(table)}.tbl");
        Skip.If(file is null, "no reference data");
        using var data = new TpchData(TpchScale.One, MemoryPool.Shared);
        using var account = data.Account.CreateChild("test");
        using var generator = data.CreateGenerator(table, account);
        var count = (int)Math.Min(20, generator.SourceRowCount);
        var head = System.Text.Encoding.ASCII.GetString(TestData.Encode(data, table, 0, count)).Split('\n');
        var tail = System.Text.Encoding.ASCII.GetString(TestData.Encode(data, table, generator.SourceRowCount - 5, 5)).Split('\n');
        var expected = File.ReadAllLines(file);
        if (table != TpchTable.Region)
            Assert.Equal(expected[..20], head[..20]);
        Assert.Equal(expected[^5..], tail[^6..^1]);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Any_ranges_in_any_order_give_the_same_rows(TpchTable table)
    {
        var whole = TestData.Encode(shared.Data, table);
        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            var ranges = Cut(table, random);
            var parts = new byte[ranges.Count][];
            foreach (var i in Enumerable.Range(0, ranges.Count).OrderBy(_ => random.Next()))
                parts[i] = TestData.Encode(shared.Data, table, ranges[i].First, ranges[i].Count);
            Assert.True(whole.AsSpan().SequenceEqual(parts.SelectMany(p => p).ToArray()), $"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void One_generator_goes_back_and_forth(TpchTable table)
    {
        using var account = shared.Data.Account.CreateChild("test");
        using var generator = shared.Data.CreateGenerator(table, account);
        var last = (int)generator.SourceRowCount - 1;
        foreach (var (first, count) in new[] { (last, 1), (0, 3), (last / 2, 2), (0, 1) })
        {
            using var fresh = shared.Data.CreateGenerator(table, account);
            var expected = Cells(fresh.Generate(first, count));
            Assert.Equal(expected, Cells(generator.Generate(first, count)));
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Batches_have_the_columns_of_the_schema_without_nulls(TpchTable table)
    {
        using var account = shared.Data.Account.CreateChild("test");
        using var generator = shared.Data.CreateGenerator(table, account);
        var batch = generator.Generate(0, 1);
        Assert.Equal(generator.Schema.Fields.Select(f => f.DataType), Types(batch));
        Assert.DoesNotContain(Cells(batch), cell => cell is null);
        Assert.All(generator.Schema.Fields, field => Assert.False(field.Nullable));
    }

    [Fact]
    public void Retained_batches_outlive_the_generator_and_memory_returns_to_zero()
    {
        var data = new TpchData(TestData.ScaleOf("0.001"), MemoryPool.Shared);
        foreach (var table in TpchSchema.Tables)
        {
            using var account = data.Account.CreateChild("test");
            var generator = data.CreateGenerator(table, account);
            var expected = Cells(generator.Generate(0, 5));
            var kept = generator.Generate(0, 5).Retain();
            generator.Generate(1, 1);
            generator.Dispose();
            Assert.Equal(expected, Cells(kept));
            kept.Release();
            Assert.Equal(0, account.UsedBytes);
        }

        data.Dispose();
        Assert.Equal(0, data.Account.UsedBytes);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, 1025)]
    [InlineData(14_999, 2)]
    public void Refuses_ranges_outside_of_the_table(long first, int count)
    {
        using var generator = shared.Data.CreateGenerator(TpchTable.LineItem, shared.Data.Account);
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Generate(first, count));
    }

    [Fact]
    public void Allocates_nothing_a_row()
    {
        // The checked mode allocates an object a block.
        using var pool = new MemoryPool(1L << 30);
        using var data = new TpchData(TestData.ScaleOf("0.01"), pool);
        data.PrepareText(threads: 2);
        using var generator = data.CreateGenerator(TpchTable.LineItem, data.Account);
        generator.Generate(0, generator.BatchSize);
        generator.Generate(1024, generator.BatchSize);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var rowCount = 0;
        for (var first = 0; first + generator.BatchSize < generator.SourceRowCount; first += generator.BatchSize)
            rowCount += generator.Generate(first, generator.BatchSize).RowCount;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, rowCount / 2);
    }

    [Fact]
    public void Keys_are_wider_where_they_do_not_fit_32_bits()
    {
        using var data = new TpchData(TestData.ScaleOf("100000"), MemoryPool.Shared);
        using var generator = data.CreateGenerator(TpchTable.LineItem, data.Account);
        var batch = generator.Generate(generator.SourceRowCount - 1000, 1000);
        Assert.Equal(PhysicalType.Int64, batch[0].Physical);
        Assert.Equal(600_000_000_000, Assert.IsType<long>(BoxedValues.Get(batch[0], batch.RowCount - 1)));
        for (var row = 0; row < batch.RowCount; row++)
        {
            Assert.InRange(Assert.IsType<long>(BoxedValues.Get(batch[1], row)), 1, 20_000_000_000);
            Assert.InRange(Assert.IsType<long>(BoxedValues.Get(batch[2], row)), 1, 1_000_000_000);
        }
    }

    private static List<(long First, int Count)> Cut(TpchTable table, Random random)
    {
        using var data = new TpchData(TestData.ScaleOf("0.01"), MemoryPool.Shared);
        using var generator = data.CreateGenerator(table, data.Account);
        var ranges = new List<(long, int)>();
        for (var first = 0L; first < generator.SourceRowCount;)
        {
            var count = (int)Math.Min(random.Next(1, generator.BatchSize + 1), generator.SourceRowCount - first);
            ranges.Add((first, count));
            first += count;
        }

        return ranges;
    }

    private static List<DataType> Types(RecordBatch batch) => [.. batch.Vectors.ToArray().Select(v => v.Type)];

    private static List<object?> Cells(RecordBatch batch) =>
        [.. Enumerable.Range(0, batch.RowCount).SelectMany(row => Enumerable.Range(0, batch.ColumnCount), (row, column) => BoxedValues.Get(batch[column], row))];
}
