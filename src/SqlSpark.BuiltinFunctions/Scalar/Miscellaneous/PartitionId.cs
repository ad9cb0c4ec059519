using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Miscellaneous;

/// <summary><c>spark_partition_id()</c>: the partition that a row is computed in.</summary>
/// <remarks>Spark: <c>SparkPartitionID</c>.</remarks>
internal static class PartitionId
{
    public static readonly ScalarFunction Definition = new("spark_partition_id")
    {
        Group = FunctionGroup.Misc,
        Since = "1.4.0",
        Usage = "spark_partition_id() - Returns the number of the current partition.",
        Examples = [new("SELECT spark_partition_id()", "0")],
        Overloads = [Overload.Bound([], Bind)],
    };

    private static BoundFunction Bind(BindCall call) =>
        new(IntegerType.Instance, false, Volatility.Volatile, false, NullBehavior.Custom, static context => new Kernel(context)) { IsPositional = true };

    private sealed class Kernel(KernelContext context) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) => result.Values<int>().Fill(context.PartitionOrdinal);
    }
}
