using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
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

    [Fact]
    public void A_value_of_one_row_leaves_out_the_rows_that_no_comparison_with_it_wants()
    {
        using var engine = new EngineFixture();
        var conf = EngineFixture.Conf(64, 100, 2);
        foreach (var type in TestData.AllTypes.Where(static type => RuntimeFilterBuilder.CanFilter(type)))
        {
            var random = new Random(3);
            object?[][] rows = [.. Enumerable.Range(0, 300).Select(_ => new[] { TestData.Value(type, random, 40) })];
            foreach (var comparator in (ReadOnlySpan<ComparisonOperator>)[ComparisonOperator.LessThan, ComparisonOperator.LessThanOrEqual, ComparisonOperator.GreaterThan, ComparisonOperator.GreaterThanOrEqual])
            {
                foreach (var kept in (object?[][][])[[[TestData.Value(type, random, 40)]], [[TestData.Value(type, random, 40)]], [[null]], []])
                    CheckBound(engine, conf, type, rows, comparator, kept);
            }
        }
    }

    [Fact]
    public void A_value_bounds_a_column_through_its_cast()
    {
        using var engine = new EngineFixture();
        var (column, value) = (EngineFixture.Column("a", IntegerType.Instance), EngineFixture.Column("m", LongType.Instance));
        var scan = FilterableScan.Exec([column], [.. Enumerable.Range(0, 500).Select(i => new object?[] { i })]);
        foreach (var (bound, count) in (ReadOnlySpan<(long, int)>)[(489, 10), (long.MaxValue, 0), (long.MinValue, 500)])
        {
            var condition = Comparison.GreaterThan(new Cast(column, LongType.Instance, EvalMode.Ansi, "UTC"), value);
            var join = new NestedLoopJoinExec(scan, new LocalTableScanExec([value], [[bound]]), JoinType.Inner, condition);
            var plan = RuntimeFilterPlacement.Place(join with { KeepsOneRow = true });
            var before = ((FilterableScan)scan.Scan).RowsGiven;
            Assert.Equal(count, JoinCase.Run(engine, plan, EngineFixture.Conf(64, 100, 2)).Count);
            Assert.Equal(count, ((FilterableScan)scan.Scan).RowsGiven - before);
        }
    }

    private static void CheckBound(EngineFixture engine, Core.Configuration.ConfSnapshot conf, DataType type, object?[][] rows, ComparisonOperator comparator, object?[][] kept)
    {
        var (column, value) = (EngineFixture.Column("a", type), EngineFixture.Column("m", type));
        foreach (var joinType in (ReadOnlySpan<JoinType>)[JoinType.Inner, JoinType.LeftSemi])
        {
            var scan = FilterableScan.Exec([column], rows);
            var join = new NestedLoopJoinExec(scan, new LocalTableScanExec([value], [.. kept.Select(EquatableArray.ToEquatableArray)]), joinType, new Comparison(comparator, column, value));
            var expected = JoinCase.Run(engine, join, conf);
            var plan = RuntimeFilterPlacement.Place(join with { KeepsOneRow = true });
            Assert.Single(((NestedLoopJoinExec)plan).Bounds);
            var before = ((FilterableScan)scan.Scan).RowsGiven;
            Assert.Equal(expected, JoinCase.Run(engine, plan, conf));
            Assert.Equal(expected.Count, ((FilterableScan)scan.Scan).RowsGiven - before);
        }
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
