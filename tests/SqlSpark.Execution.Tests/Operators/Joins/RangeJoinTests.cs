using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Locals;
using SqlSpark.Execution.State;
using Xunit;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>A range join against the nested loop of the same condition.</summary>
public sealed class RangeJoinTests
{
    private static readonly DataType[] EndTypes = [.. TestData.AllTypes.Where(t => !t.PhysicalType.IsNested() && t is not VoidType)];

    public static TheoryData<int, int, int> Shapes => EngineFixture.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gives_the_rows_of_a_nested_loop_for_every_kind_of_join_and_range(int capacity, int morselRows, int workerCount)
    {
        var random = new Random((capacity * 7) + workerCount);
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(capacity, morselRows, workerCount);
        var rowCount = capacity switch { 1 => 20, 4096 => 120, _ => 70 };
        foreach (var kind in JoinCase.Kinds)
        {
            foreach (var bounds in Enum.GetValues<Bounds>())
                Check(engine, conf, LongType.Instance, kind, bounds, rowCount, rowCount / 2, random);
        }
    }

    [Fact]
    public void Compares_ends_of_every_orderable_type()
    {
        var random = new Random(3);
        using var engine = new EngineFixture(2);
        var conf = EngineFixture.Conf(63, 16, 2);
        foreach (var type in EndTypes)
        {
            foreach (var bounds in Enum.GetValues<Bounds>())
                Check(engine, conf, type, JoinKind.FullOuter, bounds, 60, 60, random);
        }
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(20, 0)]
    [InlineData(1, 300)]
    [InlineData(300, 1)]
    public void Sides_may_be_empty_or_have_one_row(int leftCount, int rightCount)
    {
        using var engine = new EngineFixture(2);
        foreach (var kind in JoinCase.Kinds)
            Check(engine, EngineFixture.Conf(64, 16, 2), LongType.Instance, kind, Bounds.Both, leftCount, rightCount, new Random(4));
    }

    private static void Check(EngineFixture engine, ConfSnapshot conf, DataType type, JoinKind kind, Bounds bounds, int leftCount, int rightCount, Random random)
    {
        AttributeReference[] left = Columns("l", type), right = Columns("r", type);
        LocalTableScanExec leftTable = Table(left, leftCount, random), rightTable = Table(right, rightCount, random);
        // The right side's columns 0 and 1 against the left side's: low end below the left value, high end above it.
        var conditions = new List<Expression>();
        if (bounds != Bounds.High)
            conditions.Add(new Comparison(random.Next(2) == 0 ? ComparisonOperator.LessThan : ComparisonOperator.LessThanOrEqual, right[0], left[0]));
        if (bounds != Bounds.Low)
            conditions.Add(new Comparison(random.Next(2) == 0 ? ComparisonOperator.GreaterThan : ComparisonOperator.GreaterThanOrEqual, right[bounds == Bounds.OneValue ? 0 : 1], left[1]));
        if (random.Next(3) == 0)
            conditions.Add(new Comparison(ComparisonOperator.LessThan, left[2], right[2]));
        var condition = And.Of([.. conditions]);
        var joinType = kind switch
        {
            JoinKind.LeftOuter => JoinType.LeftOuter,
            JoinKind.RightOuter => JoinType.RightOuter,
            JoinKind.FullOuter => JoinType.FullOuter,
            JoinKind.LeftSemi or JoinKind.Exists => JoinType.LeftSemi,
            JoinKind.LeftAnti => JoinType.LeftAnti,
            _ => JoinType.Inner,
        };
        var exists = kind == JoinKind.Exists ? new AttributeReference("exists", BooleanType.Instance, false) : null;
        var expected = JoinCase.Run(engine, new NestedLoopJoinExec(leftTable, rightTable, joinType, condition) { ExistsAttribute = exists }, conf);
        var (low, high) = (bounds != Bounds.High, bounds != Bounds.Low);
        var highEnd = bounds == Bounds.OneValue ? 0 : 1;
        var keepsRight = new JoinRange(low ? 0 : -1, low ? 0 : -1, high ? highEnd : -1, high ? 1 : -1);
        // Kept on the left the same conditions bound the other way around.
        var keepsLeft = new JoinRange(high ? 1 : -1, high ? highEnd : -1, low ? 0 : -1, low ? 0 : -1);
        foreach (var (side, range) in new[] { (BuildSide.Right, keepsRight), (BuildSide.Left, keepsLeft) })
        {
            var actual = JoinCase.Run(engine, new RangeJoinExec(leftTable, rightTable, joinType, side, range, condition) { ExistsAttribute = exists }, conf);
            Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
    }

    private static AttributeReference[] Columns(string prefix, DataType type) =>
    [
        .. new[] { type, type, LongType.Instance, StringType.Instance }
            .Select((t, i) => new AttributeReference(string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}"), t)),
    ];

    private static LocalTableScanExec Table(AttributeReference[] columns, int rowCount, Random random) =>
        new([.. columns], [.. TestData.Rows(Array.ConvertAll(columns, c => c.Type), rowCount, random, variety: 40).Select(EquatableArray.ToEquatableArray)]);

    private enum Bounds
    {
        Low,
        High,
        Both,
        OneValue,
    }
}
