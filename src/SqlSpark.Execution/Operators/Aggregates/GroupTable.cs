using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>
/// Finds or makes the groups of one worker's rows. Keys that are few are looked up by number (<see cref="KeyCodes"/>), others by hash; when hashing
/// finds next to nothing, rows become groups of their own, to be merged later.
/// </summary>
internal sealed unsafe class GroupTable : IDisposable
{
    // Groups kept in one piece, because moving them into partitions costs little.
    private const int MaxUnpartitioned = 16 * 1024;

    // Groups from which on the table is out of the cache, and looking up must pay.
    private const int MinPassThrough = 256 * 1024;

    // Of the rows seen between two looks: pass through under 1 in 8 found, look up again over 1 in 4.
    private const int RowsPerLook = 128 * 1024;
    private const int RowsPassedThrough = 1024 * 1024;

    private readonly AggregatePlan _plan;
    private readonly MemoryAccount _account;
    private readonly TupleTable _table;
    private readonly KeyRows _keys;
    private readonly KeyCodes _codes;
    private readonly ScratchBuffer _byCode;
    private readonly ScratchBuffer _missingRows;
    private readonly ScratchBuffer _missingCodes;
    private readonly ScratchBuffer _missingGroups;
    private readonly bool _partitionsAtOnce;
    private int _codesVersion;
    private int _lookedAtRows;
    private int _lookedAtGroups;
    private int _rowsToPass;

    /// <summary>An empty table.</summary>
    /// <param name="plan">What is grouped.</param>
    /// <param name="account">Pays for groups.</param>
    public GroupTable(AggregatePlan plan, MemoryAccount account)
    {
        Debug.Assert(!plan.IsGlobal, "there are keys");
        _plan = plan;
        _account = account;
        _partitionsAtOnce = !plan.Deferred.IsEmpty;         // rows that wait refer to groups, which then must not move
        Groups = new TuplePartitions(plan.Layout, _partitionsAtOnce ? AggregatePlan.PartitionCount : 1, account);
        _table = new TupleTable(plan.Layout, account);
        _keys = new KeyRows(plan.Layout, account);
        _codes = new KeyCodes(account, plan.GroupingKeys.Count);
        _byCode = new ScratchBuffer(account);
        _missingRows = new ScratchBuffer(account);
        _missingCodes = new ScratchBuffer(account);
        _missingGroups = new ScratchBuffer(account);
    }

    /// <summary>The groups.</summary>
    public TuplePartitions Groups { get; private set; }

    /// <summary>True when a group may be there more than once.</summary>
    public bool HasDuplicates { get; private set; }

    /// <summary>Bytes of groups and table.</summary>
    public long UsedBytes => Groups.UsedBytes + _table.UsedBytes;

    /// <summary>True when there are so many groups that several workers should merge them.</summary>
    public bool WantsPartitions => Groups.Count == 1 && Groups[0].RowCount > MaxUnpartitioned;

    /// <summary>Finds the group of each live row, and makes those that are new.</summary>
    /// <param name="batch">The batch; lazy columns are loaded.</param>
    /// <param name="count">How many rows are live; at least one.</param>
    /// <param name="live">Their numbers; null when all rows are live.</param>
    /// <param name="groups">Room for a group for each live row.</param>
    /// <param name="inserted">Room for as many new groups.</param>
    /// <returns>How many groups are new; their states are not initialized.</returns>
    public int Find(RecordBatch batch, int count, int* live, nint* groups, nint* inserted)
    {
        if (_rowsToPass > 0)
            return PassThrough(batch, count, live, groups, inserted);
        if (_codesVersion == _codes.Version && _plan.GroupingKeys.Count == 1 && _codes.TryLookUp(batch[_plan.GroupingKeys[0]], _byCode.Get<nint>(0), groups, count, live))
            return 0;
        return _codes.TryRead(batch, _plan.GroupingKeys.AsSpan(), count, live)
            ? FindByCode(batch, count, live, groups, inserted)
            : FindByHash(batch, count, live, groups, inserted);
    }

    /// <summary>Moves the groups into partitions.</summary>
    /// <param name="isComplete">True when no more rows come, and nothing needs to be found any more.</param>
    public void Partition(bool isComplete = false)
    {
        Debug.Assert(Groups.Count == 1 && !_partitionsAtOnce, "partitioned before");
        var old = Groups;
        var partitions = new TuplePartitions(_plan.Layout, AggregatePlan.PartitionCount, _account);
        var isHeapMoved = false;
        try
        {
            for (var page = 0; page < old[0].PageCount; page++)
            {
                var first = old[0].PageAt(page, out var rowCount);
                Move(first, rowCount, partitions);
            }

            isHeapMoved = true;
        }
        finally
        {
            if (!isHeapMoved)
                partitions.Dispose();
        }

        partitions.KeepHeapOf(old[0]);
        old.Dispose();
        Groups = partitions;
        _codesVersion = -1;
        if (!isComplete)
            Refill();
    }

