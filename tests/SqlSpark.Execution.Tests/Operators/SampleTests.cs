using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Planning;
using Xunit;
using static SqlSpark.Execution.Expressions;

namespace SqlSpark.Execution.Operators;

public sealed class SampleTests
{
    /// <summary>The rows that Spark keeps of range(0, 10) in one partition, and in two.</summary>
    [Theory]
    [InlineData(1, 1, new long[] { 2, 3, 6, 7, 8 })]
    [InlineData(2, 1, new long[] { 1, 2, 3, 5, 6, 7, 9 })]
    [InlineData(1, 2, new long[] { 2, 3, 6, 7, 8 })]
    public void Keeps_the_rows_that_Spark_keeps(long seed, int partitionCount, long[] expected)
    {
        using var engine = new EngineFixture();
        Assert.Equal(expected, engine.Longs(new Sample(0, 0.5, false, seed, EngineFixture.Numbers(10) with { PartitionCount = partitionCount })));
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Keeps_the_same_rows_whatever_the_batches_and_workers(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var numbers = EngineFixture.Numbers(2048) with { PartitionCount = 1 };
        var rows = engine.Longs(new Sample(0, 0.5, false, 42, numbers), EngineFixture.Conf(batchCapacity, morselRows, workerCount));
        Assert.Equal(527, rows.Count(id => id < 1024));
        Assert.Equal(531, rows.Count(id => id >= 1024));
        Assert.Equal(rows.Order(), rows);
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Draws_for_the_live_rows_of_each_partition_only(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(batchCapacity, morselRows, workerCount);
        var numbers = EngineFixture.Numbers(3000) with { PartitionCount = 3 };
        var even = new Filter(IsEqual(Remainder(numbers.Attribute, 2), 0), numbers);
        var half = EngineFixture.Numbers(1500) with { PartitionCount = 3 };
        Assert.Equal(engine.Longs(new Sample(0, 0.3, false, 7, half), conf).Select(id => 2 * id), engine.Longs(new Sample(0, 0.3, false, 7, even), conf));
    }

    [Fact]
    public void Neighbouring_ranges_share_the_rows_out()
    {
        using var engine = new EngineFixture();
        var numbers = EngineFixture.Numbers(5000);
        var low = engine.Longs(new Sample(0, 0.3, false, 11, numbers));
        var high = engine.Longs(new Sample(0.3, 1, false, 11, numbers));
        Assert.Empty(low.Intersect(high));
        Assert.Equal(5000, low.Count + high.Count);
        Assert.InRange(low.Count, 1300, 1700);
    }

    [Theory]
    [InlineData(0.0, 0.0, 0)]
    [InlineData(0.0, 1.0, 300)]
    [InlineData(0.0, -1e-6, 0)]
    [InlineData(0.0, 1 + 1e-6, 300)]
    public void Nothing_and_everything(double lowerBound, double upperBound, int expected)
    {
        using var engine = new EngineFixture();
        Assert.Equal(expected, engine.Rows(new Sample(lowerBound, upperBound, false, null, EngineFixture.Numbers(300))).Count);
        Assert.Empty(engine.Rows(new Sample(lowerBound, upperBound, false, null, EngineFixture.Numbers(0))));
    }

    [Fact]
    public void Rows_of_a_breaker_are_drawn_too_and_NULLs_are_rows()
    {
        using var engine = new EngineFixture();
        var table = EngineFixture.Table([EngineFixture.Column("a", IntegerType.Instance)], Enumerable.Range(0, 500).Select(i => new object?[] { i % 2 == 0 ? null : i }));
        var rows = engine.Rows(new Sample(0, 0.5, false, 3, new Distinct(table)));
        Assert.Subset(new HashSet<object?>(engine.Rows(new Distinct(table)).Select(r => r[0])), new HashSet<object?>(rows.Select(r => r[0])));
        Assert.InRange(engine.Rows(new Sample(0, 0.5, false, 3, table)).Count, 200, 300);
    }

    [Fact]
    public void A_result_that_is_given_up_gives_its_memory_back()
    {
        using var engine = new EngineFixture();
        using var result = engine.Engine.Execute(new Sample(0, 0.5, false, 1, EngineFixture.Numbers(100_000_000)), EngineFixture.Conf(64, 1000, 2));
        Assert.True(result.TryNext(out _));
    }

    [Fact]
    public void Blocks_are_not_sampled() =>
        Assert.Equal(
            "UNSUPPORTED_FEATURE.TABLESAMPLE_SYSTEM",
            Assert.Throws<SqlSparkException>(() => Plan(new Sample(0, 0.5, false, null, EngineFixture.Numbers(1)) { Method = SampleMethod.System })).Condition);

    [Fact]
    public void Explains_itself_as_Spark_does() =>
        Assert.StartsWith("Sample 0.0, 0.25, false, 5", Plan(new Sample(0, 0.25, false, 5, EngineFixture.Numbers(1))).ToString(), StringComparison.Ordinal);

    private static PhysicalPlan Plan(LogicalPlan plan) => PhysicalPlanner.Plan(plan, Core.Configuration.ConfSnapshot.Default);
}
