using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>regr_count(y, x)</c>: the number of pairs without NULL.</summary>
/// <remarks>Spark: <c>RegrCount</c>.</remarks>
internal static class RegrCount
{
    public static readonly AggregateFunction Definition = new("regr_count")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.3.0",
        Usage = "regr_count(y, x) - Returns the number of pairs of numbers, neither of them NULL.",
        Examples = [new("SELECT regr_count(y, x) FROM VALUES (1, 2), (2, 2), (2, 3), (2, 4) AS tab(y, x)", "4")],
        Overloads =
        [
            new([DoubleType.Instance, DoubleType.Instance], static _ => new BoundAggregate(LongType.Instance, false, false, static _ => new Kernel()) { StateKey = typeof(CorrelationState), EmptyValue = 0L }),
        ],
    };

    private sealed class Kernel : CorrelationKernel
    {
        public override void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
        {
            var values = result.Values<long>();
            for (var i = 0; i < states.Count; i++)
                values[i] = (long)states.Get<CorrelationState>(i).Count;
        }
    }
}
