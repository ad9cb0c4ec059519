using System.Numerics;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Operators.RuntimeFilters;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// Keeps the rows of one side of a join and finds them by their keys. Holds all rows that can have matches or come out without one: keys, the columns that the join
/// needs, and a table.
/// </summary>
internal sealed unsafe class JoinBuildSink : Sink
{
    private const int ChunkRows = RuntimeFilterBuilder.ChunkRows;
    private const int MaxPartCount = 1 << JoinRow.HashBits;

    // Rows that one worker puts into the table while others would only look for theirs among them.
    private const long RowsPerPart = 64 * 1024;

    private readonly MemoryAccount _account;
    private readonly int _maxTaskCount;
    private readonly EquatableArray<RuntimeFilterSource> _filters;
    private readonly EquatableArray<RuntimeBoundSource> _bounds;
    private readonly RuntimeFilterSet? _filterSet;
    private readonly List<JoinBuildLocal> _begun = [];      // locked; read by whoever looks for memory
    private readonly List<JoinBuildLocal> _locals = [];
    private readonly List<NativeBuffer> _heaps = [];
    private readonly bool[] _hasNulls;
    private NativeBuffer? _nullRow;
    private int _tableTaskCount;

    /// <summary>An empty sink.</summary>
    /// <param name="plan">What is joined.</param>
    /// <param name="account">Pays for rows and table.</param>
    /// <param name="maxTaskCount">How many workers may build the table.</param>
    /// <param name="filters">The keys that are made known to scans.</param>
    /// <param name="bounds">The comparisons with values of the only row that are made known to scans.</param>
    /// <param name="filterSet">Where they are made known; there when there are any.</param>
    public JoinBuildSink(
        JoinPlan plan, MemoryAccount account, int maxTaskCount, EquatableArray<RuntimeFilterSource> filters = default,
        EquatableArray<RuntimeBoundSource> bounds = default, RuntimeFilterSet? filterSet = null)
    {
        _filters = filters;
        _bounds = bounds;
        _filterSet = filterSet;
        Plan = plan;
        _account = account;
        _maxTaskCount = maxTaskCount;
        _hasNulls = new bool[plan.BuildTypes.Count];
    }

    /// <summary>What is joined.</summary>
    public JoinPlan Plan { get; }

    /// <summary>Which workers still look up rows.</summary>
    public JoinProgress Progress { get; } = new();

    /// <summary>The kept rows in the order of their source.</summary>
    public TupleRuns Runs { get; } = new();

    /// <summary>Finds rows; null when there is none that could be found.</summary>
    public JoinTable? Table { get; private set; }

    /// <summary>The keys alone, where nothing else of the rows is asked for and they are integers that lie close together; else null.</summary>
    public BitmapKeyFilter? Keys { get; private set; }

    /// <summary>True when no row has keys that could be found.</summary>
    public bool HasNoKeys => Table is null && Keys is null;

    /// <summary>True when there was any row, kept or not.</summary>
    public bool HasRows { get; private set; }

    /// <summary>True when a row can match nothing because of a NULL.</summary>
    public bool HasNullKey { get; private set; }

    /// <summary>A row whose columns are all NULL.</summary>
    public nint NullRow => (nint)_nullRow!.Address;

    /// <summary>The kept row when there is one and no other; else 0.</summary>
    public nint OnlyRow { get; private set; }

    /// <summary>The blocks that strings of rows point into, to be kept alive with batches; null to copy long strings.</summary>
    public List<NativeBuffer>? Heaps { get; private set; }

    /// <inheritdoc />
    public override long SpillableBytes
    {
        get
        {
            lock (_begun)
            {
                var bytes = (Table?.UsedBytes ?? 0) + (Keys?.UsedBytes ?? 0);
                foreach (var local in _begun)
                    bytes += local.UsedBytes;
                return bytes;
            }
        }
    }

    /// <summary>True when a kept row may have NULL in a column.</summary>
    public bool MayBeNull(int column) => _hasNulls[column];

