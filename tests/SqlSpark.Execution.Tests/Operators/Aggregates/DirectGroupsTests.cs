using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;
using Xunit;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>Groups of one integer key, wherever its values go: through the array, past it, and from one to the other.</summary>
public sealed class DirectGroupsTests : IDisposable
{
    private const long Scatter = unchecked((long)0x9E37_79B9_7F4A_7C15);

    private readonly MemoryPool _pool = new(1L << 30, new MemoryPoolOptions { IsChecked = true });
    private readonly MemoryPool _inputPool = new(1L << 30);     // unchecked: batches are not what is tested
    private readonly MemoryAccount _account;
    private readonly MemoryAccount _inputAccount;

    public DirectGroupsTests()
    {
        _account = _pool.CreateAccount("test");
        _inputAccount = _inputPool.CreateAccount("input");
    }

    public void Dispose()
    {
        _account.Dispose();
        _pool.Dispose();
        _inputAccount.Dispose();
        _inputPool.Dispose();
    }

    public enum Content
    {
        /// <summary>The same few keys all the time.</summary>
        Few,

        /// <summary>Runs of equal keys that ascend, with gaps.</summary>
        Ascending,

        /// <summary>Runs that descend, so that the range grows downwards.</summary>
        Descending,

        /// <summary>A range that is too wide at first, and dense in the end.</summary>
        Shuffled,

        /// <summary>Dense keys with some that are far off, the bounds of the type among them.</summary>
        FarOff,

        /// <summary>Dense keys, then keys that are anywhere.</summary>
        Breaking,

        /// <summary>Keys that are anywhere, then dense ones.</summary>
        LateDense,

        /// <summary>Next to the bounds of the type, where distances do not fit it.</summary>
        Bounds,
    }

