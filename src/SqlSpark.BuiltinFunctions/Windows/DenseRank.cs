using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Windows;

/// <summary><c>dense_rank()</c>: one more than the different rows that come before in the order.</summary>
/// <remarks>Spark: <c>DenseRank</c> in windowExpressions.scala.</remarks>
internal static class DenseRank
{
    public static readonly WindowFunction Definition = new("dense_rank")
    {
        Group = FunctionGroup.Window,
        Since = "2.0.0",
        Usage = "dense_rank() - Returns one more than the number of different rows that come before: ranks have no gaps.",
        Examples = [new("SELECT a, dense_rank() OVER (ORDER BY a) FROM VALUES (20), (10), (20), (30) AS tab(a)", "10\t1\n20\t2\n20\t2\n30\t3")],
        Printer = static (_, _) => "DENSE_RANK()",
        Overloads = [Ranking.Overload(IntegerType.Instance, Ranking.UpToRow, looksAtPeers: true, isRank: true, takesArguments: true, static () => new Kernel())],
    };

    private sealed class Kernel : IWindowKernel
    {
        public void Evaluate(WindowRows rows, VectorWriter result)
        {
            var ranks = result.Values<int>();
            var groups = rows.PeerGroups;
            for (var i = 0; i < groups.Length; i++)
                ranks[i] = groups[i] + 1;
        }
    }
}
