using System.Globalization;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Sorts;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;
using Xunit;
using SortKey = SqlSpark.Execution.Operators.Sorts.SortKey;

namespace SqlSpark.Execution.Operators.Aggregates;

public sealed class HashAggregateSinkTests : IDisposable
{
    private readonly MemoryPool _pool = new(1L << 30, new MemoryPoolOptions { IsChecked = true });
    private readonly MemoryPool _inputPool = new(1L << 30);     // unchecked: batches are not what is tested
    private readonly MemoryAccount _account;
    private readonly MemoryAccount _inputAccount;
    private readonly List<RecordBatch> _kept = [];

    public HashAggregateSinkTests()
    {
        _account = _pool.CreateAccount("test");
        _inputAccount = _inputPool.CreateAccount("input");
    }

    public void Dispose()
    {
        foreach (var batch in _kept)
            batch.Release();
        _account.Dispose();
        _pool.Dispose();
        _inputAccount.Dispose();
        _inputPool.Dispose();
    }

    /// <summary>A key of each type, then x BIGINT, t STRING, f BOOLEAN, n BIGINT.</summary>
    private static DataType[] Types(DataType key) => [key, LongType.Instance, StringType.Instance, BooleanType.Instance, LongType.Instance];

    [Theory]
    [MemberData(nameof(SortSinkTests.Shapes), MemberType = typeof(SortSinkTests))]
    public void Groups_by_keys_of_every_type(int capacity, int workers, TestEncoding encoding)
    {
        var random = new Random((capacity * 7) + workers);
        foreach (var key in TestData.AllTypes)
        {
            var rows = TestData.Rows(Types(key), capacity == 1 ? 40 : 300, random, variety: 12);
            AssertGrouped(Types(key), rows, [0], capacity, workers, encoding, random, Simple);
        }
    }

    [Theory]
    [MemberData(nameof(SortSinkTests.Shapes), MemberType = typeof(SortSinkTests))]
    public void Groups_by_several_keys(int capacity, int workers, TestEncoding encoding)
    {
        var random = new Random((capacity * 11) + workers);
        DataType[] types = [.. Types(BooleanType.Instance), .. TestData.AllTypes];
        var rows = TestData.Rows(types, capacity == 1 ? 60 : 500, random, variety: 4);
        AssertGrouped(types, rows, [0, 5 + 3, 5 + 11], capacity, workers, encoding, random, Simple);
        AssertGrouped(types, rows, [.. Enumerable.Range(5, TestData.AllTypes.Length)], capacity, workers, encoding, random, Simple);
        AssertGrouped(types, rows, [0, 3], capacity, workers, encoding, random, Simple);
        AssertGrouped(types, rows, [5 + 4, 5 + 6], capacity, workers, encoding, random, []);
    }

    [Theory]
    [MemberData(nameof(SortSinkTests.Shapes), MemberType = typeof(SortSinkTests))]
    public void Groups_by_keys_of_very_few_values(int capacity, int workers, TestEncoding encoding)
    {
        var random = new Random((capacity * 13) + workers);
        var kind = encoding == TestEncoding.Flat ? TestEncoding.Dictionary : encoding;
        DataType[] types = [.. Types(StringType.Instance), ByteType.Instance];
        for (var variety = 1; variety <= 3; variety++)
        {
            // 2 to 16 groups: as many as have codes of their own, and more.
            var rows = TestData.Rows(types, capacity == 1 ? 60 : 600, random, variety);
            AssertGrouped(types, rows, [0], capacity, workers, kind, random, Simple);
            AssertGrouped(types, rows, [0, 5], capacity, workers, kind, random, Simple);
        }
    }

    [Theory]
    [MemberData(nameof(SortSinkTests.Shapes), MemberType = typeof(SortSinkTests))]
    public void Aggregates_all_rows_without_keys(int capacity, int workers, TestEncoding encoding)
    {
        var random = new Random((capacity * 5) + workers);
        var rows = TestData.Rows(Types(LongType.Instance), capacity == 1 ? 60 : 600, random);
        AssertGrouped(Types(LongType.Instance), rows, [], capacity, workers, encoding, random, [.. Simple, .. Deferred]);
    }

