using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>regr_sxy(y, x)</c>: the sum of products of distances of x and y from their means.</summary>
/// <remarks>Spark: <c>RegrSxy</c>.</remarks>
internal static class RegrSxy
{
    public static readonly AggregateFunction Definition = new("regr_sxy")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.4.0",
        Usage = "regr_sxy(y, x) - Returns the sum of products of distances of x and y from their means of pairs of numbers, neither of them NULL.",
        Examples = [new("SELECT round(regr_sxy(y, x), 12) FROM VALUES (1, 2), (2, 2), (2, 3), (2, 4) AS tab(y, x)", "0.75")],
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
                    values[i] = state.Products;
            }
        }
    }
}
