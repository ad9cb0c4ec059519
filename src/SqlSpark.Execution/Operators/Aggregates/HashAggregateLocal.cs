using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>What one worker has aggregated: its groups, their states, and the rows of aggregates that must wait.</summary>
internal sealed unsafe class HashAggregateLocal : LocalSink
{
    // Refusals of a kernel to take few groups, after which it is not asked any more.
    private const int MaxRefusals = 8;

    private readonly HashAggregateSink _sink;
    private readonly AggregatePlan _plan;
    private readonly AggregateInput _input;
    private readonly ScratchBuffer _groups;
    private readonly ScratchBuffer _inserted;
    private readonly ScratchBuffer _byRow;
    private readonly ScratchBuffer _fewCodes;
    private readonly ScratchBuffer _masked;
    private readonly FewKeys _fewKeys;
    private readonly int[] _refusals;
    private readonly long[] _liveRowCounts = new long[GroupKernels.FewGroups];
    private readonly long[] _maskedRowCounts = new long[GroupKernels.FewGroups];
    private int _liveCount;             // of the batch
    private bool _areLiveCounted;       // by group
    private int _shift;                 // of the addresses of the batch's groups
    private bool _isHandedOver;

    /// <summary>A worker's state.</summary>
    /// <param name="sink">The sink that all workers share.</param>
    /// <param name="plan">What is grouped.</param>
    /// <param name="account">Pays for all of it.</param>
    public HashAggregateLocal(HashAggregateSink sink, AggregatePlan plan, MemoryAccount account)
    {
        _sink = sink;
        _plan = plan;
        _input = new AggregateInput(plan, account);
        _groups = new ScratchBuffer(account);
        _inserted = new ScratchBuffer(account);
        _byRow = new ScratchBuffer(account);
        _fewCodes = new ScratchBuffer(account);
        _masked = new ScratchBuffer(account);
        _fewKeys = new FewKeys(account, plan.GroupingKeys.Count);
        _refusals = new int[plan.Aggregates.Count];
        States = new AggregateStates(plan, account);
        Deferred = [.. plan.Deferred.Select(d => new DeferredRows(d, account))];
        if (plan.IsGlobal)
            Global = new TuplePartitions(plan.Layout, 1, account);
        else
            Table = new GroupTable(plan, account);
    }

    /// <summary>The kernels.</summary>
    public AggregateStates States { get; }

    /// <summary>The groups; null without GROUP BY.</summary>
    public GroupTable? Table { get; }

    /// <summary>The one group of an aggregation without GROUP BY, once there was a row.</summary>
    public TuplePartitions? Global { get; }

    /// <summary>All groups.</summary>
    public TuplePartitions Groups => Global ?? Table!.Groups;

    /// <summary>The rows of deferred aggregates.</summary>
    public DeferredRows[] Deferred { get; }

    /// <summary>True when <see cref="Free"/> was called.</summary>
    public bool IsFreed { get; private set; }

    /// <summary>Bytes held, as of the last batch.</summary>
    public long UsedBytes { get; private set; }

    /// <inheritdoc />
    public override SinkStatus Consume(RecordBatch batch, TaskContext context)
    {
        context.ThrowIfCanceled();
        var count = batch.LiveCount;
        if (count == 0)
            return SinkStatus.More;
        _plan.Load(batch);
        _input.Begin(batch);
        if (Table is null)
            ConsumeGlobal(batch);
        else
            ConsumeGroups(batch, count, Table);
        UsedBytes = CountBytes();
        return SinkStatus.More;
    }

    /// <summary>Frees what is needed only while rows come.</summary>
    public void FinishInput()
    {
        _input.Dispose();
        _groups.Dispose();
        _inserted.Dispose();
        _byRow.Dispose();
        _fewCodes.Dispose();
        _masked.Dispose();
        _fewKeys.Dispose();
        Table?.EndOfInput();
        foreach (var deferred in Deferred)
            deferred.EndOfInput();
    }

    /// <summary>The group of an aggregation without GROUP BY; made when there is none yet.</summary>
    public nint GlobalGroup()
    {
        var store = Global![0];
        if (store.RowCount > 0)
            return (nint)store.RowAt(0);
        var group = (nint)store.Append();
        States.Initialize(_plan.Layout, &group, 1);
        return group;
    }