    /// <inheritdoc />
    public override LocalSink CreateLocal(TaskContext context)
    {
        var local = new JoinBuildLocal(Plan, _account);
        lock (_begun)
            _begun.Add(local);
        return local;
    }

    /// <inheritdoc />
    public override void Combine(LocalSink local, TaskContext context)
    {
        var rows = (JoinBuildLocal)local;
        _locals.Add(rows);
        rows.FinishInput();
    }

    /// <inheritdoc />
    public override int PrepareFinish(TaskContext context)
    {
        var (min, max, keyedCount) = (long.MaxValue, long.MinValue, 0L);
        foreach (var local in _locals)
        {
            keyedCount += local.KeyedCount;
            min = Math.Min(min, local.MinKey);
            max = Math.Max(max, local.MaxKey);
            HasRows |= local.HasRows;
            HasNullKey |= local.HasNullKey;
            for (var c = 0; c < _hasNulls.Length; c++)
                _hasNulls[c] |= local.HasNulls[c];
        }

        _nullRow = _account.Allocate(Plan.Layout.RowBytes, zeroed: true);
        OrderRows();
        Heaps = TryListHeaps() ? _heaps : null;
        if (keyedCount == 0)
        {
            foreach (var filter in _filters)
                _filterSet!.Publish(filter.Targets, RuntimeFilterBuilder.Nothing);
        }

        Runs.Cut(ChunkRows);
        OnlyRow = FindOnlyRow();
        PublishBounds();
        if (Runs.RowCount == 0)
            return 0;
        if (HasOnlyKeys && BitmapKeyFilter.FitsBits(min, max, keyedCount))
        {
            lock (_begun)
                Keys = new BitmapKeyFilter(min, max, _account);
            _tableTaskCount = 1;
            return 1 + _filters.Count;
        }

        var nulls = new JoinNulls(Plan.Layout, Plan.AreNullSafe);
        var partCount = (int)BitOperations.RoundUpToPowerOf2((ulong)Math.Clamp(Runs.RowCount / RowsPerPart, 1, Math.Min(_maxTaskCount, MaxPartCount)));
        var table = CreateTable(nulls, min, max, keyedCount, partCount);
        lock (_begun)
            Table = table;
        _tableTaskCount = table.PartCount;
        return _tableTaskCount + _filters.Count;
    }

    /// <inheritdoc />
    public override void RunFinishTask(int task, TaskContext context)
    {
        if (task >= _tableTaskCount)
            PublishFilter(_filters[task - _tableTaskCount], context);
        else if (Keys is { } keys)
            FilterBuilder(0).AddTo(keys, context);
        else
            FillTable(Table!, task, context);
    }

    private void FillTable(JoinTable table, int task, TaskContext context)
    {
        var rows = stackalloc nint[ChunkRows];
        for (var chunk = Runs.MorselCount - 1; chunk >= 0; chunk--)
        {
            context.ThrowIfCanceled();
            var position = Runs.MorselAt(chunk);
            var count = Runs.Read(ref position, rows, ChunkRows);
            new Span<nint>(rows, count).Reverse();
            table.Add(task, rows, count);
        }

        table.FinishPart();
    }

    /// <inheritdoc />
    public override PipelineSource CreateSource() => new JoinRestSource(this);

    /// <inheritdoc />
    public override void Dispose()
    {
        lock (_begun)
        {
            Table?.Dispose();
            Table = null;
            Keys?.Dispose();
            Keys = null;
        }

        foreach (var local in _locals)
            local.Free();
        _locals.Clear();
        _heaps.Clear();
        _nullRow?.Release();
        _nullRow = null;
    }

    // Rows with one integer as key, of which nobody asks but whether it is there.
    private bool HasOnlyKeys => Plan.Emission == JoinEmission.ProbeRow && Plan.Condition is null && Plan.AreNullSafe is [false];

