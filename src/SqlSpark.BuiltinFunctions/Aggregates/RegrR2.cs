using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>regr_r2(y, x)</c>: the coefficient of determination of the regression of y on x.</summary>
/// <remarks>Spark: <c>RegrR2</c>. NULL where x has one value only or none; 1 where y has one value only.</remarks>
internal static class RegrR2
{
    public static readonly AggregateFunction Definition = new("regr_r2")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.3.0",
        Usage = "regr_r2(y, x) - Returns the coefficient of determination of pairs of numbers, y dependent on x.",
        Examples = [new("SELECT regr_r2(y, x) FROM VALUES (1, 1), (2, 2), (3, 3), (4, 4) AS tab(y, x)", "1.0"), new("SELECT regr_r2(y, x) FROM VALUES (1, NULL) AS tab(y, x)", "NULL")],
        Overloads =
        [
            new(
                [DoubleType.Instance, DoubleType.Instance],
                static _ => new BoundAggregate(DoubleType.Instance, true, false, static _ => new Kernel()) { StateKey = typeof(CorrelationState) }),
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
                if (state.SecondSquares == 0)
                {
                    result.SetNull(i);
                    continue;
                }

                var correlation = state.Products / Math.Sqrt(state.FirstSquares * state.SecondSquares);
                values[i] = state.FirstSquares == 0 ? 1 : correlation * correlation;
            }
        }
    }
}