    /// <summary>Leaves disposal to the sink, by <see cref="Free"/>.</summary>
    public void HandOver() => _isHandedOver = true;

    /// <inheritdoc />
    public override void Dispose()
    {
        if (!_isHandedOver)
            Free();
    }

    /// <summary>Frees everything.</summary>
    public void Free()
    {
        if (IsFreed)
            return;
        IsFreed = true;
        FinishInput();
        States.Dispose();
        Table?.Dispose();
        Global?.Dispose();
        foreach (var deferred in Deferred)
            deferred.Dispose();
        UsedBytes = 0;
    }

    private void ConsumeGlobal(RecordBatch batch)
    {
        var group = GlobalGroup();
        foreach (var aggregate in _plan.Immediate)
        {
            var rows = _input.CountedRows(aggregate);
            if (!rows.IsEmpty)
                States[aggregate].UpdateSingle(group + _plan.Layout.StateOffsets[aggregate], new Arguments(_input.Arguments(aggregate)), rows);
        }

        for (var i = 0; i < Deferred.Length; i++)
            Deferred[i].Add(batch, _input.CountedRows(_plan.Deferred[i].Aggregates[0]), null);
    }

    private long CountBytes()
    {
        var bytes = States.UsedBytes + (Table?.UsedBytes ?? Global!.UsedBytes);
        foreach (var deferred in Deferred)
            bytes += deferred.UsedBytes;
        return bytes;
    }

    private void ConsumeGroups(RecordBatch batch, int count, GroupTable table)
    {
        _liveCount = count;
        _areLiveCounted = false;
        if (table.WantsPartitions && _sink.LocalCount > 1)
            table.Partition();
        var mayBeFew = MayBeFew(table);
        if (mayBeFew && _fewKeys.TryFind(batch, _plan.GroupingKeys.AsSpan(), out var codes))
        {
            foreach (var aggregate in _plan.Immediate)
                Update(aggregate, batch.RowCount, null, codes);
            return;
        }

        var groups = _groups.Get<nint>(count);
        var inserted = _inserted.Get<nint>(count);
        var live = batch.Selection is { } selection && selection.Count < batch.RowCount ? Pointer(selection.Indices) : null;
        var insertedCount = table.Find(batch, count, live, groups, inserted);
        if (insertedCount > 0)
        {
            States.Initialize(_plan.Layout, inserted, insertedCount);
            if (!_plan.Deferred.IsEmpty)
                ForwardToThemselves(inserted, insertedCount, _plan.ForwardOffset);
        }

        var few = FewCodes(table, groups, count, live, batch.RowCount);
        if (mayBeFew && few != null)
            _fewKeys.Learn(few, batch.RowCount);
        if (live != null)
            groups = Spread(groups, count, live, batch.RowCount);
        for (var i = 0; i < Deferred.Length; i++)
            Deferred[i].Add(batch, _input.CountedRows(_plan.Deferred[i].Aggregates[0]), groups);
        _shift = table.Shift;
        foreach (var aggregate in _plan.Immediate)
            Update(aggregate, batch.RowCount, groups, few);
    }

    // Either the groups' addresses by row are given, or the few groups' codes, or both. Addresses are moved from state to state in place.
    private void Update(int aggregate, int rowCount, nint* groups, byte* few)
    {
        var rows = _input.CountedRows(aggregate);
        if (rows.IsEmpty)
            return;
        var arguments = new Arguments(_input.Arguments(aggregate));
        var (kernel, offset) = (States[aggregate], _plan.Layout.StateOffsets[aggregate]);
        if (few != null && _refusals[aggregate] < MaxRefusals)
        {
            var first = (nint)Groups[0].RowAt(0) + offset;
            if (kernel.TryUpdateFew(first, _plan.Layout.RowBytes, FewGroupsOf(few, rows), arguments))
                return;
            _refusals[aggregate]++;
        }

        var states = groups;
        if (groups == null)
        {
            states = _groups.Get<nint>(rowCount);
            Locate(few, states, rowCount, (nint)Groups[0].RowAt(0) + offset, _plan.Layout.RowBytes);
        }
        else
        {
            if (offset != _shift)
                Shift(groups, rowCount, offset - _shift);
            _shift = offset;
        }

        kernel.Update(new StateAddresses(new ReadOnlySpan<nint>(states, rowCount)), arguments, rows);
    }

