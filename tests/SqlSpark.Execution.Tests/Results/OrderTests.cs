using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Configuration;
using SqlSpark.Execution.Planning;
using Xunit;
using static SqlSpark.Execution.Expressions;

namespace SqlSpark.Execution.Results;

public sealed class OrderTests
{
    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Rows_keep_the_order_of_their_source_when_workers_overtake_each_other(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(batchCapacity, morselRows, workerCount);
        var plan = Delayed(PhysicalPlanner.Plan(EngineFixture.Numbers(4000), conf));
        Assert.Equal(Enumerable.Range(0, 4000).Select(i => (long)i), Read(engine, plan, conf));
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Sparse_rows_keep_their_order_through_coalescing(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(batchCapacity, morselRows, workerCount);
        bool Keep(long value) => value % 50 == 3 || value is > 1200 and < 1900;
        var filtered = new OperatorExec(
            PhysicalPlanner.Plan(EngineFixture.Numbers(4000), conf), (input, task) => new RowFilterOperator(input, Keep, task))
        { MayBeSparse = true };
        Assert.Equal(Enumerable.Range(0, 4000).Select(i => (long)i).Where(Keep), Read(engine, Delayed(filtered), conf));
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void A_union_gives_one_input_after_another(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(batchCapacity, morselRows, workerCount);
        LogicalPlan[] inputs =
        [
            EngineFixture.Numbers(700),
            EngineFixture.Numbers(0),
            EngineFixture.Limit(EngineFixture.Numbers(5000, 1000), 900),
            EngineFixture.Numbers(10, 3),
        ];
        var plan = PhysicalPlanner.Plan(new Union([.. inputs, new Union([inputs[3], inputs[0]])]), conf);
        long[] expected = [.. Count(0, 700), .. Count(1000, 900), .. Count(3, 7), .. Count(3, 7), .. Count(0, 700)];
        Assert.Equal(expected, Read(engine, Delayed(plan), conf));
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void A_sorted_result_comes_in_its_order(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(batchCapacity, morselRows, workerCount);
        var numbers = EngineFixture.Numbers(3000);
        var sort = new Sort([new SortOrder(numbers.Attribute, false)], true, numbers);
        var expected = Count(0, 3000).Reverse().ToList();
        Assert.Equal(expected, engine.Longs(sort, conf));
        foreach (var (limit, offset) in new (int, int)[] { (0, 0), (7, 0), (100, 70), (5, 2998), (4000, 0) })
            Assert.Equal(expected.Skip(offset).Take(limit), engine.Longs(EngineFixture.Limit(EngineFixture.Offset(sort, offset), limit), conf));
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void A_breaker_below_another_is_finished_first(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(batchCapacity, morselRows, workerCount);
        var numbers = EngineFixture.Numbers(3000);
        var groups = new Distinct(new Project([Remainder(numbers.Attribute, 37).As("g")], numbers));
        var sorted = new Sort([new SortOrder(groups.Output[0])], true, groups);
        Assert.Equal(Count(0, 37), engine.Longs(sorted, conf));
    }

    private static IEnumerable<long> Count(int start, int count) => Enumerable.Range(start, count).Select(i => (long)i);

    // Partitions wait for different numbers of slices, so that later ones are done before earlier ones.
    private static OperatorExec Delayed(PhysicalPlan plan) => new(plan, (input, _) =>
    {
        var waited = 0;
        return new VerdictOperator(input, (batch, _) =>
        {
            if (batch.Sequence == 0 && waited++ < batch.PartitionOrdinal * 7919 % 5)
                return Verdict.Yield;
            waited = 0;
            return Verdict.Pass;
        });
    });

    private static List<long> Read(EngineFixture engine, PhysicalPlan plan, ConfSnapshot conf)
    {
        using var result = engine.Engine.Start(plan, conf, CancellationToken.None);
        var rows = result.CollectRows().ConvertAll(row => (long)row[0]!);
        Assert.Equal(0, result.UsedBytes);
        return rows;
    }
}
