using System.Globalization;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Joins;
using SqlSpark.Execution.Operators.Locals;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;
using Xunit;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

public sealed class KeyFilterTests : IDisposable
{
    private readonly MemoryPool _pool = new(1L << 30, new MemoryPoolOptions { IsChecked = true });

    public static TheoryData<int> KeyTypes =>
        [.. Enumerable.Range(0, TestData.AllTypes.Length).Where(type => RuntimeFilterBuilder.CanFilter(TestData.AllTypes[type]))];

    public void Dispose()
    {
        Assert.Equal(0, _pool.UsedBytes);
        _pool.Dispose();
    }

    [Theory]
    [MemberData(nameof(KeyTypes))]
    public void Keeps_every_value_that_was_kept_and_no_NULL(int type)
    {
        var random = new Random(type);
        DataType[] types = [TestData.AllTypes[type]];
        foreach (var (keyCount, variety) in (ReadOnlySpan<(int, int)>)[(1, 5), (40, 10), (500, 30), (3000, 4000)])
        {
            var keys = TestData.Rows(types, keyCount, random, variety);
            WithFilter(types, keys, content =>
            {
                foreach (var encoding in Enum.GetValues<TestEncoding>())
                    Check(types, content, keys, TestData.Rows(types, 300, random, variety * 3), encoding, random);
            });
        }
    }

    [Theory]
    [InlineData(PhysicalType.Int8)]
    [InlineData(PhysicalType.Int16)]
    [InlineData(PhysicalType.Int32)]
    [InlineData(PhysicalType.Int64)]
    public void Values_may_be_stored_narrower_than_the_keys(PhysicalType physical)
    {
        var random = new Random(5);
        foreach (var (first, step) in (ReadOnlySpan<(long, long)>)[(-60, 1), (-60, 40_000_000_000), (-40_000_000_000, 40_000_000_001), (40_000_000_000, 3), (-20, 7), (long.MaxValue - 500, 1)])
        {
            object?[][] keys = [.. Enumerable.Range(0, 100).Select(i => new object?[] { first + (step * i) })];
            WithFilter([LongType.Instance], keys, content =>
            {
                using var account = _pool.CreateAccount("values");
                using var writer = new VectorWriter(LongType.Instance, account);
                writer.Begin(200, physical);
                var values = Enumerable.Range(0, 200).Select(i => (long)(i % 128) - (i / 2)).ToArray();
                for (var row = 0; row < values.Length; row++)
                    BoxedValues.Set(writer, row, values[row]);
                var words = new ulong[Bitmaps.WordCount(values.Length)];
                Bitmaps.SetAll(words, values.Length);
                content.Rows!.Keep(writer.Publish(), words);
                for (var row = 0; row < values.Length; row++)
                    Assert.True(Bitmaps.Get(words, row) || !keys.Any(key => (long)key[0]! == values[row]), string.Create(CultureInfo.InvariantCulture, $"{values[row]} of {first} by {step}"));
            });
        }
    }

    [Fact]
    public void Keys_far_apart_let_few_others_pass()
    {
        object?[][] keys = [.. Enumerable.Range(0, 10_000).Select(i => new object?[] { i * 1_000_000_007L })];
        WithFilter([LongType.Instance], keys, content =>
        {
            Assert.IsType<BloomKeyFilter>(content.Rows);
            using var account = _pool.CreateAccount("values");
            using var batches = new TestBatches([LongType.Instance], account);
            batches.Add([.. Enumerable.Range(0, 10_000).Select(i => new object?[] { (i * 1_000_000_007L) + 1 })], 10_000, TestEncoding.Flat, new Random(1), _ => 0);
            var words = new ulong[Bitmaps.WordCount(10_000)];
            Bitmaps.SetAll(words, 10_000);
            content.Rows!.Keep(batches.Batches[0][0], words);
            Assert.InRange(Bitmaps.Count(words), 0, 600);
        });
    }

