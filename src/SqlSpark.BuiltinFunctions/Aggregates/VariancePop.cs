using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>var_pop(a)</c>: the variance of the values as a whole population.</summary>
/// <remarks>Spark: <c>VariancePop</c>. NULL over no rows.</remarks>
internal static class VariancePop
{
    public static readonly AggregateFunction Definition = new("var_pop")
    {
        Group = FunctionGroup.Aggregate,
        Since = "1.6.0",
        Usage = "var_pop(expr) - Returns the variance of the values as a whole population.",
        Examples = [new("SELECT var_pop(col) FROM VALUES (1), (2), (3) AS tab(col)", "0.6666666666666666")],
        Overloads = [new([DoubleType.Instance], static _ => MomentKernel.Bind(Spread.PopulationVariance))],
    };
}