    // Group numbers of one byte, while there are few groups side by side in one page, and some kernel wants them.
    private byte* FewCodes(GroupTable table, nint* groups, int count, int* live, int rowCount)
    {
        if (!AreFew(table) || !AnyTakesFew())
            return null;
        var store = table.Groups[0];
        var codes = _fewCodes.Get<byte>(rowCount);
        if (live != null)
            new Span<byte>(codes, rowCount).Fill(GroupKernels.NoGroup);
        Number(groups, codes, count, live, (nint)store.RowAt(0) + table.Shift, (uint)_plan.Layout.RowBytes);
        return codes;
    }

    private static bool AreFew(GroupTable table) =>
        table.Groups.Count == 1 && table.Groups[0].RowCount <= Math.Min(GroupKernels.FewGroups, table.Groups[0].RowsPerPage);

    private bool MayBeFew(GroupTable table) => AreFew(table) && _plan.Deferred.IsEmpty && AnyTakesFew();

    // Most aggregates count all live rows, which are counted once a batch. Rows that are not live have no group in the codes.
    private FewGroups FewGroupsOf(byte* codes, Rows rows)
    {
        var all = new ReadOnlySpan<byte>(codes, rows.Length);
        var groupCount = (int)Groups[0].RowCount;
        if (rows.Count == _liveCount)
        {
            if (!_areLiveCounted)
                GroupKernels.CountFew(all, Cleared(_liveRowCounts, groupCount));
            _areLiveCounted = true;
            return new FewGroups(all, _liveRowCounts.AsSpan(0, groupCount));
        }

        var masked = new Span<byte>(_masked.Get<byte>(rows.Length), rows.Length);
        GroupKernels.MaskCodes(all, rows, masked);
        GroupKernels.CountFew(masked, Cleared(_maskedRowCounts, groupCount));
        return new FewGroups(masked, _maskedRowCounts.AsSpan(0, groupCount));
    }

    private static Span<long> Cleared(long[] counts, int length)
    {
        Array.Clear(counts);
        return counts.AsSpan(0, length);
    }

    private bool AnyTakesFew()
    {
        foreach (var aggregate in _plan.Immediate)
        {
            if (_refusals[aggregate] < MaxRefusals)
                return true;
        }

        return false;
    }

    private nint* Spread(nint* groups, int count, int* live, int rowCount)
    {
        var byRow = _byRow.Get<nint>(rowCount);
        Spread(groups, byRow, count, live);
        return byRow;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread(nint* groups, nint* byRow, int count, int* live)
    {
        for (var i = 0; i < count; i++)
            byRow[live[i]] = groups[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Shift(nint* addresses, int count, nint distance)
    {
        var i = 0;
        for (; i + Vector512<nint>.Count <= count; i += Vector512<nint>.Count)
            (Vector512.Load(addresses + i) + Vector512.Create(distance)).Store(addresses + i);
        for (; i < count; i++)
            addresses[i] += distance;
    }

    // Rows without a group get any address: nobody looks at it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Locate(byte* codes, nint* states, int count, nint first, int rowBytes)
    {
        for (var i = 0; i < count; i++)
            states[i] = first + ((codes[i] & (GroupKernels.FewGroups - 1)) * (nint)rowBytes);
    }

    // Divides by multiplying: exact, as distance = number * rowBytes, and number * rowBytes is less than 2^32.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Number(nint* groups, byte* codes, int count, int* live, nint first, uint rowBytes)
    {
        var reciprocal = (uint.MaxValue / rowBytes) + 1UL;
        for (var i = 0; i < count; i++)
            codes[live == null ? i : live[i]] = (byte)(((ulong)(groups[i] - first) * reciprocal) >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardToThemselves(nint* groups, int count, int offset)
    {
        for (var i = 0; i < count; i++)
            *(nint*)(groups[i] + offset) = groups[i];
    }

    private static int* Pointer(ReadOnlySpan<int> native) => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(native));
}
