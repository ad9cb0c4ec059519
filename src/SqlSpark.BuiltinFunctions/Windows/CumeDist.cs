using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Windows;

/// <summary><c>cume_dist()</c>: the share of the rows of the partition that come before in the order or are equal.</summary>
/// <remarks>Spark: <c>CumeDist</c> in windowExpressions.scala. The only function of its kind with a RANGE frame, as its name shows.</remarks>
internal static class CumeDist
{
    private static readonly WindowFrame UpToPeers = new(WindowFrameUnit.Range, WindowBound.UnboundedPreceding, WindowBound.CurrentRow);

    public static readonly WindowFunction Definition = new("cume_dist")
    {
        Group = FunctionGroup.Window,
        Since = "2.0.0",
        Usage = "cume_dist() - Returns the share of the rows of the partition that come before the row or are its equals.",
        Examples = [new("SELECT a, cume_dist() OVER (ORDER BY a) FROM VALUES (20), (10), (20), (30) AS tab(a)", "10\t0.25\n20\t0.75\n20\t0.75\n30\t1.0")],
        Overloads = [Ranking.Overload(DoubleType.Instance, UpToPeers, looksAtPeers: true, isRank: false, takesArguments: false, static () => new Kernel())],
    };

    private sealed class Kernel : IWindowKernel
    {
        public void Evaluate(WindowRows rows, VectorWriter result)
        {
            var shares = result.Values<double>();
            var starts = rows.PartitionStarts;
            var ends = rows.PartitionEnds;
            var peers = rows.PeerEnds;
            for (var i = 0; i < starts.Length; i++)
                shares[i] = (double)(peers[i] - starts[i]) / (ends[i] - starts[i]);
        }
    }
}
