using System.Globalization;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Windows;

/// <summary><c>ntile(n)</c>: which of n parts of the partition the row is in, from 1. Parts differ by one row at most, the first ones are larger.</summary>
/// <remarks>Spark: <c>NTile</c> in windowExpressions.scala. The argument is an INT without a cast.</remarks>
internal static class Ntile
{
    public static readonly WindowFunction Definition = new("ntile")
    {
        Group = FunctionGroup.Window,
        Since = "2.0.0",
        Usage = "ntile(n) - Divides the rows of each partition into n parts and returns the number of the row's part, from 1.",
        Examples = [new("SELECT a, ntile(2) OVER (ORDER BY a) FROM VALUES (20), (10), (30) AS tab(a)", "10\t1\n20\t1\n30\t2")],
        Overloads =
        [
            new([TypePattern.Any], Bind) { Defaults = [Literal.Int(1)] },
        ],
    };

    private static BoundWindowFunction Bind(BindCall call)
    {
        if (!call.Arguments[0].IsFoldable)
            throw BuiltinErrors.NotFoldable(call, 0, "buckets", "INT");
        if (call.Type(0) is not IntegerType)
            throw BuiltinErrors.UnexpectedType(call, 0, ["INT"]);
        if (call.Constant(0)?.Value is not int buckets)
            throw BuiltinErrors.NotFoldable(call, 0, "buckets", "INT");
        if (buckets <= 0)
            throw BuiltinErrors.OutOfRange(call, "buckets", $"(0, {int.MaxValue.ToString(CultureInfo.InvariantCulture)}]", buckets.ToString(CultureInfo.InvariantCulture));
        return new BoundWindowFunction(IntegerType.Instance, false)
        {
            Frame = Ranking.UpToRow,
            CreateKernel = () => new Kernel(buckets),
            Signature = [buckets],
        };
    }

    private sealed class Kernel(int buckets) : IWindowKernel
    {
        public void Evaluate(WindowRows rows, VectorWriter result)
        {
            var tiles = result.Values<int>();
            var starts = rows.PartitionStarts;
            var ends = rows.PartitionEnds;
            for (var i = 0; i < starts.Length; i++)
            {
                var (size, larger) = Math.DivRem(ends[i] - starts[i], buckets);
                var place = rows.Positions[i] - starts[i];
                var inLarger = (long)larger * (size + 1);
                tiles[i] = place < inLarger ? (place / (size + 1)) + 1 : larger + (int)((place - inLarger) / size) + 1;
            }
        }
    }
}
