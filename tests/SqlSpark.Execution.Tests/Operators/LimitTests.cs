using SqlSpark.Catalyst.Plans;
using Xunit;

namespace SqlSpark.Execution.Operators;

public sealed class LimitTests
{
    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void A_limit_keeps_the_first_rows_of_the_source(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(batchCapacity, morselRows, workerCount);
        foreach (var (limit, offset) in new (int, int)[] { (0, 0), (1, 0), (64, 0), (65, 1), (1500, 130), (100, 2995), (10_000, 0), (5, 4000) })
        {
            LogicalPlan plan = EngineFixture.Limit(EngineFixture.Offset(EngineFixture.Numbers(3000), offset), limit);
            var expected = Enumerable.Range(0, 3000).Skip(offset).Take(limit).Select(i => (long)i).ToList();
            Assert.Equal(expected, engine.Longs(plan, conf));

            // Below another operator the limit is a sink of its own.
            var twice = new Union([plan, EngineFixture.Limit(EngineFixture.Numbers(2), 1)]);
            Assert.Equal([.. expected, 0L], engine.Longs(twice, conf));
        }
    }

    [Fact]
    public void An_offset_alone_leaves_out_the_first_rows()
    {
        using var engine = new EngineFixture();
        Assert.Equal([7L, 8L, 9L], engine.Longs(EngineFixture.Offset(EngineFixture.Numbers(10), 7)));
    }

    [Fact]
    public void Limits_and_offsets_are_applied_from_the_inside()
    {
        using var engine = new EngineFixture();
        var plan = EngineFixture.Limit(EngineFixture.Offset(EngineFixture.Limit(EngineFixture.Offset(EngineFixture.Numbers(100), 10), 20), 5), 100);
        Assert.Equal(Enumerable.Range(15, 15).Select(i => (long)i), engine.Longs(plan));
        Assert.Empty(engine.Longs(EngineFixture.Offset(EngineFixture.Limit(EngineFixture.Numbers(100), 3), 5)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_limit_stops_a_huge_range_at_once(int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var plan = EngineFixture.Limit(EngineFixture.Numbers(10_000_000_000), 10);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), engine.Longs(plan));
        Assert.Equal(11, engine.Rows(new Union([plan, EngineFixture.Numbers(1)])).Count);
    }
}
