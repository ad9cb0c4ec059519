using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>Exact arithmetic over the live rows of a batch in which some row may have overflowed.</summary>
internal static class ArithmeticRerun
{
    /// <summary>Computes two operands, each a flat or constant vector of <typeparamref name="T"/>, row by row and reports the rows that fail.</summary>
    public static void Binary<T, TOp>(Core.Columnar.Vector left, Core.Columnar.Vector right, Rows rows, Span<T> result, ref RowErrors errors)
        where T : unmanaged, INumberBase<T>
        where TOp : struct, ITryBinaryOperation<T, T, T>
    {
        var leftValues = left is FlatVector leftColumn ? leftColumn.Values<T>() : default;
        var rightValues = right is FlatVector rightColumn ? rightColumn.Values<T>() : default;
        var leftConstant = leftValues.IsEmpty ? Widths.ConstantOf<T>((ConstantVector)left) : default;
        var rightConstant = rightValues.IsEmpty ? Widths.ConstantOf<T>((ConstantVector)right) : default;
        foreach (var row in rows)
        {
            var (a, b) = (leftValues.IsEmpty ? leftConstant : leftValues[row], rightValues.IsEmpty ? rightConstant : rightValues[row]);
            if (!TOp.TryInvoke(a, b, out result[row]) && !errors.NullsRow(row))
                errors.Report(row, TOp.Error(a, b));
        }
    }

    /// <summary>Computes one operand row by row and reports the rows that fail.</summary>
    public static void Unary<T, TOp>(ReadOnlySpan<T> values, Rows rows, Span<T> result, ref RowErrors errors)
        where T : unmanaged
        where TOp : struct, ITryUnaryOperation<T, T>
    {
        foreach (var row in rows)
        {
            if (!TOp.TryInvoke(values[row], out result[row]) && !errors.NullsRow(row))
                errors.Report(row, TOp.Error(values[row]));
        }
    }
}
