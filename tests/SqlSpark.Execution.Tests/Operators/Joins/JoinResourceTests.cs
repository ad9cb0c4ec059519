using System.Diagnostics;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Limits;
using SqlSpark.Execution.Operators.Ranges;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;
using Xunit;
using static SqlSpark.Execution.Expressions;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>Joins and time, memory, and rows that nobody wants.</summary>
public sealed class JoinResourceTests
{
    private static readonly ConfSnapshot Conf = EngineFixture.Conf(4096, 65536, 2);

    [Theory]
    [InlineData(JoinType.Inner, 1)]
    [InlineData(JoinType.FullOuter, 2)]
    [InlineData(JoinType.LeftAnti, 8)]
    public void An_exploding_join_is_canceled_in_less_than_a_tenth_of_a_second(JoinType type, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var best = Quickest.Of(TimeSpan.FromMilliseconds(100), () =>
        {
            using var source = new CancellationTokenSource();
            using var running = new ManualResetEventSlim();
            var (left, right) = (Range(0, 1_000_000), Range(1_000_000, 2_000_000));
            var watched = new OperatorExec(left, (input, _) => new VerdictOperator(input, (_, _) =>
            {
                running.Set();
                return Verdict.Pass;
            }));
            var plan = new NestedLoopJoinExec(watched, right, type, Comparison.GreaterThan(left.Range.Attribute, right.Range.Attribute));
            using var result = engine.Engine.Start(plan, Conf, source.Token);
            running.Wait();
            var start = Stopwatch.GetTimestamp();
            source.Cancel();
            Assert.Equal("QUERY_CANCELED", Assert.Throws<SqlSparkException>(() => result.TryNext(out _)).Condition);
            Assert.Equal(0, result.UsedBytes);
            return Stopwatch.GetElapsedTime(start);
        });

        Assert.True(best < TimeSpan.FromMilliseconds(100), $"cancellation took {best}");
    }

    [Theory]
    [InlineData(JoinType.Inner)]
    [InlineData(JoinType.FullOuter)]
    public void A_limit_ends_an_exploding_join_early(JoinType type)
    {
        using var engine = new EngineFixture();
        var plan = new LimitExec(10_000, 5, new NestedLoopJoinExec(Range(0, 1_000_000), Range(0, 1_000_000), type, null));
        using var result = engine.Engine.Start(plan, Conf, CancellationToken.None);
        var rows = result.CollectRows();
        Assert.Equal(Enumerable.Range(5, 10_000).Select(i => (0L, (long)i)), rows.Select(row => ((long)row[0]!, (long)row[1]!)));
        Assert.Equal(0, result.UsedBytes);
    }

    [Theory]
    [InlineData(JoinType.Inner, 1)]
    [InlineData(JoinType.LeftOuter, 8)]
    [InlineData(JoinType.RightOuter, 2)]
    [InlineData(JoinType.FullOuter, 8)]
    public void Many_rows_are_joined_by_several_workers(JoinType type, int workerCount)
    {
        using var engine = new EngineFixture(workerCount, isChecked: false);
        foreach (var step in (long[])[1, 1_000_000_007])    // an array of rows, a hash table
        {
            var (left, right) = (Multiples(0, 150_000, step), Multiples(50_000, 350_000, step));
            var plan = new HashJoinExec(left, right, type, BuildSide.Right, [new JoinKey(0, 0, false)], null);
            using var result = engine.Engine.Start(plan, EngineFixture.Conf(4096, 20_000, workerCount), CancellationToken.None);
            var expected = new List<(long?, long?)>();
            for (var i = type is JoinType.LeftOuter or JoinType.FullOuter ? 0L : 50_000; i < 150_000; i++)
                expected.Add((i * step, i < 50_000 ? null : i * step));
            for (var i = 150_000L; i < (type is JoinType.RightOuter or JoinType.FullOuter ? 350_000 : 0); i++)
                expected.Add((null, i * step));
            Assert.True(expected.SequenceEqual(result.CollectRows().Select(row => ((long?)row[0], (long?)row[1]))), "other rows or another order");
        }
    }

    [Fact]
    public void A_build_side_over_the_limit_fails_its_query_alone()
    {
        using var engine = new EngineFixture(memoryLimit: 8 << 20);
        var (left, right) = (Range(0, 100), Range(0, 10_000_000));
        using (var result = engine.Engine.Start(new HashJoinExec(left, right, JoinType.Inner, BuildSide.Right, [new JoinKey(0, 0, false)], null), Conf, CancellationToken.None))
        {
            Assert.Equal("MEMORY_LIMIT_EXCEEDED", Assert.Throws<SqlSparkException>(() => result.CollectRows()).Condition);
            Assert.Equal(0, result.UsedBytes);
        }

        var small = new HashJoinExec(left, right, JoinType.Inner, BuildSide.Left, [new JoinKey(0, 0, false)], null);
        using var other = engine.Engine.Start(small, Conf, CancellationToken.None);
        Assert.Equal(100, other.CollectRows().Count);
    }

