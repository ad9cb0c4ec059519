using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Windows;

/// <summary><c>row_number()</c>: the place of a row in its partition, from 1.</summary>
/// <remarks>Spark: <c>RowNumber</c> in windowExpressions.scala.</remarks>
internal static class RowNumber
{
    public static readonly WindowFunction Definition = new("row_number")
    {
        Group = FunctionGroup.Window,
        Since = "2.0.0",
        Usage = "row_number() - Returns the place of the row in its partition, from 1.",
        Examples = [new("SELECT a, row_number() OVER (ORDER BY a) FROM VALUES (20), (10), (20) AS tab(a)", "10\t1\n20\t2\n20\t3")],
        Overloads = [Ranking.Overload(IntegerType.Instance, Ranking.UpToRow, looksAtPeers: false, isRank: true, takesArguments: false, static () => new Kernel())],
    };

    private sealed class Kernel : IWindowKernel
    {
        public void Evaluate(WindowRows rows, VectorWriter result)
        {
            var numbers = result.Values<int>();
            var positions = rows.Positions;
            var starts = rows.PartitionStarts;
            for (var i = 0; i < positions.Length; i++)
                numbers[i] = positions[i] - starts[i] + 1;
        }
    }
}
