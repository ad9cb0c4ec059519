using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Joins;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>Collects the values of a key of a join's kept rows.</summary>
/// <remarks>
/// Few values are listed; integers get bounds, and a bit each where they are dense; all others are put into a Bloom filter. Bounds and lists rule out
/// parts of files, the others rows.
/// </remarks>
/// <param name="runs">The rows, cut into morsels of at most <see cref="ChunkRows"/>.</param>
/// <param name="key">Where the key stands in them.</param>
/// <param name="nulls">Tells rows that match nothing.</param>
/// <param name="account">Pays for the filter, which outlives the rows.</param>
internal sealed unsafe class RuntimeFilterBuilder(TupleRuns runs, TupleColumn key, JoinNulls nulls, MemoryAccount account)
{
    /// <summary>Rows of a morsel.</summary>
    public const int ChunkRows = 1024;

    // So many values are compared with what files tell of their parts.
    private const int MaxListedRows = 64;

    // A larger filter of hashes is in no cache, and what it tests is seldom many times as much.
    private const long MaxHashedRows = 64L * 1024 * 1024;

    private delegate void RowAction<T>(T state, nint* rows, int count);

    /// <summary>What matches when nothing does.</summary>
    public static RuntimeFilterContent Nothing { get; } = new(Values: []);

    private bool IsInteger => key.Physical is PhysicalType.Int8 or PhysicalType.Int16 or PhysicalType.Int32 or PhysicalType.Int64;

    /// <summary>True for keys of a type that filters are made of.</summary>
    public static bool CanFilter(DataType type) => !type.PhysicalType.IsNested() && type is not (VoidType or BooleanType);

    /// <summary>Reads all rows.</summary>
    /// <param name="filters">Takes the memory of the filter.</param>
    /// <param name="context">The task; its cancellation is checked on the way.</param>
    public RuntimeFilterContent Build(RuntimeFilterSet filters, TaskContext context)
    {
        if (!IsInteger)
            return new RuntimeFilterContent(Values: ListValues(context), Rows: runs.RowCount <= MaxHashedRows ? Hash(filters, context) : null);
        var bounds = new Bounds();
        ForEach(bounds, FindBounds, context);
        if (bounds.KeyCount == 0)
            return Nothing;
        return new RuntimeFilterContent(ToLiteral(bounds.MinRow), ToLiteral(bounds.MaxRow), ListValues(context), Collect(bounds, filters, context));
    }

    /// <summary>Adds all keys to a filter between whose bounds they lie.</summary>
    public void AddTo(BitmapKeyFilter filter, TaskContext context) => ForEach(filter, AddBits, context);

    private KeyFilter? Collect(Bounds bounds, RuntimeFilterSet filters, TaskContext context)
    {
        if (BitmapKeyFilter.FitsBits(bounds.Min, bounds.Max, bounds.KeyCount))
        {
            var bits = new BitmapKeyFilter(bounds.Min, bounds.Max, account);
            filters.Own(bits);
            AddTo(bits, context);
            return bits;
        }

        if (bounds.KeyCount > MaxHashedRows)
            return null;
        var bloom = new BloomKeyFilter(bounds.KeyCount, account);
        filters.Own(bloom);
        ForEach(bloom, AddHashes, context);
        return bloom;
    }

    private HashedKeyFilter Hash(RuntimeFilterSet filters, TaskContext context)
    {
        var filter = new HashedKeyFilter(key.Type, runs.RowCount, account);
        filters.Own(filter);
        using var values = new VectorWriter(key.Type, context.Account);
        ForEach(filter, (filter, rows, count) => filter.Add(Gather(rows, count, values)), context);
        return filter;
    }

    private ImmutableArray<Literal> ListValues(TaskContext context)
    {
        if (runs.RowCount > MaxListedRows || key.Type is FloatType or DoubleType)
            return default;
        var values = new HashSet<object>();
        using var writer = new VectorWriter(key.Type, context.Account);
        ForEach(values, (values, rows, count) => AddValues(values, Gather(rows, count, writer)), context);
        return [.. values.Select(value => new Literal(value, key.Type))];
    }

    private Literal ToLiteral(nint row)
    {
        using var writer = new VectorWriter(key.Type, account);
        return new Literal(BoxedValues.Get(Gather(&row, 1, writer), 0), key.Type);
    }

    // Long strings stay in the rows' heap, which outlives the vector.
    private Vector Gather(nint* rows, int count, VectorWriter writer)
    {
        TupleGather.Read(key, rows, count, writer, heaps: [], mayHaveNulls: false);
        return writer.Publish();
    }

    private void ForEach<T>(T state, RowAction<T> action, TaskContext context)
    {
        var rows = stackalloc nint[ChunkRows];
        for (var chunk = 0; chunk < runs.MorselCount; chunk++)
        {
            context.ThrowIfCanceled();
            var position = runs.MorselAt(chunk);
            var count = WithKeys(rows, runs.Read(ref position, rows, ChunkRows));
            if (count > 0)
                action(state, rows, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int WithKeys(nint* rows, int count)
    {
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            rows[kept] = rows[i];
            kept += nulls.MayMatch((byte*)rows[i]) ? 1 : 0;
        }

        return kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindBounds(Bounds bounds, nint* rows, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var value = ValueOf(rows[i]);
            if (value < bounds.Min || bounds.KeyCount == 0)
                (bounds.Min, bounds.MinRow) = (value, rows[i]);
            if (value > bounds.Max || bounds.KeyCount == 0)
                (bounds.Max, bounds.MaxRow) = (value, rows[i]);
            bounds.KeyCount++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBits(BitmapKeyFilter filter, nint* rows, int count)
    {
        for (var i = 0; i < count; i++)
            filter.Add(ValueOf(rows[i]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddHashes(BloomKeyFilter filter, nint* rows, int count)
    {
        for (var i = 0; i < count; i++)
            filter.Add(ValueOf(rows[i]));
    }

    private static void AddValues(HashSet<object> values, Vector vector)
    {
        for (var i = 0; i < vector.Length; i++)
            values.Add(BoxedValues.Get(vector, i)!);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long ValueOf(nint row) => key.Physical switch
    {
        PhysicalType.Int8 => *(sbyte*)(row + key.Offset),
        PhysicalType.Int16 => *(short*)(row + key.Offset),
        PhysicalType.Int32 => *(int*)(row + key.Offset),
        _ => *(long*)(row + key.Offset),
    };

    private sealed class Bounds
    {
        public long Min { get; set; }

        public long Max { get; set; }

        public nint MinRow { get; set; }

        public nint MaxRow { get; set; }

        public long KeyCount { get; set; }
    }
}