    [Fact]
    public void Spilling_is_a_classed_error()
    {
        using var engine = new EngineFixture();
        using var account = engine.Memory.CreateAccount("query");
        var node = new HashJoinExec(Range(0, 1), Range(0, 1), JoinType.Inner, BuildSide.Right, [new JoinKey(0, 0, false)], null);
        using var sink = new JoinBuildSink(new JoinPlan(node, BuildSide.Right, node.Keys), account, 1);
        Assert.Equal(0, sink.SpillableBytes);
        Assert.Equal("UNSUPPORTED_FEATURE.SPILL", Assert.Throws<SqlSparkException>(() => sink.Spill()).Condition);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void Pairs_before_one_that_fails_come_first(int capacity)
    {
        using var engine = new EngineFixture(workerCount: 1);
        var (left, right) = (Range(1, 4), Range(-5, 5));
        var condition = Comparison.GreaterThan(
            new Arithmetic(ArithmeticOperator.Divide, new Cast(left.Range.Attribute, DoubleType.Instance, EvalMode.Ansi, "UTC"), new Cast(right.Range.Attribute, DoubleType.Instance, EvalMode.Ansi, "UTC"), EvalMode.Ansi),
            new Literal(-0.3, DoubleType.Instance));
        var join = new NestedLoopJoinExec(left, right, JoinType.Inner, condition);
        var conf = EngineFixture.Conf(capacity, 1000, 1);

        using var few = engine.Engine.Start(new LimitExec(2, 0, join), conf, CancellationToken.None);
        Assert.Equal([(1L, -5L), (1L, -4L)], few.CollectRows().Select(row => ((long)row[0]!, (long)row[1]!)));

        using var all = engine.Engine.Start(join, conf, CancellationToken.None);
        Assert.Equal("DIVIDE_BY_ZERO", Assert.Throws<SqlSparkException>(() => all.CollectRows()).Condition);
    }

    [Theory]
    [InlineData(JoinType.Inner, 1, false)]
    [InlineData(JoinType.Inner, 40, false)]
    [InlineData(JoinType.LeftOuter, 1_000_003, true)]
    [InlineData(JoinType.LeftSemi, 1_000_003, true)]
    [InlineData(JoinType.LeftAnti, 1, true)]
    public async Task No_batch_allocates_managed_memory(JoinType type, long step, bool hasCondition)
    {
        using var engine = new EngineFixture(workerCount: 1, isChecked: false);
        var conf = EngineFixture.Conf(4096, 65536, 1);
        var left = Range(0, 4_000_000);
        var right = Multiples(0, 3000, step);
        var keyed = PhysicalPlanner.Plan(new Project([left.Range.Attribute, Remainder(left.Range.Attribute, 5000).As("key")], left.Range), conf);
        var condition = hasCondition ? Comparison.GreaterThan(left.Range.Attribute, right.Output[0]) : null;
        var join = new HashJoinExec(keyed, right, type, BuildSide.Right, [new JoinKey(1, 0, false)], condition);
        MeasuringSink? sink = null;
        await using (var result = engine.Engine.Start(new SinkExec(join, _ => sink = new MeasuringSink()), conf, CancellationToken.None))
            Assert.Null(await result.NextAsync());

        Assert.True(sink!.BatchCount > 60, $"{sink.BatchCount} batches");
        Assert.Equal(0, sink.AllocatedBytes);
    }

    private static RangeExec Range(long start, long end) => new(EngineFixture.Numbers(end, start));

    private static RangeExec Multiples(long start, long end, long step) => new(EngineFixture.Numbers(end * step, start * step, step));

    /// <summary>Measures what its worker allocates once it has warmed up.</summary>
    private sealed class MeasuringSink : Sink
    {
        private const int WarmUpCount = 20;
        private const int LastCount = 800;
        private long _first;

        public long AllocatedBytes { get; private set; }

        public int BatchCount { get; private set; }

        public override LocalSink CreateLocal(TaskContext context) => new Local(this);

        public override void Combine(LocalSink local, TaskContext context)
        {
        }

        public override PipelineSource CreateSource() => new RetainedBatchSource([]);

        private sealed class Local(MeasuringSink sink) : LocalSink
        {
            public override SinkStatus Consume(RecordBatch batch, TaskContext context)
            {
                var bytes = GC.GetAllocatedBytesForCurrentThread();
                if (++sink.BatchCount == WarmUpCount)
                    sink._first = bytes;
                sink.AllocatedBytes = bytes - sink._first;
                return sink.BatchCount == LastCount ? SinkStatus.Finished : SinkStatus.More;
            }

            public override void Dispose()
            {
            }
        }
    }
}
