using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>avg(a)</c>: the mean of the values that are not NULL.</summary>
/// <remarks>Spark: <c>Average</c>. DECIMAL(p + 4, s + 4) of decimals, intervals of intervals, else DOUBLE.</remarks>
internal static class Average
{
    public static readonly AggregateFunction Definition = new("avg")
    {
        Aliases = ["mean"],
        Group = FunctionGroup.Aggregate,
        Usage = "avg(expr) - Returns the mean of the values.",
        Examples = [new("SELECT avg(col) FROM VALUES (1), (2), (3) AS tab(col)", "2.0"), new("SELECT avg(col) FROM VALUES (1), (2), (NULL) AS tab(col)", "1.5")],
        Prepare = SumBinding.Prepare,
        Overloads = [new([SumBinding.Pattern], static call => Bind(call, nullsOverflow: !call.IsAnsi))],
    };

    /// <summary>Binds <c>avg</c>, or <c>try_avg</c>, which is NULL where it overflows.</summary>
    internal static BoundAggregate Bind(BindCall call, bool nullsOverflow)
    {
        var type = call.Type(0);
        return type is FractionalType
            ? new BoundAggregate(DoubleType.Instance, true, false, context => new DoubleSumKernel(type, isAverage: true, context.Account))
            {
                AcceptsEncodings = true,
                StateKey = DoubleSumKernel.StateKey,
            }
            : OfExactSum(type, nullsOverflow);
    }

    private static BoundAggregate OfExactSum(DataType type, bool nullsOverflow)
    {
        DataType result = type switch
        {
            IntegralType => DoubleType.Instance,
            DecimalType decimalType => DecimalType.Bounded(decimalType.Precision + 4, decimalType.Scale + 4),
            _ => type,
        };
        return new BoundAggregate(result, true, type is DecimalType && !nullsOverflow, context => (type, result) switch
        {
            (IntegralType, _) => new IntegerKernel(type, context.Account),
            (DecimalType decimalType, DecimalType decimalResult) => new DecimalKernel(decimalType, decimalResult, nullsOverflow, context.Account),
            _ => new IntervalKernel(type, context.Account),
        })
        {
            AcceptsEncodings = true,
            StateKey = ExactSumKernel.StateKey,
            Signature = type is DecimalType ? [nullsOverflow] : [],
        };
    }

    private sealed class IntegerKernel(DataType type, MemoryAccount account) : ExactSumKernel(type, account)
    {
        protected override void Finish(in ExactSumState state, int row, VectorWriter result, ref RowErrors errors) =>
            result.Values<double>()[row] = (double)state.Sum / state.Count;
    }

    /// <summary>Halves are rounded away from zero.</summary>
    private sealed class IntervalKernel(DataType type, MemoryAccount account) : ExactSumKernel(type, account)
    {
        protected override void Finish(in ExactSumState state, int row, VectorWriter result, ref RowErrors errors) =>
            Catalyst.Evaluation.Binding.Widths.Write(result, row, WideMath.DivideHalfUp(state.Sum, state.Count));
    }

    private sealed class DecimalKernel(DecimalType type, DecimalType resultType, bool nullsOverflow, MemoryAccount account) : ExactSumKernel(type, account)
    {
        protected override void Finish(in ExactSumState state, int row, VectorWriter result, ref RowErrors errors)
        {
            // The sum must fit DECIMAL(p + 10, s) too.
            var sumType = DecimalType.Bounded(type.Precision + 10, type.Scale);
            if (!state.HasOverflowed && WideMath.Fits(state.Sum, sumType.Precision)
                && WideMath.TryDivideScaled(state.Sum, state.Count, resultType.Scale - type.Scale, out var average)
                && WideMath.Fits(average, resultType.Precision))
                Catalyst.Evaluation.Binding.Widths.Write(result, row, average);
            else if (nullsOverflow)
                result.SetNull(row);
            else
                errors.Report(row, RowError.Overflow("Overflow in sum of decimals", "try_avg"));
        }
    }
}
