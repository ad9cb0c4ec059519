using SqlSpark.Execution.Operators.Ranges;
using Xunit;

namespace SqlSpark.Execution.Operators;

public sealed class RangeTests
{
    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void A_range_comes_in_order(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var rows = engine.Longs(EngineFixture.Numbers(5000), EngineFixture.Conf(batchCapacity, morselRows, workerCount));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (long)i), rows);
    }

    [Theory]
    [InlineData(0, 0, 1, 0)]
    [InlineData(5, 0, 1, 0)]
    [InlineData(0, 10, 3, 4)]
    [InlineData(10, 0, -3, 4)]
    [InlineData(-7, 8, 5, 3)]
    [InlineData(0, 1, long.MaxValue, 1)]
    public void Bounds_and_step_decide_the_numbers(long start, long end, long step, int count)
    {
        using var engine = new EngineFixture();
        var rows = engine.Longs(EngineFixture.Numbers(end, start, step));
        Assert.Equal(Enumerable.Range(0, count).Select(i => start + (i * step)), rows);
    }

    [Fact]
    public void The_widest_range_starts_at_the_smallest_number()
    {
        using var engine = new EngineFixture();
        var rows = engine.Longs(EngineFixture.Limit(EngineFixture.Numbers(long.MaxValue, long.MinValue), 3));
        Assert.Equal([long.MinValue, long.MinValue + 1, long.MinValue + 2], rows);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(4097)]
    public void Fill_writes_an_arithmetic_sequence(int length)
    {
        var values = new long[length + 1];
        values[length] = -1;
        RangeSource.Fill(values.AsSpan(0, length), long.MaxValue - 10, 7);
        for (var i = 0; i < length; i++)
            Assert.Equal(unchecked(long.MaxValue - 10 + (i * 7L)), values[i]);
        Assert.Equal(-1, values[length]);
    }
}