    /// <summary>Frees what is needed only while rows come.</summary>
    public void EndOfInput()
    {
        _table.Dispose();
        _keys.Dispose();
        _codes.Dispose();
        _byCode.Dispose();
        _missingRows.Dispose();
        _missingCodes.Dispose();
        _missingGroups.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        EndOfInput();
        Groups.Dispose();
    }

    private int FindByHash(RecordBatch batch, int count, int* live, nint* groups, nint* inserted)
    {
        _keys.Read(batch.Vectors, _plan.GroupingKeys.AsSpan(), count, live);
        var insertedCount = _table.FindOrInsert(_keys, Groups, groups, inserted);
        Look(count, insertedCount);
        return insertedCount;
    }

    private void Look(int rowCount, int groupCount)
    {
        _lookedAtRows += rowCount;
        _lookedAtGroups += groupCount;
        if (_lookedAtRows < RowsPerLook)
            return;
        if (_table.Count >= MinPassThrough && _lookedAtRows - _lookedAtGroups < _lookedAtRows / (HasDuplicates ? 4 : 8))
            _rowsToPass = RowsPassedThrough;
        _lookedAtRows = _lookedAtGroups = 0;
    }

    private int PassThrough(RecordBatch batch, int count, int* live, nint* groups, nint* inserted)
    {
        if (Groups.Count == 1)
            Partition();
        HasDuplicates = true;
        _rowsToPass -= count;
        _keys.Read(batch.Vectors, _plan.GroupingKeys.AsSpan(), count, live);
        TupleTable.Append(_keys, Groups, groups);
        new Span<nint>(groups, count).CopyTo(new Span<nint>(inserted, count));
        return count;
    }

    private int FindByCode(RecordBatch batch, int count, int* live, nint* groups, nint* inserted)
    {
        var byCode = _byCode.Get<nint>(BitOperations.RoundUpToPowerOf2((uint)_codes.Count));      // zero when it grows
        if (_codesVersion != _codes.Version)
        {
            new Span<nint>(byCode, (int)(_byCode.ByteLength / sizeof(nint))).Clear();
            _codesVersion = _codes.Version;
        }

        var missingRows = _missingRows.Get<int>(count);
        var missingCodes = _missingCodes.Get<int>(count);
        var missingCount = LookUp(_codes.Codes, byCode, groups, count, live, missingRows, missingCodes);
        if (missingCount == 0)
            return 0;

        _keys.Read(batch.Vectors, _plan.GroupingKeys.AsSpan(), missingCount, missingRows);
        var missingGroups = _missingGroups.Get<nint>(missingCount);
        var insertedCount = _table.FindOrInsert(_keys, Groups, missingGroups, inserted);
        for (var i = 0; i < missingCount; i++)
            byCode[missingCodes[i]] = missingGroups[i];
        LookUp(_codes.Codes, byCode, groups, count, live, missingRows, missingCodes);
        return insertedCount;
    }

    // A number without a group is noted once, with its first row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LookUp(int* codes, nint* byCode, nint* groups, int count, int* live, int* missingRows, int* missingCodes)
    {
        const nint Noted = -1;
        var missingCount = 0;
        for (var i = 0; i < count; i++)
        {
            var group = byCode[codes[i]];
            if (group == 0)
            {
                byCode[codes[i]] = Noted;
                missingRows[missingCount] = live == null ? i : live[i];
                missingCodes[missingCount++] = codes[i];
            }

            groups[i] = group;
        }

        return missingCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move(byte* row, int rowCount, TuplePartitions partitions)
    {
        var rowBytes = partitions[0].Layout.RowBytes;
        for (var i = 0; i < rowCount; i++, row += rowBytes)
            Buffer.MemoryCopy(row, partitions.Of(*(ulong*)row).Append(), rowBytes, rowBytes);
    }

    private void Refill()
    {
        _table.Dispose();
        for (var p = 0; p < Groups.Count; p++)
            TableOf(Groups[p]);
    }

    private void TableOf(TupleStore store)
    {
        for (var page = 0; page < store.PageCount; page++)
        {
            var row = (nint)store.PageAt(page, out var rowCount);
            var rows = _missingRows.Get<nint>(2L * rowCount);
            for (var i = 0; i < rowCount; i++)
                rows[i] = row + ((nint)i * store.Layout.RowBytes);
            _table.FindOrAdopt(rows, rowCount, rows + rowCount);
        }
    }
}
