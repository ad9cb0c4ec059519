using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Errors;
using Xunit;
using static SqlSpark.Execution.Expressions;

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

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void A_row_that_fails_counts_only_when_the_limit_reaches_it(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(batchCapacity, morselRows, workerCount);
        foreach (var failing in (int[])[10, 1500, 2999])
        {
            // 2^62 times 2 is too much for one row only.
            var numbers = EngineFixture.Numbers(3000);
            var factor = new CaseWhen([new CaseBranch(IsEqual(numbers.Attribute, failing), Literal.Long(1L << 62))], Literal.Long(1));
            var filtered = new Filter(Above(Times(Plus(numbers.Attribute, Literal.Long(2)), factor), 0), numbers);
            Assert.Equal(Enumerable.Range(0, failing).Select(i => (long)i), engine.Longs(EngineFixture.Limit(filtered, failing), conf));
            Assert.Equal(
                [.. Enumerable.Range(5, failing - 5).Select(i => (long)i), 0L],
                engine.Longs(new Union([EngineFixture.Limit(EngineFixture.Offset(filtered, 5), failing - 5), EngineFixture.Limit(EngineFixture.Numbers(2), 1)]), conf));
            var error = Assert.Throws<SqlSparkException>(() => engine.Longs(EngineFixture.Limit(filtered, failing + 1), conf));
            Assert.Equal("ARITHMETIC_OVERFLOW", error.Condition);
        }
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Of_several_errors_the_first_one_in_the_order_of_the_source_ends_a_limited_query(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var numbers = EngineFixture.Numbers(3000);
        var dividend = new CaseWhen([new CaseBranch(Above(numbers.Attribute, 2000), Literal.Long(long.MaxValue))], numbers.Attribute);
        var divisor = new CaseWhen([new CaseBranch(IsEqual(Remainder(numbers.Attribute, 1300), 1299), Literal.Long(0))], Literal.Long(1));
        var sum = Plus(dividend, Literal.Long(1));
        var filtered = new Filter(Above(new Arithmetic(ArithmeticOperator.Remainder, sum, divisor, EvalMode.Ansi), -1), numbers);
        var error = Assert.Throws<SqlSparkException>(() =>
            engine.Longs(EngineFixture.Limit(filtered, 2500), EngineFixture.Conf(batchCapacity, morselRows, workerCount)));
        Assert.Equal("REMAINDER_BY_ZERO", error.Condition);
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