    private void PublishFilter(RuntimeFilterSource filter, TaskContext context) => _filterSet!.Publish(filter.Targets, FilterBuilder(filter.Key).Build(_filterSet, context));

    private nint FindOnlyRow()
    {
        if (Runs.RowCount != 1)
            return 0;
        nint row;
        var position = Runs.MorselAt(0);
        Runs.Read(ref position, &row, 1);
        return row;
    }

    // The value of a column.
    private object? ReadOnlyRow(int column)
    {
        using var writer = new VectorWriter(Plan.BuildTypes[column], _account);
        var row = OnlyRow;
        TupleGather.Read(Plan.PlaceOf(column), &row, 1, writer, heaps: null);
        return BoxedValues.Get(writer.Publish(), 0);
    }

    private void PublishBounds()
    {
        foreach (var bound in _bounds)
        {
            var content = Runs.RowCount switch
            {
                0 => RuntimeFilterBuilder.Nothing,
                1 => RuntimeBound.TryMake(bound, ReadOnlyRow, _filterSet!, _account),
                _ => null,
            };
            if (content is not null)
                _filterSet!.Publish(bound.Targets, content);
        }
    }

    private RuntimeFilterBuilder FilterBuilder(int key) => new(Runs, Plan.Layout.Keys[key], new JoinNulls(Plan.Layout, Plan.AreNullSafe), _account);

    private JoinTable CreateTable(JoinNulls nulls, long min, long max, long keyedCount, int partCount)
    {
        var layout = Plan.Layout;
        if (Plan.Range is { } range)
            return new RangeJoinTable(Plan, range, Heaps, _account);
        if (Plan.BuildKeys.IsEmpty)
            return new AllPairsTable();
        var hasNullMatches = Plan.AreNullSafe[0] && _hasNulls[Plan.BuildKeys[0]];
        if (!hasNullMatches && DenseJoinTable.IsDense(min, max, keyedCount))
        {
            return new DenseJoinTable(
                layout, nulls, min, max, keyedCount, partCount, _account, Runs,
                slotCount => DirectColumns.TryCreate(Plan, _hasNulls, slotCount, keyedCount, Heaps is not null, _account));
        }

        if (layout.KeyViewCount > 0)
            return new HashJoinTable<AddressSlots<ViewKeys>>(layout, nulls, keyedCount, partCount, _account);
        return layout.KeyBytes == 2 * sizeof(ulong)
            ? new HashJoinTable<WordSlots>(layout, nulls, keyedCount, partCount, _account)
            : new HashJoinTable<AddressSlots<WordKeys>>(layout, nulls, keyedCount, partCount, _account);
    }

    // A partition is read by one worker, so the partitions in order bring all rows in order.
    private void OrderRows()
    {
        var parts = new List<(int Partition, JoinBuildLocal Local, long FirstRow, long RowCount)>();
        foreach (var local in _locals)
        {
            for (var i = 0; i < local.Partitions.Count; i++)
            {
                var (partition, firstRow) = local.Partitions[i];
                var end = i + 1 < local.Partitions.Count ? local.Partitions[i + 1].FirstRow : local.Rows.RowCount;
                parts.Add((partition, local, firstRow, end - firstRow));
            }
        }

        parts.Sort(static (a, b) => a.Partition.CompareTo(b.Partition));
        for (var i = 0; i < parts.Count;)
        {
            var (_, local, firstRow, rowCount) = parts[i];
            for (i++; i < parts.Count && ReferenceEquals(parts[i].Local, local) && parts[i].FirstRow == firstRow + rowCount; i++)
                rowCount += parts[i].RowCount;
            Runs.Add(local.Rows, firstRow, rowCount);
        }
    }

    private bool TryListHeaps()
    {
        foreach (var local in _locals)
        {
            if (!local.Rows.TryListHeaps(_heaps, TupleGather.MaxBorrowedHeaps))
                return false;
        }

        return true;
    }
}
