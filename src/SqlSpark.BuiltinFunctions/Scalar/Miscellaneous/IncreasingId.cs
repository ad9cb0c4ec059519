using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Miscellaneous;

/// <summary><c>monotonically_increasing_id()</c>: numbers that grow with the rows: the partition in the upper 31 bits, the row of it in the lower 33.</summary>
/// <remarks>Spark: <c>MonotonicallyIncreasingID</c>.</remarks>
internal static class IncreasingId
{
    public static readonly ScalarFunction Definition = new("monotonically_increasing_id")
    {
        Group = FunctionGroup.Misc,
        Since = "1.4.0",
        Usage = "monotonically_increasing_id() - Returns growing 64-bit numbers, each once, with gaps between partitions.",
        Examples = [new("SELECT monotonically_increasing_id()", "0")],
        Overloads = [Overload.Bound([], Bind)],
    };

    private static BoundFunction Bind(BindCall call) =>
        new(LongType.Instance, false, Volatility.Volatile, false, NullBehavior.Custom, static context => new Kernel(context)) { IsPositional = true };

    private sealed class Kernel(KernelContext context) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var id = ((long)context.PartitionOrdinal << 33) + context.FirstRowPosition;
            var ids = result.Values<long>();
            foreach (var row in rows)
                ids[row] = id++;
        }
    }
}
