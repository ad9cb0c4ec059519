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
}
