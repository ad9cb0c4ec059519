using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Kernels;

/// <summary>One column of an order.</summary>
/// <param name="Type">The column's type.</param>
/// <param name="IsDescending">Largest first.</param>
/// <param name="NullsFirst">Where NULLs stand, whatever the direction.</param>
/// <param name="IsNullable">False when no row is NULL.</param>
public readonly record struct SortColumn(DataType Type, bool IsDescending = false, bool NullsFirst = true, bool IsNullable = true);

/// <summary>Compares whole rows by the columns of an order; every type that is orderable, in any encoding.</summary>
/// <param name="columns">The order, most significant column first.</param>
public sealed class RowComparer(ImmutableArray<SortColumn> columns)
{
    /// <summary>The order.</summary>
    public ImmutableArray<SortColumn> Columns { get; } = columns;

    /// <summary>Negative, zero or positive, as the left row comes before, with or after the right one.</summary>
    /// <param name="left">One vector a column of the order.</param>
    /// <param name="leftRow">The row in <paramref name="left"/>.</param>
    /// <param name="right">One vector a column of the order; perhaps another batch's.</param>
    /// <param name="rightRow">The row in <paramref name="right"/>.</param>
    /// <param name="firstColumn">Columns before this one are known to be equal.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Compare(ReadOnlySpan<Vector> left, int leftRow, ReadOnlySpan<Vector> right, int rightRow, int firstColumn = 0)
    {
        var order = Columns.AsSpan();
        for (var i = firstColumn; i < order.Length; i++)
        {
            var column = order[i];
            var (leftIsNull, rightIsNull) = (left[i].IsNull(leftRow), right[i].IsNull(rightRow));
            if (leftIsNull || rightIsNull)
            {
                if (leftIsNull && rightIsNull)
                    continue;
                return leftIsNull == column.NullsFirst ? -1 : 1;
            }

            var comparison = VectorComparer.Compare(left[i], leftRow, right[i], rightRow);
            if (comparison != 0)
                return column.IsDescending ? -comparison : comparison;
        }

        return 0;
    }
}
