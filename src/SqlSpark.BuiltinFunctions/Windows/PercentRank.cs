using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Windows;

/// <summary><c>percent_rank()</c>: the share of the other rows of the partition that come before in the order.</summary>
/// <remarks>Spark: <c>PercentRank</c> in windowExpressions.scala. 0 for the only row of a partition.</remarks>
internal static class PercentRank
{
    public static readonly WindowFunction Definition = new("percent_rank")
    {
        Group = FunctionGroup.Window,
        Since = "2.0.0",
        Usage = "percent_rank() - Returns the rank less one, divided by the rows of the partition less one.",
        Examples = [new("SELECT a, percent_rank() OVER (ORDER BY a) FROM VALUES (20), (10), (20), (30), (40) AS tab(a)", "10\t0.0\n20\t0.25\n20\t0.25\n30\t0.75\n40\t1.0")],
        Printer = static (_, _) => "PERCENT_RANK()",
        Overloads = [Ranking.Overload(DoubleType.Instance, Ranking.UpToRow, looksAtPeers: true, isRank: false, takesArguments: true, static () => new Kernel())],
    };

    private sealed class Kernel : IWindowKernel
    {
        public void Evaluate(WindowRows rows, VectorWriter result)
        {
            var ranks = result.Values<double>();
            var starts = rows.PartitionStarts;
            var ends = rows.PartitionEnds;
            var peers = rows.PeerStarts;
            for (var i = 0; i < starts.Length; i++)
            {
                var others = ends[i] - starts[i] - 1;
                ranks[i] = others == 0 ? 0 : (double)(peers[i] - starts[i]) / others;
            }
        }
    }
}
