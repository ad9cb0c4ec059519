using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>regr_intercept(y, x)</c>: the value at 0 of the line of least squares.</summary>
/// <remarks>Spark: <c>RegrIntercept</c>. NULL where x has one value only or none.</remarks>
internal static class RegrIntercept
{
    public static readonly AggregateFunction Definition = new("regr_intercept")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.4.0",
        Usage = "regr_intercept(y, x) - Returns the value at 0 of the line of least squares of pairs of numbers, neither of them NULL.",
        Examples = [new("SELECT regr_intercept(y, x) FROM VALUES (1, 1), (2, 2), (3, 3), (4, 4) AS tab(y, x)", "0.0")],
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
                if (state.SecondSquares == 0)
                    result.SetNull(i);
                else
                    values[i] = state.FirstMean - (state.Products / state.SecondSquares * state.SecondMean);
            }
        }
    }
}
