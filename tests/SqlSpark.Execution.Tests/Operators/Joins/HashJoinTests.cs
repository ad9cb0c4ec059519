using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;
using SqlSpark.Execution.State;
using Xunit;

namespace SqlSpark.Execution.Operators.Joins;

public sealed class HashJoinTests
{
    private static readonly DataType[] OneLong = [LongType.Instance];
    private static readonly DataType[] LongAndString = [LongType.Instance, StringType.Instance];

    public static TheoryData<int, int, int> Shapes => EngineFixture.Shapes;

    public static TheoryData<int> KeyTypes => [.. Enumerable.Range(0, TestData.AllTypes.Length)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gives_the_same_rows_in_the_same_order_for_all_shapes(int capacity, int morselRows, int workerCount)
    {
        var seed = (capacity * 31) + workerCount;
        var random = new Random(seed);
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(capacity, morselRows, workerCount);
        var rowCount = capacity == 1 ? 120 : 1200;
        foreach (var hasCondition in (bool[])[false, true])
        {
            var join = JoinCase.Random(LongAndString, rowCount, rowCount / 2, random, variety: 40, hasCondition);
            foreach (var kind in JoinCase.Kinds)
            {
                join.CheckHash(engine, kind, BuildSide.Left, conf);
                join.CheckHash(engine, kind, BuildSide.Right, conf);
            }
        }
    }

    [Theory]
    [MemberData(nameof(KeyTypes))]
    public void Joins_on_every_type(int type)
    {
        var random = new Random(type);
        using var engine = new EngineFixture();
        var conf = EngineFixture.Conf(64, 100, 2);
        DataType[] keys = [TestData.AllTypes[type]];
        foreach (var isNullSafe in (bool[])[false, true])
        {
            var join = JoinCase.Random(keys, 150, 120, random, variety: 30, hasCondition: isNullSafe, isNullSafe);
            foreach (var kind in JoinCase.Kinds)
            {
                join.CheckHash(engine, kind, BuildSide.Left, conf);
                join.CheckHash(engine, kind, BuildSide.Right, conf);
            }
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 70)]
    [InlineData(70, 0)]
    public void Either_side_may_be_empty(int leftCount, int rightCount)
    {
        using var engine = new EngineFixture();
        var conf = EngineFixture.Conf(63, 64, 2);
        foreach (var hasCondition in (bool[])[false, true])
        {
            var join = JoinCase.Random(OneLong, leftCount, rightCount, new Random(1), hasCondition: hasCondition);
            foreach (var kind in JoinCase.Kinds)
            {
                join.CheckHash(engine, kind, BuildSide.Left, conf);
                join.CheckHash(engine, kind, BuildSide.Right, conf);
                join.CheckNestedLoop(engine, kind, conf);
            }
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(18)]
    public void Many_keys_may_be_NULL(int keyCount)
    {
        using var engine = new EngineFixture();
        var random = new Random(keyCount);
        var keys = Enumerable.Repeat<DataType>(ShortType.Instance, keyCount).ToArray();
        var rows = TestData.Rows(JoinCase.RowTypes(keys), 40, random);
        foreach (var row in rows)
        {
            for (var k = 0; k < keyCount; k++)
                row[k] = random.Next(keyCount) == 0 ? null : (short)1;
        }

        foreach (var isNullSafe in (bool[])[false, true])
        {
            var join = new JoinCase(keys, rows, rows[5..]) { IsNullSafe = isNullSafe };
            foreach (var kind in JoinCase.Kinds)
                join.CheckHash(engine, kind, BuildSide.Right, EngineFixture.Conf(64, 100, 2));
        }
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(3, 2)]
    [InlineData(8, 1)]
    public void Integers_that_fit_into_one_word_are_all_compared(int keyCount, int keyBytes)
    {
        using var engine = new EngineFixture();
        var random = new Random(keyCount);
        DataType type = keyBytes switch { 4 => IntegerType.Instance, 2 => ShortType.Instance, _ => ByteType.Instance };
        var keys = Enumerable.Repeat(type, keyCount).ToArray();
        var rows = TestData.Rows(JoinCase.RowTypes(keys), 60, random);
        foreach (var row in rows)
        {
            for (var k = 0; k < keyCount; k++)
                row[k] = Convert.ChangeType(random.Next(3), keyBytes switch { 4 => typeof(int), 2 => typeof(short), _ => typeof(sbyte) }, null);
        }

        var join = new JoinCase(keys, rows, rows[20..]);
        foreach (var kind in JoinCase.Kinds)
        {
            join.CheckHash(engine, kind, BuildSide.Left, EngineFixture.Conf(64, 100, 2));
            join.CheckHash(engine, kind, BuildSide.Right, EngineFixture.Conf(64, 100, 2));
        }
    }

    [Theory]
    [InlineData(long.MinValue, 1)]
    [InlineData(long.MaxValue - 100, 1)]
    [InlineData(-50, 1)]
    [InlineData(-1000, 7)]
    [InlineData(-1_000_000_000_000, 20_000_000_019)]
    [InlineData(long.MinValue, long.MaxValue / 50)]
    public void Joins_integers_of_any_range(long first, long step)
    {
        using var engine = new EngineFixture();
        var random = new Random(3);
        object?[][] Rows(int count) => [.. Enumerable.Range(0, count).Select(i =>
            new object?[] { random.Next(20) == 0 ? null : first + (step * random.Next(100)), (long)i, null })];

        var join = new JoinCase(OneLong, [.. Rows(150), [long.MinValue, 0L, "min"], [long.MaxValue, 0L, "max"], [0L, 0L, "zero"]], Rows(100));
        foreach (var kind in JoinCase.Kinds)
        {
            join.CheckHash(engine, kind, BuildSide.Left, EngineFixture.Conf(64, 100, 2));
            join.CheckHash(engine, kind, BuildSide.Right, EngineFixture.Conf(64, 100, 2));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Dense_keys_of_one_row_each_give_its_columns(int capacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var random = new Random(capacity + workerCount);
        foreach (DataType type in (DataType[])[ByteType.Instance, IntegerType.Instance, LongType.Instance])
        {
            object?[][] Rows(int count, Func<int, int?> key) => [.. Enumerable.Range(0, count).Select(i => new object?[]
            {
                key(i) is { } k ? type is ByteType ? (sbyte)k : type is IntegerType ? k : (object)(long)k : null,
                random.NextInt64(50),
                i % 3 == 0 ? "short" : "a string that is too long to stand in its view, " + i,
            })];
            var kept = Enumerable.Range(-60, 120).Where(k => k % 7 != 0).ToArray();
            random.Shuffle(kept);
            var join = new JoinCase([type], Rows(300, _ => random.Next(10) == 0 ? null : random.Next(-128, 127)), Rows(kept.Length, i => kept[i]));
            foreach (var kind in JoinCase.Kinds)
            {
                join.CheckHash(engine, kind, BuildSide.Right, EngineFixture.Conf(capacity, morselRows, workerCount));
                join.CheckHash(engine, kind, BuildSide.Left, EngineFixture.Conf(capacity, morselRows, workerCount));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_many_rows_the_last_one_may_have_the_key_of_another(int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        object?[][] Rows(IEnumerable<long> keys) => [.. keys.Select((key, i) => new object?[] { key, (long)i, "x" })];
        var kept = Rows(Enumerable.Range(0, 150_000).Select(i => (long)i).Append(5));
        var join = new JoinCase(OneLong, Rows([5, 149_999, 7, 5, 200_000, -1]), kept);
        foreach (var kind in (JoinKind[])[JoinKind.Inner, JoinKind.LeftSemi])
            join.CheckHash(engine, kind, BuildSide.Right, EngineFixture.Conf(4096, 65536, workerCount));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65)]
    [InlineData(4096)]
    public void One_key_may_have_more_pairs_than_a_batch(int capacity)
    {
        using var engine = new EngineFixture();
        var random = new Random(capacity);
        var sideCount = capacity == 1 ? 20 : 120;
        object?[][] Rows(string text) => [.. Enumerable.Range(0, sideCount).Select(i => new object?[] { i % 9 == 0 ? (long)i : 7L, random.NextInt64(50), text + i })];

        foreach (var hasCondition in (bool[])[false, true])
        {
            var join = new JoinCase(OneLong, Rows("left"), Rows("a string on the right, number ")) { HasCondition = hasCondition };
            foreach (var kind in JoinCase.Kinds)
                join.CheckHash(engine, kind, BuildSide.Right, EngineFixture.Conf(capacity, 50, 2));
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void NOT_IN_keeps_no_row_that_may_be_equal_to_NULL(bool isEmpty, bool hasNull)
    {
        using var engine = new EngineFixture();
        object?[][] left = [[1L, 0L, "one"], [null, 0L, "none"], [2L, 0L, "two"], [3L, 0L, "three"]];
        object?[][] right = isEmpty ? [] : hasNull ? [[2L, 0L, ""], [null, 0L, ""]] : [[2L, 0L, ""], [9L, 0L, ""]];
        string[] expected = isEmpty ? ["1 | 0 | 'one'", "NULL | 0 | 'none'", "2 | 0 | 'two'", "3 | 0 | 'three'"]
            : hasNull ? [] : ["1 | 0 | 'one'", "3 | 0 | 'three'"];

        var plan = new JoinCase(OneLong, left, right).Hash(JoinKind.LeftAnti, BuildSide.Right) with { IsNullAware = true };

        foreach (var capacity in (int[])[1, 64])
            Assert.Equal(expected, JoinCase.Run(engine, plan, EngineFixture.Conf(capacity, 1, 2)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lazy_columns_are_read_for_the_rows_that_come_out(bool hasCondition)
    {
        using var engine = new EngineFixture();
        var join = JoinCase.Random(OneLong, 200, 30, new Random(5), hasCondition: hasCondition);
        foreach (var kind in JoinCase.Kinds)
        {
            foreach (var build in (BuildSide[])[BuildSide.Left, BuildSide.Right])
            {
                var plan = join.Hash(kind, build);
                plan = plan with { Left = Lazy(plan.Left), Right = Lazy(plan.Right) };
                Assert.Equal(join.Expected(kind, build), JoinCase.Run(engine, plan, EngineFixture.Conf(64, 100, 2)));
            }
        }
    }

    private static OperatorExec Lazy(PhysicalPlan child) => new(child, (input, context) => new LazyOperator(input, child.OutputTypes, context));

    /// <summary>Makes all columns lazy. Rows that were not asked for are NULL.</summary>
    private sealed class LazyOperator(BatchOperator input, EquatableArray<DataType> types, TaskContext task) : BatchOperator
    {
        private readonly LazyColumn[] _columns = [.. types.Select(type => new LazyColumn(type, task))];
        private readonly RecordBatch _batch = new();

        public override PullStatus Next(TaskContext context, out RecordBatch batch)
        {
            batch = _batch;
            var status = input.Next(context, out var source);
            if (status != PullStatus.Ready)
                return status;
            for (var c = 0; c < _columns.Length; c++)
                _columns[c].Begin(source[c]);
            _batch.Set(source.RowCount, _columns, source.Selection);
            _batch.PartitionOrdinal = source.PartitionOrdinal;
            _batch.Sequence = source.Sequence;
            return PullStatus.Ready;
        }

        public override void Dispose()
        {
            foreach (var column in _columns)
                column.Dispose();
            input.Dispose();
        }
    }

    private sealed class LazyColumn(DataType type, TaskContext task) : LazyVector(type, 0), IDisposable
    {
        private readonly VectorWriter _writer = new(type, task.Account);
        private Vector? _source;

        public void Begin(Vector source)
        {
            _source = source;
            Reset(source.Length);
        }

        public void Dispose() => _writer.Dispose();

        protected override Vector Read(Rows rows)
        {
            _writer.Begin(rows.Length);
            for (var row = 0; row < rows.Length; row++)
                BoxedValues.Set(_writer, row, rows.Contains(row) ? BoxedValues.Get(_source!, row) : null);
            return _writer.Publish();
        }
    }
}
