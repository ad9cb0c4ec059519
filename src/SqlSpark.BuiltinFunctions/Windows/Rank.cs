using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Windows;

/// <summary><c>rank()</c>: one more than the rows that come before in the order; equal rows have equal ranks.</summary>
/// <remarks>Spark: <c>Rank</c> in windowExpressions.scala.</remarks>
internal static class Rank
{
    public static readonly WindowFunction Definition = new("rank")
    {
        Group = FunctionGroup.Window,
        Since = "2.0.0",
        Usage = "rank() - Returns one more than the number of rows that come before the row and its equals.",
        Examples = [new("SELECT a, rank() OVER (ORDER BY a) FROM VALUES (20), (10), (20), (30) AS tab(a)", "10\t1\n20\t2\n20\t2\n30\t4")],
        Printer = static (_, _) => "RANK()",
        Overloads = [Ranking.Overload(IntegerType.Instance, Ranking.UpToRow, looksAtPeers: true, isRank: true, takesArguments: true, static () => new Kernel())],
    };

    private sealed class Kernel : IWindowKernel
    {
        public void Evaluate(WindowRows rows, VectorWriter result)
        {
            var ranks = result.Values<int>();
            var starts = rows.PartitionStarts;
            var peers = rows.PeerStarts;
            for (var i = 0; i < starts.Length; i++)
                ranks[i] = peers[i] - starts[i] + 1;
        }
    }
}
