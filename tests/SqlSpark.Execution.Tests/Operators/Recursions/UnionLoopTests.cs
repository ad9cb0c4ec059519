using System.Diagnostics;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using Xunit;
using static SqlSpark.Execution.Expressions;

namespace SqlSpark.Execution.Operators.Recursions;

public sealed class UnionLoopTests
{
    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Each_step_reads_the_rows_of_the_one_before(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        // 0 to 2999, then those plus 3000, and so on below 10000.
        var rows = engine.Longs(Loop(EngineFixture.Numbers(3000), row => Smaller(Plus(row, Literal.Long(3000)), 10_000)), EngineFixture.Conf(batchCapacity, morselRows, workerCount));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (long)i), rows);
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void A_step_may_join_with_other_rows_and_with_itself(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var id = 1_000_000 + batchCapacity;
        var (left, right) = (LongColumn("l"), LongColumn("r"));
        var others = EngineFixture.Numbers(70);
        var self = new Join(
            new UnionLoopReference(id, [left]), new UnionLoopReference(id, [right]), JoinType.Inner, Comparison.EqualTo(left, right));
        var joined = new Join(self, others, JoinType.Inner, Comparison.EqualTo(Plus(left, Literal.Long(1)), others.Attribute));
        var plan = new UnionLoop(id, EngineFixture.Numbers(5), new Project([others.Attribute], joined), [LongColumn("n")]) { MaxLevel = 100 };
        var rows = engine.Longs(plan, EngineFixture.Conf(batchCapacity, morselRows, workerCount));
        Assert.Equal((5 * 70) - 10, rows.Count);
        Assert.Equal(70, rows.Distinct().Count());
    }

    [Fact]
    public void Loops_may_stand_in_loops()
    {
        using var engine = new EngineFixture();
        // Of each n: n + 1, n + 2 and n + 3 by an inner loop; below 6.
        var (outer, inner) = (LongColumn("o"), LongColumn("i"));
        var first = new Project([Plus(outer, Literal.Long(1)).As("f")], new UnionLoopReference(70, [outer]));
        var innerLoop = new UnionLoop(71, first, new Filter(Comparison.EqualTo(inner, Literal.Long(-1)), new UnionLoopReference(71, [inner])), [LongColumn("m")]);
        var step = new Filter(new Comparison(ComparisonOperator.LessThan, innerLoop.Output[0], Literal.Long(6)), innerLoop);
        Assert.Equal([0L, 1L, 2L, 3L, 4L, 5L], engine.Longs(new UnionLoop(70, EngineFixture.Numbers(1), step, [LongColumn("n")])));
    }

    [Fact]
    public void A_step_may_read_a_plan_that_is_shared_with_others()
    {
        using var engine = new EngineFixture();
        var shared = new CteRelationDefinition(EngineFixture.Numbers(4), CteRelationDefinition.NewId(), "t");
        var (row, other) = (LongColumn("n"), LongColumn("o"));
        var joined = new Join(
            new UnionLoopReference(80, [row]), new CteRelationReference(shared.Id, [other]), JoinType.Inner, Comparison.EqualTo(Plus(row, Literal.Long(1)), other));
        var loop = new UnionLoop(80, EngineFixture.Numbers(1), new Project([other], joined), [LongColumn("m")]);
        var plan = new WithCte(new Union([loop, new CteRelationReference(shared.Id, [LongColumn("p")])]), [shared]);
        Assert.Equal([0L, 1L, 2L, 3L, 0L, 1L, 2L, 3L], engine.Longs(plan));
    }

    [Fact]
    public void Without_rows_in_the_anchor_there_are_none()
    {
        using var engine = new EngineFixture();
        Assert.Empty(engine.Rows(Loop(EngineFixture.Numbers(0), row => Plus(row, Literal.Long(1)))));
    }

    [Fact]
    public void Wanted_rows_end_it_in_the_middle_of_a_step()
    {
        using var engine = new EngineFixture();
        Assert.Equal([0L, 1L, 1L, 2L, 2L], engine.Longs(Loop(EngineFixture.Numbers(2), row => Plus(row, Literal.Long(1))) with { WantedRows = 5 }));
        Assert.Empty(engine.Rows(Loop(EngineFixture.Numbers(2), row => Plus(row, Literal.Long(1))) with { WantedRows = 0 }));
    }

    [Theory]
    [InlineData(null, "RECURSION_LEVEL_LIMIT_EXCEEDED")]
    [InlineData(7, "RECURSION_LEVEL_LIMIT_EXCEEDED")]
    [InlineData(-1, "RECURSION_ROW_LIMIT_EXCEEDED")]
    public void Limits_fail_the_query(int? maxLevel, string condition)
    {
        using var engine = new EngineFixture();
        var plan = Loop(EngineFixture.Numbers(2), row => Plus(row, Literal.Long(1))) with { MaxLevel = maxLevel };
        Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => engine.Rows(plan, EngineFixture.Conf(("spark.sql.cteRecursionRowLimit", "500")))).Condition);
    }

    [Fact]
    public void So_many_levels_may_have_rows_and_no_more()
    {
        using var engine = new EngineFixture();
        var plan = Loop(EngineFixture.Numbers(1), row => Smaller(Plus(row, Literal.Long(1)), 10));
        Assert.Equal(10, engine.Rows(plan with { MaxLevel = 10 }).Count);
        Assert.Throws<SqlSparkException>(() => engine.Rows(plan with { MaxLevel = 9 }));
    }

    [Fact]
    public void Many_short_steps_are_kept_together()
    {
        using var engine = new EngineFixture(memoryLimit: 16 << 20);
        var plan = Loop(EngineFixture.Numbers(1), row => Smaller(Plus(row, Literal.Long(1)), 20_000)) with { MaxLevel = -1 };
        Assert.Equal(20_000, engine.Rows(plan).Count);
    }

    [Fact]
    public void An_error_in_a_step_ends_the_query()
    {
        using var engine = new EngineFixture();
        var plan = Loop(EngineFixture.Numbers(9, 8), row => new Arithmetic(ArithmeticOperator.Remainder, Literal.Long(4), row, EvalMode.Ansi));
        Assert.Equal("REMAINDER_BY_ZERO", Assert.Throws<SqlSparkException>(() => engine.Rows(plan)).Condition);
    }

    [Fact]
    public void It_is_canceled_while_it_loops()
    {
        using var engine = new EngineFixture();
        var plan = Loop(EngineFixture.Numbers(1), row => Plus(row, Literal.Long(0))) with { MaxLevel = -1, IsUnlimited = true };
        using var cancellation = new CancellationTokenSource();
        using var result = engine.Engine.Execute(plan, ConfSnapshot.Default, cancellation.Token);
        var start = Stopwatch.GetTimestamp();
        cancellation.CancelAfter(50);
        Assert.Equal("QUERY_CANCELED", Assert.Throws<SqlSparkException>(() => result.TryNext(out _)).Condition);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
    }

    private static AttributeReference LongColumn(string name) => new(name, LongType.Instance, isNullable: true);

    /// <summary>NULL for the numbers that are too large; the step drops them.</summary>
    private static If Smaller(Expression value, long bound) =>
        new(new Comparison(ComparisonOperator.LessThan, value, Literal.Long(bound)), value, Literal.Null(LongType.Instance));

    private static UnionLoop Loop(LogicalPlan anchor, Func<AttributeReference, Expression> next)
    {
        var id = CteRelationDefinition.NewId();
        var row = LongColumn("n");
        var step = new Project([next(row).As("next")], new UnionLoopReference(id, [row]));
        return new UnionLoop(id, anchor, new Filter(new IsNotNull(step.Output[0]), step), [LongColumn("n")]);
    }
}
