using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>corr(a, b)</c>: Pearson's coefficient of correlation.</summary>
/// <remarks>
/// Spark: <c>Corr</c>. NULL over fewer than two pairs. Where one column has a single value the quotient divides by zero: an error in ANSI mode, else NULL.
/// </remarks>
internal static class Corr
{
    public static readonly AggregateFunction Definition = new("corr")
    {
        Group = FunctionGroup.Aggregate,
        Since = "1.6.0",
        Usage = "corr(expr1, expr2) - Returns Pearson's coefficient of correlation of pairs of numbers.",
        Examples = [new("SELECT corr(c1, c2) FROM VALUES (3, 2), (3, 3), (6, 4) AS tab(c1, c2)", "0.8660254037844387")],
        Overloads = [new([DoubleType.Instance, DoubleType.Instance], Bind)],
    };

    private static BoundAggregate Bind(BindCall call)
    {
        var isAnsi = call.IsAnsi;
        return new BoundAggregate(DoubleType.Instance, true, isAnsi, _ => new Kernel(isAnsi)) { StateKey = typeof(CorrelationState), Signature = [isAnsi] };
    }

    private sealed class Kernel(bool isAnsi) : CorrelationKernel
    {
        public override void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
        {
            var values = result.Values<double>();
            for (var i = 0; i < states.Count; i++)
            {
                ref var state = ref states.Get<CorrelationState>(i);
                var divisor = Math.Sqrt(state.FirstSquares * state.SecondSquares);
                if (state.Count > 1 && divisor != 0)
                {
                    values[i] = state.Products / divisor;
                    continue;
                }

                result.SetNull(i);
                if (isAnsi && state.Count > 1)
                    errors.Report(i, RowError.DivideByZero);
            }
        }
    }
}
