using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>Integers, dates, timestamps, intervals of one unit and decimals of one scale, in any widths.</summary>
internal sealed class IntegerComparer(DataType type, MemoryAccount account) : IComparer
{
    private readonly VectorWriter _left = new(type, account);
    private readonly VectorWriter _right = new(type, account);

    public void Compare(ComparisonOperator operation, Vector left, Vector right, Rows rows, Span<ulong> result)
    {
        var column = (FlatVector)left;
        if (right is ConstantVector constant)
        {
            var value = Widths.Read((FlatVector)constant.Value, 0);
            if (Widths.NarrowestFor(value) > column.Physical)
                CompareWithLarger(operation, value > 0, result);
            else
                CompareWith(operation, column, value, result);
            return;
        }

        var other = (FlatVector)right;
        if (column.Physical < other.Physical)
            column = Widen(column, other.Physical, _left);
        else if (other.Physical < column.Physical)
            other = Widen(other, column.Physical, _right);
        switch (column.Physical)
        {
            case PhysicalType.Int8:
                ComparisonDispatch.Columns(operation, column.Values<sbyte>(), other.Values<sbyte>(), result);
                break;
            case PhysicalType.Int16:
                ComparisonDispatch.Columns(operation, column.Values<short>(), other.Values<short>(), result);
                break;
            case PhysicalType.Int32:
                ComparisonDispatch.Columns(operation, column.Values<int>(), other.Values<int>(), result);
                break;
            case PhysicalType.Int64:
                ComparisonDispatch.Columns(operation, column.Values<long>(), other.Values<long>(), result);
                break;
            default:
                ComparisonDispatch.Columns(operation, column.Values<Int128>(), other.Values<Int128>(), result);
                break;
        }
    }

    public void Dispose()
    {
        _left.Dispose();
        _right.Dispose();
    }

    private static void CompareWith(ComparisonOperator operation, FlatVector column, Int128 value, Span<ulong> result)
    {
        switch (column.Physical)
        {
            case PhysicalType.Int8:
                ComparisonDispatch.Constant(operation, column.Values<sbyte>(), (sbyte)value, result);
                break;
            case PhysicalType.Int16:
                ComparisonDispatch.Constant(operation, column.Values<short>(), (short)value, result);
                break;
            case PhysicalType.Int32:
                ComparisonDispatch.Constant(operation, column.Values<int>(), (int)value, result);
                break;
            case PhysicalType.Int64:
                ComparisonDispatch.Constant(operation, column.Values<long>(), (long)value, result);
                break;
            default:
                ComparisonDispatch.Constant(operation, column.Values<Int128>(), value, result);
                break;
        }
    }

    /// <summary>The constant is beyond what the column's width can hold: every row compares alike.</summary>
    private static void CompareWithLarger(ComparisonOperator operation, bool isPositive, Span<ulong> result)
    {
        var holds = operation switch
        {
            ComparisonOperator.LessThan or ComparisonOperator.LessThanOrEqual => isPositive,
            ComparisonOperator.GreaterThan or ComparisonOperator.GreaterThanOrEqual => !isPositive,
            _ => false,
        };
        result.Fill(holds ? ulong.MaxValue : 0);
    }

    private static FlatVector Widen(FlatVector vector, PhysicalType width, VectorWriter writer)
    {
        writer.Begin(vector.Length, width);
        Widths.WidenTo(vector, writer);
        return (FlatVector)writer.Publish();
    }
}

/// <summary>Floating point, in Spark's order.</summary>
internal sealed class FixedComparer<T> : IComparer
    where T : unmanaged
{
    public void Compare(ComparisonOperator operation, Vector left, Vector right, Rows rows, Span<ulong> result)
    {
        var column = ((FlatVector)left).Values<T>();
        if (right is ConstantVector constant)
            ComparisonDispatch.Constant(operation, column, VectorOperands.ConstantOf<T>(constant), result);
        else
            ComparisonDispatch.Columns(operation, column, ((FlatVector)right).Values<T>(), result);
    }

    public void Dispose()
    {
    }
}

