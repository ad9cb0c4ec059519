using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.State;

/// <summary>Reads columns out of rows.</summary>
internal static unsafe class TupleGather
{
    /// <summary>The most blocks that a gathered vector keeps alive; with more, long strings are copied.</summary>
    public const int MaxBorrowedHeaps = 16;

    /// <summary>Writes a column of rows to a register, which it begins.</summary>
    /// <param name="column">The place in the rows.</param>
    /// <param name="rows">The address of each row.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="writer">A register of the column's type.</param>
    /// <param name="heaps">The blocks that views point into, to be kept alive with the vector; null to copy long strings.</param>
    /// <param name="mayHaveNulls">False when no row has NULL in the column.</param>
    public static void Read(TupleColumn column, nint* rows, int count, VectorWriter writer, List<NativeBuffer>? heaps, bool mayHaveNulls = true)
    {
        writer.Begin(count);
        if (column.Physical == PhysicalType.Void)
            return;
        if (mayHaveNulls)
            ReadValidity(column, rows, count, writer);
        switch (column.Physical)
        {
            case PhysicalType.Bool:
                ReadBits(rows, column.Offset, count, writer.Bits);
                break;
            case PhysicalType.View when column.IsNested:
                ReadNested(column, rows, count, writer);
                break;
            case PhysicalType.View when heaps is null:
                ReadCopied(rows, column.Offset, count, writer);
                break;
            default:
                ReadValues(column, rows, count, writer);
                break;
        }

        if (column.Physical == PhysicalType.View && !column.IsNested && heaps is not null)
        {
            foreach (var heap in heaps)
                writer.BorrowHeap(heap);
        }
    }

    private static void ReadValues(TupleColumn column, nint* rows, int count, VectorWriter writer)
    {
        switch (TupleColumn.WidthOf(column.Physical))
        {
            case 1:
                Read((byte*)writer.Address, rows, column.Offset, count);
                break;
            case 2:
                Read((short*)writer.Address, rows, column.Offset, count);
                break;
            case 4:
                Read((int*)writer.Address, rows, column.Offset, count);
                break;
            case 8:
                Read((long*)writer.Address, rows, column.Offset, count);
                break;
            case 16:
                Read((UInt128*)writer.Address, rows, column.Offset, count);
                break;
            default:
                throw InternalErrors.Unreachable(column.Physical);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Read<T>(T* result, nint* rows, int offset, int count)
        where T : unmanaged
    {
        for (var i = 0; i < count; i++)
            result[i] = *(T*)(rows[i] + offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadBits(nint* rows, int offset, int count, Span<ulong> bits)
    {
        for (var first = 0; first < count; first += 64)
        {
            var word = 0UL;
            var end = Math.Min(64, count - first);
            for (var i = 0; i < end; i++)
                word |= (ulong)*(byte*)(rows[first + i] + offset) << i;
            bits[first >>> 6] = word;
        }
    }

    private static void ReadCopied(nint* rows, int offset, int count, VectorWriter writer)
    {
        var views = writer.Values<Utf8View>();
        for (var i = 0; i < count; i++)
        {
            var view = (Utf8View*)(rows[i] + offset);
            views[i] = view->IsInline ? *view : writer.Heap.Copy(new ReadOnlySpan<byte>(view->Address, view->Length));
        }
    }

    private static void ReadNested(TupleColumn column, nint* rows, int count, VectorWriter writer)
    {
        for (var i = 0; i < count; i++)
        {
            var row = (byte*)rows[i];
            if ((row[column.ValidityOffset] & column.ValidityMask) == 0)
                NestedEncoding.SetNull(writer, i);
            else
                NestedEncoding.Decode(((Utf8View*)(row + column.Offset))->Bytes, writer, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadValidity(TupleColumn column, nint* rows, int count, VectorWriter writer)
    {
        for (var first = 0; first < count; first += 64)
        {
            var word = 0UL;
            var end = Math.Min(64, count - first);
            for (var i = 0; i < end; i++)
                word |= ((*(byte*)(rows[first + i] + column.ValidityOffset) & column.ValidityMask) != 0 ? 1UL : 0UL) << i;
            if (word != (end == 64 ? ulong.MaxValue : (1UL << end) - 1))
                writer.Validity[first >>> 6] = word;
        }
    }
}
