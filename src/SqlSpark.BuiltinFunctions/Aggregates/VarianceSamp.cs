using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>var_samp(a)</c>: the variance of the values as a sample.</summary>
/// <remarks>Spark: <c>VarianceSamp</c>. NULL over no rows, and over one.</remarks>
internal static class VarianceSamp
{
    public static readonly AggregateFunction Definition = new("var_samp")
    {
        Aliases = ["variance"],
        Group = FunctionGroup.Aggregate,
        Since = "1.6.0",
        Usage = "var_samp(expr) - Returns the variance of the values as a sample.",
        Examples = [new("SELECT var_samp(col) FROM VALUES (1), (2), (3) AS tab(col)", "1.0")],
        Overloads = [new([DoubleType.Instance], static _ => MomentKernel.Bind(Spread.SampleVariance))],
    };
}