/// <summary>Strings and binaries by their bytes; only the rows that count, because comparing them is dear.</summary>
internal sealed class ViewComparer : IComparer
{
    public void Compare(ComparisonOperator operation, Vector left, Vector right, Rows rows, Span<ulong> result)
    {
        var column = ((FlatVector)left).Values<Utf8View>();
        if (right is ConstantVector constant)
            ComparisonDispatch.ConstantLive(operation, column, VectorOperands.ConstantOf<Utf8View>(constant), rows, result);
        else
            ComparisonDispatch.ColumnsLive(operation, column, ((FlatVector)right).Values<Utf8View>(), rows, result);
    }

    public void Dispose()
    {
    }
}

/// <summary>Calendar intervals, which are equal or not but have no order.</summary>
internal sealed class IntervalComparer : IComparer
{
    public void Compare(ComparisonOperator operation, Vector left, Vector right, Rows rows, Span<ulong> result)
    {
        InternalErrors.Assert(operation == ComparisonOperator.Equal);
        var column = ((FlatVector)left).Values<CalendarInterval>();
        if (right is ConstantVector constant)
            ComparisonKernels.CompareConstantLive<CalendarInterval, EqualOperation>(column, VectorOperands.ConstantOf<CalendarInterval>(constant), rows, result);
        else
            ComparisonKernels.CompareLive<CalendarInterval, EqualOperation>(column, ((FlatVector)right).Values<CalendarInterval>(), rows, result);
    }

    public void Dispose()
    {
    }
}

/// <summary>NULLs without a type: nothing to compare.</summary>
internal sealed class VoidComparer : IComparer
{
    public void Compare(ComparisonOperator operation, Vector left, Vector right, Rows rows, Span<ulong> result) => result.Clear();

    public void Dispose()
    {
    }
}

/// <summary>Booleans, 64 rows at a time; FALSE comes before TRUE.</summary>
internal sealed class BooleanComparer : IComparer
{
    public void Compare(ComparisonOperator operation, Vector left, Vector right, Rows rows, Span<ulong> result)
    {
        var column = ((FlatVector)left).Bits;
        var isConstant = right is ConstantVector;
        var constant = isConstant && VectorOperands.ConstantOf<bool>((ConstantVector)right) ? ulong.MaxValue : 0;
        var other = isConstant ? default : ((FlatVector)right).Bits;
        for (var i = 0; i < column.Length; i++)
        {
            var (a, b) = (column[i], isConstant ? constant : other[i]);
            result[i] = operation switch
            {
                ComparisonOperator.LessThan => ~a & b,
                ComparisonOperator.LessThanOrEqual => ~a | b,
                ComparisonOperator.GreaterThan => a & ~b,
                ComparisonOperator.GreaterThanOrEqual => a | ~b,
                _ => ~(a ^ b),
            };
        }
    }

    public void Dispose()
    {
    }
}

/// <summary>Arrays and structs, row by row.</summary>
internal sealed class NestedComparer : IComparer
{
    public void Compare(ComparisonOperator operation, Vector left, Vector right, Rows rows, Span<ulong> result)
    {
        result.Clear();
        foreach (var row in rows)
        {
            if (operation == ComparisonOperator.Equal)
            {
                Bitmaps.Assign(result, row, VectorComparer.AreEqual(left, row, right, row));
                continue;
            }

            var order = VectorComparer.Compare(left, row, right, row);
            var holds = operation switch
            {
                ComparisonOperator.LessThan => order < 0,
                ComparisonOperator.LessThanOrEqual => order <= 0,
                ComparisonOperator.GreaterThan => order > 0,
                _ => order >= 0,
            };
            Bitmaps.Assign(result, row, holds);
        }
    }

    public void Dispose()
    {
    }
}
