using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>regr_slope(y, x)</c>: the slope of the line of least squares.</summary>
/// <remarks>Spark: <c>RegrSlope</c>. NULL where x has one value only or none.</remarks>
internal static class RegrSlope
{
    public static readonly AggregateFunction Definition = new("regr_slope")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.4.0",
        Usage = "regr_slope(y, x) - Returns the slope of the line of least squares of pairs of numbers, neither of them NULL.",
        Examples = [new("SELECT regr_slope(y, x) FROM VALUES (1, 1), (2, 2), (3, 3), (4, 4) AS tab(y, x)", "1.0")],
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
                    values[i] = state.Products / state.SecondSquares;
            }
        }
    }
}