    [Fact]
    public void Without_keys_nothing_matches()
    {
        WithFilter([LongType.Instance], [], content => Assert.True(content.IsEmpty));
        WithFilter([LongType.Instance], [[null], [null]], content => Assert.True(content.IsEmpty));
        WithFilter([StringType.Instance], [[null]], content => Assert.True(content.IsEmpty));
    }

    [Fact]
    public void The_second_key_of_a_join_makes_a_filter_too()
    {
        DataType[] types = [StringType.Instance, IntegerType.Instance];
        object?[][] keys = [.. Enumerable.Range(0, 200).Select(i => new object?[] { i % 5 == 0 ? null : "x", i })];
        WithFilter(types, keys, content =>
        {
            Assert.Equal((1, 199), ((int)content.Min!.Value!, (int)content.Max!.Value!));
            Assert.IsType<BitmapKeyFilter>(content.Rows);
            Check([IntegerType.Instance], content, [.. keys.Where(row => row[0] is not null).Select(row => new[] { row[1] })], [.. Enumerable.Range(-10, 300).Select(i => new object?[] { i })], TestEncoding.Flat, new Random(1));
        }, key: 1);
    }

    private static void Check(DataType[] types, RuntimeFilterContent content, object?[][] keys, object?[][] rows, TestEncoding encoding, Random random)
    {
        var known = keys.Select(row => row[0]).Where(key => key is not null).Select(TestData.Canonical).ToHashSet(StringComparer.Ordinal);
        if (content.IsEmpty)
        {
            Assert.Empty(known);
            return;
        }

        if (!content.Values.IsDefault)
            Assert.Equal(known.Order(StringComparer.Ordinal), content.Values.Select(value => TestData.Canonical(value.Value)).Order(StringComparer.Ordinal));
        using var pool = new MemoryPool(1L << 30, new MemoryPoolOptions { IsChecked = true });
        using var account = pool.CreateAccount("rows");
        using var batches = new TestBatches(types, account);
        batches.Add(rows, 130, encoding, random, _ => 0);
        foreach (var batch in batches.Batches)
        {
            var words = new ulong[Bitmaps.WordCount(batch.RowCount)];
            for (var row = 0; row < batch.RowCount; row++)
                Bitmaps.Assign(words, row, random.Next(4) > 0);
            var wanted = words.ToArray();
            content.Rows!.Keep(batch[0], words);
            for (var row = 0; row < batch.RowCount; row++)
            {
                var matches = BoxedValues.Get(batch[0], row) is { } value && known.Contains(TestData.Canonical(value));
                if (!Bitmaps.Get(wanted, row) || batch[0].IsNull(row))
                    Assert.False(Bitmaps.Get(words, row));
                else if (matches || content.Rows is BitmapKeyFilter)
                    Assert.Equal(matches, Bitmaps.Get(words, row));
            }
        }
    }

    private void WithFilter(DataType[] types, object?[][] keys, Action<RuntimeFilterContent> check, int key = 0)
    {
        using var account = _pool.CreateAccount("query");
        using var filters = new RuntimeFilterSet();
        var columns = new LocalTableScanExec([.. types.Select((type, i) => EngineFixture.Column($"k{i}", type))], []);
        var node = new HashJoinExec(columns, columns, Catalyst.Plans.JoinType.Inner, BuildSide.Right, [.. types.Select((_, i) => new JoinKey(i, i, false))], null);
        var target = new RuntimeFilterTarget(0, 0, types[key]);
        using var sink = new JoinBuildSink(new JoinPlan(node, BuildSide.Right, node.Keys), account, 1, [new RuntimeFilterSource(key, [target])], filterSet: filters);
        var context = new TaskContext(account, 100, CancellationToken.None);
        var local = sink.CreateLocal(context);
        using (var batches = new TestBatches(types, account))
        {
            batches.Add(keys, 100, TestEncoding.Mixed, new Random(1), _ => 0);
            foreach (var batch in batches.Batches)
                local.Consume(batch, context);
            sink.Combine(local, context);
            local.Dispose();
            var tasks = sink.PrepareFinish(context);
            for (var task = 0; task < tasks; task++)
                sink.RunFinishTask(task, context);
        }

        check(filters.Of(target).Content!);
    }
}
