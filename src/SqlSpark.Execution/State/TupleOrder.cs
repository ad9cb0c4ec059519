using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.State;

/// <summary>Values of rows as 64-bit words that order them, and comparisons of whole rows.</summary>
internal static unsafe class TupleOrder
{
    private const ulong Sign = 1UL << 63;

    /// <summary>Negative, zero or positive, as the left row comes before, with or after the right one.</summary>
    public static int Compare(ReadOnlySpan<TupleSortColumn> columns, nint left, nint right)
    {
        foreach (ref readonly var key in columns)
        {
            var column = key.Column;
            var isLeftNull = IsNull(column, left);
            if (isLeftNull != IsNull(column, right))
                return isLeftNull == key.NullsFirst ? -1 : 1;
            if (isLeftNull)
                continue;
            var order = CompareValues(column, left, right);
            if (order != 0)
                return key.IsAscending ? order : -order;
        }

        return 0;
    }

    /// <summary>True when the value is NULL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNull(TupleColumn column, nint row) => (*((byte*)row + column.ValidityOffset) & column.ValidityMask) == 0;

    /// <summary>The word of a value of at most 8 bytes: exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Word(PhysicalType physical, byte* value) => physical switch
    {
        PhysicalType.Bool => *value,
        PhysicalType.Int8 => (ulong)(long)*(sbyte*)value ^ Sign,
        PhysicalType.Int16 => (ulong)(long)*(short*)value ^ Sign,
        PhysicalType.Int32 => (ulong)(long)*(int*)value ^ Sign,
        PhysicalType.Int64 => (ulong)*(long*)value ^ Sign,
        PhysicalType.Float32 => Word(*(float*)value),
        PhysicalType.Float64 => Word(*(double*)value),
        _ => 0,
    };

    /// <summary>The word of a number: -0.0 is 0.0, NaN is the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Word(double value)
    {
        if (double.IsNaN(value))
            return ulong.MaxValue;
        var bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return (ulong)(bits ^ (long)((ulong)(bits >> 63) >> 1)) ^ Sign;
    }

    /// <summary>The eight bytes of a string from <paramref name="start"/> on, zero past the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Word(Utf8View* view, int start)
    {
        var length = view->Length;
        if (start >= length)
            return 0;
        var bytes = (view->IsInline ? (byte*)view + 4 : view->Address) + start;
        if (length - start >= 8)
            return BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(bytes));
        var word = 0UL;
        for (var i = 0; i < length - start; i++)
            word |= (ulong)bytes[i] << (56 - (i << 3));
        return word;
    }

    private static int CompareValues(TupleColumn column, nint left, nint right)
    {
        var (a, b) = ((nint)left + column.Offset, (nint)right + column.Offset);
        return column.Physical switch
        {
            PhysicalType.View => SparkOrder.Compare(*(Utf8View*)a, *(Utf8View*)b),
            PhysicalType.Int128 => (*(Int128*)a).CompareTo(*(Int128*)b),
            _ => Word(column.Physical, (byte*)a).CompareTo(Word(column.Physical, (byte*)b)),
        };
    }
}
