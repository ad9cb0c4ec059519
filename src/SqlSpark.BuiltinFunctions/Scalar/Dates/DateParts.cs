using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>Computes one part of every date of a column.</summary>
/// <param name="days">Days since 1970-01-01.</param>
/// <param name="parts">The parts, one a date.</param>
internal delegate void DatePart(ReadOnlySpan<int> days, Span<int> parts);

/// <summary>Signatures of functions that take a part of a date.</summary>
internal static class DateParts
{
    /// <summary>A date, or what casts to one.</summary>
    public static FunctionOverload Overload(DatePart part) => Catalyst.Functions.Overload.Bound(
        [DateType.Instance],
        call => new BoundFunction(IntegerType.Instance, call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, _ => new Kernel(part))
        {
            IsDense = true,
        });

    private sealed class Kernel(DatePart part) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) =>
            part(((FlatVector)arguments[0]).Values<int>(), result.Values<int>());
    }
}