    public static TheoryData<Content, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<Content, int, int>();
            foreach (var content in Enum.GetValues<Content>())
            {
                foreach (var (capacity, workers) in new[] { (1, 1), (63, 2), (64, 8), (65, 1), (4096, 1), (4096, 2) })
                    shapes.Add(content, capacity, workers);
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Groups_any_integers(Content content, int capacity, int workers)
    {
        // For one worker enough rows that it looks at what it has seen more than once; for several enough groups to be merged in partitions.
        var rowCount = capacity < 4096 ? capacity * 300 : workers == 1 ? 280_000 : 140_000;
        Check(LongType.Instance, Keys(content, rowCount, hasNulls: false, 64), capacity, workers, isSelected: false);
        rowCount = Math.Min(rowCount, 60_000);
        Check(LongType.Instance, Keys(content, rowCount, hasNulls: true, 64), capacity, workers, isSelected: false);
        Check(LongType.Instance, Keys(content, rowCount, hasNulls: true, 64), capacity, workers, isSelected: true);
        Check(IntegerType.Instance, Keys(content, rowCount, hasNulls: false, 32), capacity, workers, isSelected: content == Content.Few);
    }

    [Theory]
    [InlineData(Content.Few, 0)]
    [InlineData(Content.Shuffled, 100_000)]
    [InlineData(Content.LateDense, 0)]
    [InlineData(Content.FarOff, 1000)]
    [InlineData(Content.Ascending, 500_000)]
    public void Groups_may_be_too_far_apart_to_be_found_by_place(Content content, long reach)
    {
        foreach (var workers in new[] { 1, 2 })
            Check(LongType.Instance, Keys(content, 100_000, hasNulls: true, 64), 4096, workers, isSelected: false, reach: reach);
        Check(LongType.Instance, Keys(content, 100_000, hasNulls: false, 64), 4096, workers: 1, isSelected: false, reach: reach);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(4096)]
    public void Groups_integers_of_every_width(int capacity)
    {
        Check(ByteType.Instance, Keys(Content.Bounds, 3000, hasNulls: true, 8), capacity, workers: 2, isSelected: false);
        Check(ShortType.Instance, Keys(Content.Bounds, 3000, hasNulls: true, 16), capacity, workers: 2, isSelected: false);
        Check(DateType.Instance, Keys(Content.FarOff, 3000, hasNulls: true, 32), capacity, workers: 2, isSelected: true);
        Check(TimestampType.Instance, Keys(Content.FarOff, 3000, hasNulls: false, 64), capacity, workers: 2, isSelected: true);
        Check(LongType.Instance, Keys(Content.FarOff, 3000, hasNulls: true, 16), capacity, workers: 1, isSelected: false, PhysicalType.Int16);
    }

    [Theory]
    [InlineData(Content.Ascending)]
    [InlineData(Content.Breaking)]
    [InlineData(Content.FarOff)]
    [InlineData(Content.Shuffled)]
    public void Allocates_nothing_for_a_batch_once_groups_are_known(Content content)
    {
        var context = new TaskContext(_inputAccount, 4096, CancellationToken.None);
        using var sink = Sink(LongType.Instance, _inputAccount);
        using var local = sink.CreateLocal(context);
        using var input = new Input(LongType.Instance, Keys(content, 300_000, hasNulls: false, 64), 4096, isSelected: false, null, _inputAccount);
        for (var round = 0; round < 2; round++)
        {
            foreach (var batch in input.Batches)
                local.Consume(batch, context);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var batch in input.Batches)
            local.Consume(batch, context);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Few_scattered_keys_take_no_array()
    {
        var context = new TaskContext(_inputAccount, 4096, CancellationToken.None);
        using var sink = Sink(LongType.Instance, _inputAccount);
        using var local = sink.CreateLocal(context);
        using var input = new Input(LongType.Instance, [0L, 1L << 40, long.MaxValue, long.MinValue], 4096, isSelected: false, null, _inputAccount);
        local.Consume(input.Batches[0], context);
        Assert.InRange(sink.SpillableBytes, 1, 1 << 20);
    }

    private static long?[] Keys(Content content, int rowCount, bool hasNulls, int bits)
    {
        var random = new Random(rowCount + bits);
        var (least, most) = (long.MinValue >> (64 - bits), long.MaxValue >> (64 - bits));
        var keys = new long?[rowCount];
        for (var i = 0; i < rowCount; i++)
        {
            var key = content switch
            {
                Content.Few => random.Next(100) - 50,
                Content.Ascending => 1000 + (i / 4 * 3),
                Content.Descending => -(i / 4 * 3),
                Content.Shuffled => random.Next(Math.Max(1, rowCount / 3)),
                Content.FarOff => random.Next(50) switch { 0 => random.Next(2) == 0 ? least : most, 1 => random.Next() * 37L, _ => random.Next(300) },
                Content.Breaking => i < rowCount / 4 ? random.Next(1000) : random.Next(2000) * Scatter,
                Content.LateDense => i < rowCount / 4 ? random.Next(200) * Scatter : random.Next(1000),
                _ => random.Next(2) == 0 ? least + random.Next(100) : most - random.Next(100),
            };
            keys[i] = hasNulls && random.Next(10) == 0 ? null : key << (64 - bits) >> (64 - bits);
        }

        return keys;
    }

    private static HashAggregateSink Sink(DataType key, MemoryAccount account, long reach = DirectGroups.MaxReach) =>
        new([key, LongType.Instance], [0], [new AggregateSpec(TestAggregates.CountAll, []), new AggregateSpec(TestAggregates.Sum, [1])], account, reach);

    private void Check(
        DataType type, long?[] keys, int capacity, int workers, bool isSelected, PhysicalType? storage = null, long reach = DirectGroups.MaxReach)
    {
        var expected = new Dictionary<(bool, long), (long Count, long Sum)>();
        for (var i = 0; i < keys.Length; i++)
        {
            var id = (keys[i] is null, keys[i] ?? 0);
            var state = expected.GetValueOrDefault(id);
            expected[id] = (state.Count + 1, state.Sum + i);
        }

        using var input = new Input(type, keys, capacity, isSelected, storage, _inputAccount);
        var query = _account.CreateChild("query");
        var actual = new Dictionary<(bool, long), (long, long)>();
        using (var sink = Sink(type, query, reach))
        {
            var context = new TaskContext(query, capacity, CancellationToken.None);
            SinkRun.Consume(sink, input.Batches, workers, context);
            SinkRun.Finish(sink, context);
            using var source = sink.CreateSource();
            using var reader = source.CreateReader(context);
            while (reader.Next(context, out var batch) == PullStatus.Ready)
            {
                var counts = ((FlatVector)batch[1]).Values<long>();
                var sums = ((FlatVector)batch[2]).Values<long>();
                for (var row = 0; row < batch.RowCount; row++)
                    actual.Add((batch[0].IsNull(row), Key((FlatVector)batch[0], row)), (counts[row], sums[row]));
            }
        }

        query.Dispose();
        Assert.Equal(0, _account.UsedBytes);
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (key, state) in expected)
            Assert.Equal(state, actual[key]);
    }

    private static long Key(FlatVector keys, int row) => keys.IsNull(row) ? 0 : keys.Physical switch
    {
        PhysicalType.Int8 => keys.Values<sbyte>()[row],
        PhysicalType.Int16 => keys.Values<short>()[row],
        PhysicalType.Int32 => keys.Values<int>()[row],
        _ => keys.Values<long>()[row],
    };

    /// <summary>Keys, and the number of the row as BIGINT, in batches; under NULL stands any value.</summary>
    private sealed class Input : IDisposable
    {
        private readonly List<VectorWriter> _writers = [];
        private readonly List<Selection> _selections = [];

        public Input(DataType type, long?[] keys, int capacity, bool isSelected, PhysicalType? storage, MemoryAccount account)
        {
            for (var start = 0; start < keys.Length; start += capacity)
            {
                var part = keys.AsSpan(start, Math.Min(capacity, keys.Length - start));
                var step = isSelected ? 2 : 1;
                var (key, value) = (new VectorWriter(type, account), new VectorWriter(LongType.Instance, account));
                _writers.AddRange([key, value]);
                key.Begin(part.Length * step, storage);
                value.Begin(part.Length * step);
                for (var i = 0; i < key.Length; i++)
                {
                    // Rows that are not live have keys that nobody else has.
                    var isLive = i % step == step - 1;
                    Set(key, i, isLive ? part[i / step] ?? 77 : 55_555 + i);
                    if (isLive && part[i / step] is null)
                        key.SetNull(i);
                    value.Values<long>()[i] = start + (i / step);
                }

                Selection? selection = null;
                if (isSelected)
                {
                    _selections.Add(selection = new Selection(account));
                    var words = selection.Begin(part.Length * step);
                    words.Clear();
                    for (var i = 0; i < part.Length; i++)
                        Bitmaps.Assign(words, (i * step) + step - 1, true);
                    selection.Publish();
                }

                Batches.Add(new RecordBatch { PartitionOrdinal = Batches.Count / 3, Sequence = Batches.Count }
                    .Set(part.Length * step, [key.Publish(), value.Publish()], selection));
            }
        }

        public List<RecordBatch> Batches { get; } = [];

        public void Dispose()
        {
            foreach (var writer in _writers)
                writer.Dispose();
            foreach (var selection in _selections)
                selection.Dispose();
        }

        private static void Set(VectorWriter writer, int row, long value)
        {
            switch (writer.Physical)
            {
                case PhysicalType.Int8:
                    writer.Values<sbyte>()[row] = (sbyte)value;
                    break;
                case PhysicalType.Int16:
                    writer.Values<short>()[row] = (short)value;
                    break;
                case PhysicalType.Int32:
                    writer.Values<int>()[row] = (int)value;
                    break;
                default:
                    writer.Values<long>()[row] = value;
                    break;
            }
        }
    }
}
