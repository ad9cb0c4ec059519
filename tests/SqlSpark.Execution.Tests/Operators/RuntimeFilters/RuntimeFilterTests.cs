using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Joins;
using SqlSpark.Execution.Operators.Locals;
using SqlSpark.Execution.Planning;
using SqlSpark.Execution.State;
using Xunit;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

public sealed class RuntimeFilterTests
{
    public static TheoryData<int> KeyTypes => HashJoinTests.KeyTypes;

    public static TheoryData<int, int, int> Shapes => EngineFixture.Shapes;

    [Theory]
    [MemberData(nameof(KeyTypes))]
    public void Joins_give_the_same_rows_on_every_type(int type)
    {
        var random = new Random(type);
        using var engine = new EngineFixture();
        var conf = EngineFixture.Conf(64, 100, 2);
        foreach (var isNullSafe in (bool[])[false, true])
        {
            var join = JoinCase.Random([TestData.AllTypes[type]], 300, 60, random, variety: 60, hasCondition: isNullSafe, isNullSafe);
            CheckAll(engine, join, conf);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Joins_give_the_same_rows_for_all_shapes(int capacity, int morselRows, int workerCount)
    {
        var random = new Random((capacity * 31) + workerCount);
        using var engine = new EngineFixture(workerCount);
        var rowCount = capacity == 1 ? 100 : 700;
        var join = JoinCase.Random([LongType.Instance, StringType.Instance], rowCount, rowCount / 8, random, variety: 60);
        CheckAll(engine, join, EngineFixture.Conf(capacity, morselRows, workerCount));
    }

    [Fact]
    public void An_empty_side_leaves_out_all_rows_of_the_other()
    {
        using var engine = new EngineFixture();
        var join = JoinCase.Random([LongType.Instance], 200, 0, new Random(1));
        CheckAll(engine, join, EngineFixture.Conf(64, 100, 2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_filter_reaches_a_scan_below_an_aggregation_before_it_begins(bool appliesFilters)
    {
        using var engine = new EngineFixture(workerCount: 4);
        var (key, value, wanted) = (EngineFixture.Column("key", LongType.Instance), EngineFixture.Column("value", LongType.Instance), EngineFixture.Column("wanted", LongType.Instance));
        var scan = FilterableScan.Exec([key, value], [.. Enumerable.Range(0, 1000).Select(i => new object?[] { (long)(i % 100), (long)i })], appliesFilters);
        var groups = new Aggregates.HashAggregateExec([key], [], scan);
        var few = new LocalTableScanExec([wanted], [[7L], [null], [93L], [1000L]]);
        var join = new HashJoinExec(groups, few, JoinType.Inner, BuildSide.Right, [new JoinKey(0, 0, false)], null);
        var plan = RuntimeFilterPlacement.Place(join);
        using var result = engine.Engine.Start(plan, EngineFixture.Conf(64, 100, 4), CancellationToken.None);
        Assert.Equal([7L, 93L], result.CollectRows().Select(row => (long)row[0]!).Order());
        Assert.Equal(appliesFilters ? 20 : 1000, ((FilterableScan)scan.Scan).RowsGiven);
        Assert.Contains("removed=980", result.ExplainAnalyzed(), StringComparison.Ordinal);
    }

    private static void CheckAll(EngineFixture engine, JoinCase join, Core.Configuration.ConfSnapshot conf)
    {
        foreach (var kind in JoinCase.Kinds)
        {
            foreach (var build in Enum.GetValues<BuildSide>())
            {
                var hash = join.Hash(kind, build);
                var probe = (LocalTableScanExec)(build == BuildSide.Left ? hash.Right : hash.Left);
                object?[][] rows = [.. probe.Rows.Select(row => row.ToArray())];
                var scan = FilterableScan.Exec(probe.Output, rows);
                var plan = RuntimeFilterPlacement.Place(build == BuildSide.Left ? hash with { Right = scan } : hash with { Left = scan });
                Assert.Equal(join.Expected(kind, build), JoinCase.Run(engine, plan, conf));
                var isKept = kind == JoinKind.FullOuter || kind == (build == BuildSide.Left ? JoinKind.RightOuter : JoinKind.LeftOuter)
                    || (build == BuildSide.Right && kind is JoinKind.LeftAnti or JoinKind.Exists);
                if (isKept)
                    Assert.Empty(((HashJoinExec)plan).Filters);
            }
        }
    }
}
