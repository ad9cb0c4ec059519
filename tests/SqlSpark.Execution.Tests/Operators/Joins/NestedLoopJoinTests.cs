using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Execution.Operators.Joins;

public sealed class NestedLoopJoinTests
{
    public static TheoryData<int, int, int> Shapes => EngineFixture.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gives_the_same_rows_in_the_same_order_for_all_shapes(int capacity, int morselRows, int workerCount)
    {
        var random = new Random(capacity + workerCount);
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(capacity, morselRows, workerCount);
        var rowCount = capacity switch { 1 => 30, 4096 => 150, _ => 90 };      // all pairs are more than a batch
        foreach (var keys in (DataType[][])[[], [IntegerType.Instance]])
        {
            foreach (var hasCondition in (bool[])[false, true])
            {
                var join = JoinCase.Random(keys, rowCount, rowCount / 2, random, variety: 60, hasCondition);
                foreach (var kind in JoinCase.Kinds)
                    join.CheckNestedLoop(engine, kind, conf);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void One_row_or_none_on_a_side_gives_the_same_rows_for_all_shapes(int capacity, int morselRows, int workerCount)
    {
        var random = new Random((capacity * 7) + workerCount);
        using var engine = new EngineFixture(workerCount);
        var conf = EngineFixture.Conf(capacity, morselRows, workerCount);
        foreach (var (leftCount, rightCount) in (ReadOnlySpan<(int, int)>)[(200, 1), (200, 1), (200, 1), (1, 200), (200, 0), (0, 1), (1, 1)])
        {
            foreach (var hasCondition in (bool[])[false, true])
            {
                var join = JoinCase.Random([], leftCount, rightCount, random, variety: 60, hasCondition);
                foreach (var kind in JoinCase.Kinds)
                    join.CheckNestedLoop(engine, kind, conf);
            }
        }
    }

    [Theory]
    [MemberData(nameof(HashJoinTests.KeyTypes), MemberType = typeof(HashJoinTests))]
    public void The_columns_of_one_row_may_have_any_type(int type)
    {
        var random = new Random(type);
        using var engine = new EngineFixture();
        for (var i = 0; i < 4; i++)
        {
            var join = JoinCase.Random([State.TestData.AllTypes[type]], 150, 1, random, variety: 4);
            foreach (var kind in JoinCase.Kinds)
                join.CheckNestedLoop(engine, kind, EngineFixture.Conf(64, 100, 2));
        }
    }
}