    [Theory]
    [MemberData(nameof(SortSinkTests.Shapes), MemberType = typeof(SortSinkTests))]
    public void Feeds_distinct_and_ordered_aggregates(int capacity, int workers, TestEncoding encoding)
    {
        var random = new Random((capacity * 3) + workers);
        foreach (var key in new DataType[] { IntegerType.Instance, StringType.Instance, new ArrayType(IntegerType.Instance) })
        {
            var rows = TestData.Rows(Types(key), capacity == 1 ? 60 : 600, random, variety: 9);
            AssertGrouped(Types(key), rows, [0], capacity, workers, encoding, random, [.. Simple, .. Deferred]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void One_group_without_keys_and_input(int workers)
    {
        using var input = new TestBatches(Types(LongType.Instance), _inputAccount);
        var rows = SinkRun.Rows(a => Sink(Types(LongType.Instance), [], [.. Simple, .. Deferred], a), input, workers, 64, _account);
        Assert.Equal(["0 | 0 | NULL | NULL | 0 | NULL | 0 | NULL | '' | ''"], rows.Select(r => TestData.Canonical(r)));
    }

    [Fact]
    public void One_group_without_keys_and_workers()
    {
        using var sink = Sink(Types(LongType.Instance), [], Simple, _account);
        var context = new TaskContext(_account, 64, CancellationToken.None);
        SinkRun.Finish(sink, context);
        using var source = sink.CreateSource();
        using var reader = source.CreateReader(context);
        Assert.Equal(PullStatus.Ready, reader.Next(context, out var batch));
        Assert.Equal(1, batch.LiveCount);
        Assert.Equal(PullStatus.Finished, reader.Next(context, out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void No_groups_with_keys_and_no_input(int workers)
    {
        using var input = new TestBatches(Types(LongType.Instance), _inputAccount);
        Assert.Empty(SinkRun.Rows(a => Sink(Types(LongType.Instance), [0], [.. Simple, .. Deferred], a), input, workers, 64, _account));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(8, true)]
    public void Merges_many_groups_in_partitions(int workers, bool isUnique)
    {
        var random = new Random(workers);
        var (rowCount, groupCount) = (120_000, isUnique ? 120_000 : 40_000);
        DataType[] types = [LongType.Instance, LongType.Instance];
        var rows = new object?[rowCount][];
        for (var i = 0; i < rowCount; i++)
            rows[i] = [(isUnique ? i : random.Next(groupCount)) * 0x9E3779B97F4A7C1L, 1L];
        using var input = new TestBatches(types, _inputAccount);
        input.Add(rows, 4096, TestEncoding.Flat, random, b => b);
        var actual = SinkRun.Rows(a => Sink(types, [0], [new AggregateSpec(TestAggregates.Sum, [1])], a), input, workers, 4096, _account);
        var expected = rows.GroupBy(r => (long)r[0]!).ToDictionary(g => g.Key, g => (long)g.Count());
        Assert.Equal(expected.Count, actual.Length);
        Assert.All(actual, r => Assert.Equal(expected[(long)r[0]!], r[1]));
    }

    [Fact]
    public void Passes_through_when_every_row_is_a_group()
    {
        const int RowCount = 1_000_000;
        DataType[] types = [LongType.Instance];
        var context = new TaskContext(_inputAccount, 4096, CancellationToken.None);
        using (var sink = Sink(types, [0], [new AggregateSpec(TestAggregates.CountAll, [])], _inputAccount))
        {
            // Every key comes twice, half of the rows apart.
            var batches = Keys(RowCount, i => (i % (RowCount / 2)) * 0x9E3779B97F4A7C1L);
            SinkRun.Consume(sink, batches, 1, context);
            SinkRun.Finish(sink, context);
            using var source = sink.CreateSource();
            using var reader = source.CreateReader(context);
            var groupCount = 0;
            while (reader.Next(context, out var batch) == PullStatus.Ready)
            {
                groupCount += batch.LiveCount;
                Assert.True(((FlatVector)batch[1]).Values<long>().IndexOfAnyExcept(2) < 0);
            }

            Assert.Equal(RowCount / 2, groupCount);
        }
    }

    /// <summary>Every value comes twice, half of the rows apart. Scattered ones are so many that a single worker stops looking them up.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 0x9E3779B97F4A7C1L)]
    [InlineData(2, 0x9E3779B97F4A7C1L)]
    public void Of_many_rows_without_keys_different_values_count_once(int workers, long factor)
    {
        const int RowCount = 800_000;
        DataType[] types = [LongType.Instance];
        var context = new TaskContext(_inputAccount, 4096, CancellationToken.None);
        AggregateSpec[] aggregates = [new(TestAggregates.Count, [0]) { IsDistinct = true }, new(TestAggregates.Count, [0])];
        using var sink = Sink(types, [], aggregates, _inputAccount);
        SinkRun.Consume(sink, Keys(RowCount, i => unchecked((i % (RowCount / 2)) * factor)), workers, context);
        SinkRun.Finish(sink, context);
        using var source = sink.CreateSource();
        using var reader = source.CreateReader(context);
        Assert.Equal(PullStatus.Ready, reader.Next(context, out var batch));
        Assert.Equal([RowCount / 2, RowCount], [((FlatVector)batch[0]).Values<long>()[0], ((FlatVector)batch[1]).Values<long>()[0]]);
    }

    [Fact]
    public void One_worker_returns_groups_in_the_order_of_their_first_rows()
    {
        DataType[] types = [StringType.Instance];
        object?[][] rows = [["b"], ["a"], [null], ["b"], ["c"], ["a"]];
        using var input = new TestBatches(types, _inputAccount);
        input.Add(rows, 2, TestEncoding.Flat, new Random(1), b => b);
        var groups = SinkRun.Rows(a => Sink(types, [0], [], a), input, 1, 64, _account);
        Assert.Equal(["b", "a", null, "c"], groups.Select(g => (string?)g[0]));
    }

    [Fact]
    public void A_group_of_zeros_is_positive_zero()
    {
        DataType[] types = [DoubleType.Instance];
        object?[][] rows = [[-0.0], [0.0], [double.NaN], [BitConverter.Int64BitsToDouble(0x7FF8000000000123)]];
        using var input = new TestBatches(types, _inputAccount);
        input.Add(rows, 4, TestEncoding.Flat, new Random(1), b => b);
        var groups = SinkRun.Rows(a => Sink(types, [0], [], a), input, 1, 64, _account);
        Assert.Equal(2, groups.Length);
        Assert.False(double.IsNegative((double)groups[0][0]!));
    }

    [Fact]
    public void Maps_are_equal_when_their_entries_are_in_any_order()
    {
        DataType[] types = [new MapType(IntegerType.Instance, StringType.Instance)];
        object?[][] rows =
        [
            [new MapValue([1, 2], ["a", "b"])], [new MapValue([2, 1], ["b", "a"])], [new MapValue([1, 2], ["a", null])], [null],
        ];
        using var input = new TestBatches(types, _inputAccount);
        input.Add(rows, 4, TestEncoding.Flat, new Random(1), b => b);
        var groups = SinkRun.Rows(a => Sink(types, [0], [new AggregateSpec(TestAggregates.CountAll, [])], a), input, 1, 64, _account);
        Assert.Equal(["{1:'a',2:'b'} | 2", "{1:'a',2:NULL} | 1", "NULL | 1"], groups.Select(g => TestData.Canonical(g)));
    }

    [Fact]
    public void An_error_of_finishing_points_to_the_call()
    {
        DataType[] types = [LongType.Instance, LongType.Instance];
        using var input = new TestBatches(types, _inputAccount);
        input.Add([[1L, long.MaxValue]], 1, TestEncoding.Flat, new Random(1), b => b);
        var place = new QueryContext("SELECT sum(x)", 7, 12, 1, 7);
        var error = Assert.Throws<SqlSparkException>(() => SinkRun.Rows(
            a => Sink(types, [0], [new AggregateSpec(TestAggregates.Sum, [1]) { Context = place }], a), input, 1, 64, _account));
        Assert.Equal("ARITHMETIC_OVERFLOW", error.ErrorCondition.Name);
        Assert.Same(place, error.QueryContext);
        _account.FreeAll();
    }

    [Fact]
    public void Fails_with_a_classed_error_at_the_memory_limit_and_frees_all()
    {
        var account = _account.CreateChild("limited", limitBytes: 4 << 20);
        var context = new TaskContext(account, 4096, CancellationToken.None);
        var sink = Sink([LongType.Instance], [0], [new AggregateSpec(TestAggregates.CountAll, [])], account);
        var local = sink.CreateLocal(context);
        var error = Assert.Throws<SqlSparkException>(() =>
        {
            foreach (var batch in Keys(1_000_000, i => i * 0x9E3779B97F4A7C1L))
                local.Consume(batch, context);
        });
        Assert.Equal("MEMORY_LIMIT_EXCEEDED", error.Condition);
        Assert.InRange(sink.SpillableBytes, 1 << 20, 4 << 20);
        Assert.Equal("UNSUPPORTED_FEATURE.SPILL", Assert.Throws<SqlSparkException>(() => sink.Spill()).Condition);
        local.Dispose();
        sink.Dispose();
        Assert.Equal(0, account.UsedBytes);
        account.Dispose();
    }

    [Fact]
    public void Frees_all_when_memory_ends_while_a_single_group_is_finished()
    {
        var failures = 0;
        for (var limit = 200_000; limit < 1_200_000; limit += 50_000)
        {
            var account = _account.CreateChild("limited", limit);
            var context = new TaskContext(account, 4096, CancellationToken.None);
            var sink = Sink([LongType.Instance], [], [new AggregateSpec(TestAggregates.Sum, [0])], account);
            try
            {
                SinkRun.Consume(sink, Keys(4096, i => i), 2, context);
                sink.PrepareFinish(context);
            }
            catch (SqlSparkException error)
            {
                Assert.Equal("MEMORY_LIMIT_EXCEEDED", error.Condition);
                failures++;
            }

            sink.Dispose();
            Assert.Equal(0, account.UsedBytes);
            account.Dispose();
        }

        Assert.InRange(failures, 2, 19);
    }

    [Fact]
    public void Merging_notices_cancellation()
    {
        using var source = new CancellationTokenSource();
        var context = new TaskContext(_inputAccount, 4096, source.Token);
        using var sink = Sink([LongType.Instance], [0], [new AggregateSpec(TestAggregates.CountAll, [])], _inputAccount);
        SinkRun.Consume(sink, Keys(100_000, i => i * 0x9E3779B97F4A7C1L), 2, context);
        var tasks = sink.PrepareFinish(context);
        Assert.Equal(AggregatePlan.PartitionCount, tasks);
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => sink.RunFinishTask(0, context));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Allocates_nothing_for_a_batch_once_groups_are_known(bool isDense)
    {
        var context = new TaskContext(_inputAccount, 4096, CancellationToken.None);
        using var sink = Sink(
            [LongType.Instance],
            [0],
            [new AggregateSpec(TestAggregates.CountAll, []), new AggregateSpec(TestAggregates.Sum, [0])],
            _inputAccount);
        using var local = sink.CreateLocal(context);
        var batches = Keys(40_960, i => isDense ? i % 1000 : (i % 1000) * 0x9E3779B97F4A7C1L).ToArray();
        foreach (var batch in batches)
            local.Consume(batch, context);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var batch in batches)
            local.Consume(batch, context);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static AggregateSpec[] Simple =>
    [
        new(TestAggregates.CountAll, []), new(TestAggregates.Count, [1]), new(TestAggregates.Sum, [1]), new(TestAggregates.LongestText, [2]),
        new(TestAggregates.Count, [1, 2]) { Filter = 3 }, new(TestAggregates.Sum, [1]) { Filter = 3 },
    ];

    private static AggregateSpec[] Deferred =>
    [
        new(TestAggregates.Count, [1, 2]) { IsDistinct = true },
        new(TestAggregates.Sum, [1]) { IsDistinct = true, Filter = 3 },
        new(TestAggregates.List, [1]) { OrderBy = [new SortKey(2, true, false), new SortKey(4, false, true)] },
        new(TestAggregates.List, [1]) { IsDistinct = true, OrderBy = [new SortKey(1, false, true)] },
    ];

    private static HashAggregateSink Sink(DataType[] types, int[] keys, AggregateSpec[] aggregates, MemoryAccount account) =>
        new([.. types], [.. keys], [.. aggregates], account);

    private IEnumerable<RecordBatch> Keys(int count, Func<int, long> key)
    {
        using var writer = new VectorWriter(LongType.Instance, _inputAccount);
        for (var start = 0; start < count; start += 4096)
        {
            var rowCount = Math.Min(4096, count - start);
            writer.Begin(rowCount);
            for (var i = 0; i < rowCount; i++)
                writer.Values<long>()[i] = key(start + i);
            var batch = new RecordBatch().Set(rowCount, [writer.Publish()]).Retain();
            batch.PartitionOrdinal = start / 4096;
            _kept.Add(batch);
            yield return batch;
        }
    }

    private void AssertGrouped(
        DataType[] types, object?[][] rows, int[] keys, int capacity, int workers, TestEncoding encoding, Random random, AggregateSpec[] aggregates)
    {
        using var input = new TestBatches(types, _inputAccount);
        input.Add(rows, capacity, encoding, random, b => b / 3);
        var actual = SinkRun.Rows(a => Sink(types, keys, aggregates, a), input, workers, capacity, _account);
        var expected = rows.GroupBy(r => TestData.Canonical(keys.Select(k => r[k])))
            .Select(g => TestData.Canonical([.. keys.Select(k => g.First()[k]), .. aggregates.Select(a => Reference(types, a, g))]));
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Select(r => TestData.Canonical(r)).Order(StringComparer.Ordinal));
    }

    private static object? Reference(DataType[] types, AggregateSpec spec, IEnumerable<object?[]> rows)
    {
        if (spec.Filter is { } filter)
            rows = rows.Where(r => r[filter] is true);
        if (spec.Function.IgnoresNulls)
            rows = rows.Where(r => spec.Arguments.All(a => r[a] is not null));
        if (spec.IsDistinct)
            rows = rows.DistinctBy(r => TestData.Canonical(spec.Arguments.Select(a => r[a])));
        if (!spec.OrderBy.IsEmpty)
            rows = rows.OrderBy(r => r, new RowOrder(types, [.. spec.OrderBy]));
        var values = rows.ToArray();
        if (ReferenceEquals(spec.Function, TestAggregates.Sum))
            return values.Length == 0 ? null : values.Sum(r => (long)r[spec.Arguments[0]]!);
        if (ReferenceEquals(spec.Function, TestAggregates.LongestText))
            return values.Select(r => (string?)r[spec.Arguments[0]]).OrderByDescending(t => t!.Length).ThenByDescending(t => t, StringComparer.Ordinal).FirstOrDefault();
        if (ReferenceEquals(spec.Function, TestAggregates.List))
            return string.Concat(values.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r[spec.Arguments[0]]},")));
        return (long)values.Length;
    }
}
