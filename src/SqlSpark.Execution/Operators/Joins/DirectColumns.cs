using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// The columns that a join gives of its kept rows, each an array by the distance of the row's key from the smallest one: where keys are dense and unique and the columns
/// few, one look at memory brings a value. NULL is in none of them.
/// </summary>
internal sealed unsafe class DirectColumns : IDisposable
{
    private readonly List<(int Column, TupleColumn Place, NativeBuffer Values)> _columns = [];

    private DirectColumns()
    {
    }

    /// <summary>Bytes of the arrays.</summary>
    public long UsedBytes
    {
        get
        {
            var bytes = 0L;
            foreach (var (_, _, values) in _columns)
                bytes += values.ByteLength;
            return bytes;
        }
    }

    /// <summary>Room for the columns; null where rows are better.</summary>
    /// <param name="plan">What is joined.</param>
    /// <param name="mayBeNull">For each column of the kept side whether it has NULLs.</param>
    /// <param name="slotCount">How many keys there could be.</param>
    /// <param name="rowCount">How many there are.</param>
    /// <param name="hasHeaps">True when strings can stay where they are.</param>
    /// <param name="account">Pays for the arrays.</param>
    public static DirectColumns? TryCreate(JoinPlan plan, bool[] mayBeNull, ulong slotCount, long rowCount, bool hasHeaps, MemoryAccount account)
    {
        const long CachedBytes = 1024 * 1024;
        if (plan.Emission != JoinEmission.Pairs || plan.KeepsProbe || plan.HasRest || plan.Condition is not null || slotCount >= int.MaxValue)
            return null;
        var width = 0;
        for (var c = 0; c < plan.BuildTypes.Count; c++)
        {
            if (plan.TwinOf(c) >= 0)
                continue;
            var place = plan.PlaceOf(c);
            if (mayBeNull[c] || place.IsNested || place.Physical is PhysicalType.Bool or PhysicalType.Void || (place.Physical == PhysicalType.View && !hasHeaps))
                return null;
            width += TupleColumn.WidthOf(place.Physical);
        }

        if ((long)slotCount * width > CachedBytes + (2 * rowCount * plan.Layout.RowBytes))
            return null;
        var columns = new DirectColumns();
        for (var c = 0; c < plan.BuildTypes.Count; c++)
        {
            if (plan.TwinOf(c) < 0)
                columns._columns.Add((c, plan.PlaceOf(c), account.Allocate((long)slotCount * TupleColumn.WidthOf(plan.PlaceOf(c).Physical))));
        }

        return columns;
    }

    /// <summary>Writes the columns of some rows to their places.</summary>
    public void Write(nint* rows, int* places, int count)
    {
        foreach (var (_, place, values) in _columns)
        {
            switch (TupleColumn.WidthOf(place.Physical))
            {
                case 1:
                    Scatter(values.Address, rows, place.Offset, places, count);
                    break;
                case 2:
                    Scatter((short*)values.Address, rows, place.Offset, places, count);
                    break;
                case 4:
                    Scatter((int*)values.Address, rows, place.Offset, places, count);
                    break;
                case 8:
                    Scatter((long*)values.Address, rows, place.Offset, places, count);
                    break;
                default:
                    Scatter((UInt128*)values.Address, rows, place.Offset, places, count);
                    break;
            }
        }
    }

    /// <summary>Reads a column at places, which lie in the arrays, whether or not a row was written there.</summary>
    public void Read(int column, int* places, int count, VectorWriter writer, List<NativeBuffer>? heaps)
    {
        writer.Begin(count);
        var (_, place, values) = _columns.Find(c => c.Column == column);
        switch (TupleColumn.WidthOf(place.Physical))
        {
            case 1:
                Gather((byte*)writer.Address, values.Address, places, count);
                break;
            case 2:
                Gather((short*)writer.Address, (short*)values.Address, places, count);
                break;
            case 4:
                Gather((int*)writer.Address, (int*)values.Address, places, count);
                break;
            case 8:
                Gather((long*)writer.Address, (long*)values.Address, places, count);
                break;
            default:
                Gather((UInt128*)writer.Address, (UInt128*)values.Address, places, count);
                break;
        }

        if (place.Physical != PhysicalType.View)
            return;
        foreach (var heap in heaps ?? throw InternalErrors.Unreachable("views without heaps"))
            writer.BorrowHeap(heap);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (_, _, values) in _columns)
            values.Release();
        _columns.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter<T>(T* values, nint* rows, int offset, int* places, int count)
        where T : unmanaged
    {
        for (var i = 0; i < count; i++)
            values[places[i]] = *(T*)(rows[i] + offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather<T>(T* result, T* values, int* places, int count)
        where T : unmanaged
    {
        for (var i = 0; i < count; i++)
            result[i] = values[places[i]];
    }
}
