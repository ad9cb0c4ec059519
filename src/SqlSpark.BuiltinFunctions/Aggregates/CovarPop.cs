using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>covar_pop(y, x)</c>: the covariance as of a whole population.</summary>
/// <remarks>Spark: <c>CovPopulation</c>.</remarks>
internal static class CovarPop
{
    public static readonly AggregateFunction Definition = new("covar_pop")
    {
        Group = FunctionGroup.Aggregate,
        Since = "2.0.0",
        Usage = "covar_pop(y, x) - Returns the covariance as of a whole population of pairs of numbers, neither of them NULL.",
        Examples = [new("SELECT covar_pop(c1, c2) FROM VALUES (1, 1), (2, 2), (3, 3) AS tab(c1, c2)", "0.6666666666666666")],
        Overloads =
        [
            new([DoubleType.Instance, DoubleType.Instance], static _ => new BoundAggregate(DoubleType.Instance, true, false, static _ => new Kernel()) { StateKey = typeof(CorrelationState) }),
        ],
    };

    private sealed class Kernel : CorrelationKernel
    {
        public override void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
        {
            var values = result.Values<double>();
            for (var i = 0; i < states.Count; i++)
            {
                ref var state = ref states.Get<CorrelationState>(i);
                if (state.Count == 0)
                    result.SetNull(i);
                else
                    values[i] = state.Products / state.Count;
            }
        }
    }
}
