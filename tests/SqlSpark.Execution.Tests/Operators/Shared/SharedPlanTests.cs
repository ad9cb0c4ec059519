using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Errors;
using Xunit;
using static SqlSpark.Execution.Expressions;

namespace SqlSpark.Execution.Operators.Shared;

public sealed class SharedPlanTests
{
    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void All_readers_get_all_rows_in_order(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var odd = OddNumbers(3000);
        var rows = engine.Longs(Twice(odd, (a, b) => new Union([a, b])), EngineFixture.Conf(batchCapacity, morselRows, workerCount));
        var expected = Enumerable.Range(0, 1500).Select(i => (2L * i) + 1).ToArray();
        Assert.Equal([.. expected, .. expected], rows);
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Pipelines_read_it_side_by_side(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var plan = Twice(OddNumbers(2000), (a, b) => new Join(
            new Filter(Above(a.Output[0], 500), a), new Filter(Above(b.Output[0], 900), b), JoinType.Inner, Comparison.EqualTo(a.Output[0], b.Output[0])));
        var rows = engine.Rows(plan, EngineFixture.Conf(batchCapacity, morselRows, workerCount));
        Assert.Equal(550, rows.Count);
        Assert.All(rows, row => Assert.Equal(row[0], row[1]));
    }

    [Fact]
    public void One_shared_plan_may_read_another()
    {
        using var engine = new EngineFixture();
        var first = Definition(OddNumbers(10));
        var second = Definition(new Union([Reference(first), Reference(first)]));
        var plan = new WithCte(new Union([Reference(second), Reference(second), Reference(first)]), [first, second]);
        Assert.Equal(25, engine.Rows(plan).Count);
    }

    [Fact]
    public void Nobody_runs_what_nobody_reads()
    {
        using var engine = new EngineFixture();
        var failing = Definition(Failing(10));
        Assert.Equal(3, engine.Rows(new WithCte(EngineFixture.Numbers(3), [failing])).Count);
    }

    [Fact]
    public void No_rows_and_no_columns_can_be_shared()
    {
        using var engine = new EngineFixture();
        Assert.Empty(engine.Rows(Twice(EngineFixture.Numbers(0), (a, b) => new Union([a, b]))));
        Assert.Equal(2000, engine.Rows(Twice(new Project([], EngineFixture.Numbers(1000)), (a, b) => new Union([a, b]))).Count);
    }

    [Fact]
    public void An_error_in_the_shared_plan_ends_the_query()
    {
        using var engine = new EngineFixture();
        var plan = Twice(Failing(5000), (a, b) => new Union([a, b]));
        Assert.Equal("REMAINDER_BY_ZERO", Assert.Throws<SqlSparkException>(() => engine.Rows(plan)).Condition);
    }

    [Fact]
    public void A_limit_above_stops_reading_early()
    {
        using var engine = new EngineFixture();
        var plan = Twice(OddNumbers(100_000), (a, b) => EngineFixture.Limit(new Union([a, b]), 3));
        Assert.Equal([1L, 3L, 5L], engine.Longs(plan));
    }

    [Fact]
    public void A_reader_that_stops_early_leaves_the_rows_to_the_others()
    {
        using var engine = new EngineFixture();
        var plan = Twice(OddNumbers(50_000), (a, b) => new Union([EngineFixture.Limit(a, 2), EngineFixture.Offset(b, 24_998)]));
        Assert.Equal([1L, 3L, 49_997L, 49_999L], engine.Longs(plan));
    }

    [Fact]
    public void Its_memory_is_charged_and_limited()
    {
        using var engine = new EngineFixture(memoryLimit: 4 << 20);
        var plan = Twice(EngineFixture.Numbers(10_000_000), (a, b) => new Union([a, b]));
        Assert.Equal("MEMORY_LIMIT_EXCEEDED", Assert.Throws<SqlSparkException>(() => engine.Rows(plan)).Condition);
    }

    [Fact]
    public void Disposing_the_result_cancels_what_still_runs()
    {
        using var engine = new EngineFixture();
        var numbers = EngineFixture.Numbers(long.MaxValue);
        var plan = Twice(new Filter(Above(Remainder(numbers.Attribute, 7), 9), numbers), (a, b) => new Union([a, b]));
        using (engine.Engine.Execute(plan, EngineFixture.Conf()))
        {
            // Nothing is read.
        }
    }

    private static Filter OddNumbers(long end)
    {
        var numbers = EngineFixture.Numbers(end);
        return new Filter(IsEqual(Remainder(numbers.Attribute, 2), 1), numbers);
    }

    /// <summary>Divides by zero in the last row.</summary>
    private static Project Failing(long end)
    {
        var numbers = EngineFixture.Numbers(1, 1 - end);
        return new Project([new Arithmetic(ArithmeticOperator.Remainder, Literal.Long(1), numbers.Attribute, EvalMode.Ansi).As("q")], numbers);
    }

    private static WithCte Twice(LogicalPlan shared, Func<LogicalPlan, LogicalPlan, LogicalPlan> read)
    {
        var definition = Definition(shared);
        return new WithCte(read(Reference(definition), Reference(definition)), [definition]);
    }

    private static CteRelationDefinition Definition(LogicalPlan plan) => new(plan, CteRelationDefinition.NewId(), "t");

    private static CteRelationReference Reference(CteRelationDefinition definition) => new(definition.Id, definition.Output.Map(a => a.NewInstance()));
}
