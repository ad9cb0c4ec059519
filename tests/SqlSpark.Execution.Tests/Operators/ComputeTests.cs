using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using Xunit;
using static SqlSpark.Execution.Expressions;

namespace SqlSpark.Execution.Operators;

public sealed class ComputeTests
{
    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Filters_and_projections_keep_the_order(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var numbers = EngineFixture.Numbers(4000);
        var projected = new Project([numbers.Attribute, Times(numbers.Attribute, numbers.Attribute).As("square")], new Filter(Above(numbers.Attribute, 17), numbers));
        var plan = new Project([projected.Output[1], projected.Output[0]], new Filter(IsEqual(Remainder(projected.Output[1], 7), 2), projected));
        var rows = engine.Rows(plan, EngineFixture.Conf(batchCapacity, morselRows, workerCount));
        Assert.Equal(
            Enumerable.Range(18, 3982).Select(i => (long)i).Where(i => i * i % 7 == 2).Select(i => (i * i, i)),
            rows.Select(row => ((long)row[0]!, (long)row[1]!)));
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Values_of_every_type_pass_through(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var rows = Enumerable.Range(0, 500).Select(i => new object?[]
        {
            i % 5 == 0 ? null : i, i % 7 == 0 ? null : $"a string of some length {i}", i % 2 == 0, i % 3 == 0 ? null : i / 4.0, (Int128)i * 1_000_000_007,
        }).ToArray();
        var table = EngineFixture.Table(
            [
                EngineFixture.Column("i", IntegerType.Instance), EngineFixture.Column("s", StringType.Instance),
                EngineFixture.Column("b", BooleanType.Instance), EngineFixture.Column("d", DoubleType.Instance),
                EngineFixture.Column("m", new DecimalType(38, 2)),
            ],
            rows);
        var conf = EngineFixture.Conf(batchCapacity, morselRows, workerCount);
        Assert.Equal(rows, engine.Rows(table, conf));
        Assert.Equal(rows.Where(r => r[2] is true), engine.Rows(new Filter(table.Output[2], table), conf));
    }

    [Fact]
    public void One_row_without_columns_gives_one_row()
    {
        using var engine = new EngineFixture();
        var plan = new Project([Plus(Literal.Long(40), Literal.Long(2)).As("answer")], new OneRowRelation());
        Assert.Equal([42L], engine.Longs(plan));
        Assert.Equal([[]], engine.Rows(new OneRowRelation()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_row_that_fails_fails_the_query(int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var numbers = EngineFixture.Numbers(1_000_000);
        var plan = new Project([Times(numbers.Attribute, Literal.Long(long.MaxValue / 900_000)).As("x")], numbers);
        using var result = engine.Engine.Execute(plan, ConfSnapshot.Default);
        Assert.Equal("ARITHMETIC_OVERFLOW", Assert.Throws<SqlSparkException>(() => result.CollectRows()).Condition);
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Positions_count_the_rows_of_each_partition_whatever_the_batches(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var numbers = EngineFixture.Numbers(1000) with { PartitionCount = 3 };
        var plan = new Project([numbers.Attribute, RowId().As("position")], new Filter(IsEqual(Remainder(numbers.Attribute, 2), 0), numbers));
        var rows = engine.Rows(plan, EngineFixture.Conf(batchCapacity, morselRows, workerCount));
        var expected = new (int First, int End)[] { (0, 333), (333, 666), (666, 1000) }.SelectMany((part, partition) =>
            Enumerable.Range(part.First, part.End - part.First).Where(i => i % 2 == 0).Select((i, position) => ((long)i, ((long)partition << 33) + position)));
        Assert.Equal(expected, rows.Select(row => ((long)row[0]!, (long)row[1]!)));
    }

    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Expand_gives_each_row_once_per_projection(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var numbers = EngineFixture.Numbers(3000);
        var even = new Filter(IsEqual(Remainder(numbers.Attribute, 2), 0), numbers);
        var plan = new Expand(
            [[numbers.Attribute.As("a"), Literal.Long(0).As("g")], [Literal.Null(LongType.Instance).As("a"), Literal.Long(1).As("g")]],
            [EngineFixture.Column("a", LongType.Instance), EngineFixture.Column("g", LongType.Instance)],
            even);
        var rows = engine.Rows(plan, EngineFixture.Conf(batchCapacity, morselRows, workerCount));
        Assert.Equal(Enumerable.Range(0, 1500).Select(i => (object)(i * 2L)), rows.Where(r => r[1] is 0L).Select(r => r[0]!));
        Assert.Equal(1500, rows.Count(r => r[1] is 1L && r[0] is null));
        Assert.Equal(3000, rows.Count);
    }
}
