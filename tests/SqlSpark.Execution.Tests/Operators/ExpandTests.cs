using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Types;
using Xunit;
using static SqlSpark.Execution.Expressions;

namespace SqlSpark.Execution.Operators;

public sealed class ExpandTests
{
    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Rows_made_of_one_row_follow_each_other_where_order_counts(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var numbers = EngineFixture.Numbers(1000);
        var even = new Filter(IsEqual(Remainder(numbers.Attribute, 2), 0), numbers);
        var expand = Expand(even, numbers.Attribute, keepsOrder: true);
        var expected = Enumerable.Range(0, 500).SelectMany(i => new object?[][] { [2L * i, "a"], [2L * i + 1, "b"], [null, "a text over twelve bytes"] });
        Assert.Equal(expected, engine.Rows(expand, EngineFixture.Conf(batchCapacity, morselRows, workerCount)));
    }

    [Fact]
    public void Rows_are_the_same_where_order_does_not_count()
    {
        using var engine = new EngineFixture();
        var numbers = EngineFixture.Numbers(1000);
        var ordered = engine.Rows(Expand(numbers, numbers.Attribute, keepsOrder: true)).Select(row => (row[0], row[1]));
        Assert.Equal(ordered.Order(), engine.Rows(Expand(numbers, numbers.Attribute, keepsOrder: false)).Select(row => (row[0], row[1])).Order());
    }

    [Fact]
    public void No_rows_stay_no_rows()
    {
        using var engine = new EngineFixture();
        var numbers = EngineFixture.Numbers(0);
        Assert.Empty(engine.Rows(Expand(numbers, numbers.Attribute, keepsOrder: true)));
    }

    private static Expand Expand(LogicalPlan child, AttributeReference id, bool keepsOrder) => new(
        [[id, Literal.String("a")], [Plus(id, Literal.Long(1)), Literal.String("b")], [Literal.Null(LongType.Instance), Literal.String("a text over twelve bytes")]],
        [new AttributeReference("n", LongType.Instance), new AttributeReference("s", StringType.Instance, false)],
        child)
    {
        KeepsOrder = keepsOrder,
    };
}
