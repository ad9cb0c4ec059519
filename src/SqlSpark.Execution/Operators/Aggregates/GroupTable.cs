using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>
/// Finds or makes the groups of one worker's rows. Keys that are few are looked up by number (<see cref="KeyCodes"/>), an integer key that is dense by
/// its place (<see cref="DirectGroups"/>), others by hash; when hashing finds next to nothing, rows become groups of their own, to be merged later.
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
    private readonly DirectGroups? _direct;
    private readonly VectorWriter? _flatKey;
    private readonly ScratchBuffer _byCode;
    private readonly ScratchBuffer _missingRows;
    private readonly ScratchBuffer _missingCodes;
    private readonly ScratchBuffer _missingGroups;
    private readonly bool _partitionsAtOnce;
    private readonly int _stateShift;
    private bool _isDirect;             // groups are in _direct, and those whose keys are outside of its range in _table
    private long _retryGroups;          // groups from which on a wider range may be dense enough
    private long _leastKey = long.MaxValue;
    private long _mostKey = long.MinValue;
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
        _stateShift = plan.Deferred.IsEmpty && !plan.Immediate.IsEmpty ? plan.Layout.StateOffsets[plan.Immediate[0]] : 0;
        Groups = new TuplePartitions(plan.Layout, _partitionsAtOnce ? AggregatePlan.PartitionCount : 1, account);
        _table = new TupleTable(plan.Layout, account);
        _keys = new KeyRows(plan.Layout, account);
        _codes = new KeyCodes(account, plan.GroupingKeys.Count);
        if (DirectGroups.Takes(plan.Layout))
        {
            _direct = new DirectGroups(plan.Layout, account, plan.GroupReach);
            _flatKey = new VectorWriter(plan.Layout.Keys[0].Type, account);
            _isDirect = true;
        }

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
    public long UsedBytes => Groups.UsedBytes + _table.UsedBytes + (_direct?.UsedBytes ?? 0);

    /// <summary>True when there are so many groups that several workers should merge them.</summary>
    public bool WantsPartitions => Groups.Count == 1 && Groups[0].RowCount > MaxUnpartitioned;

    /// <summary>What <see cref="Find"/> added to the addresses of groups: 0, or the offset of the state that is updated first.</summary>
    public int Shift { get; private set; }

    /// <summary>Finds the group of each live row, and makes those that are new.</summary>
    /// <param name="batch">The batch; lazy columns are loaded.</param>
    /// <param name="count">How many rows are live; at least one.</param>
    /// <param name="live">Their numbers; null when all rows are live.</param>
    /// <param name="groups">Room for a group for each live row; see <see cref="Shift"/>.</param>
    /// <param name="inserted">Room for as many new groups.</param>
    /// <returns>How many groups are new; their states are not initialized.</returns>
    public int Find(RecordBatch batch, int count, int* live, nint* groups, nint* inserted)
    {
        Shift = 0;
        if (_rowsToPass > 0)
            return PassThrough(batch, count, live, groups, inserted);
        if (_isDirect)
            return FindDirectly(batch, count, live, groups, inserted);
        return HasCodes(batch) && _codes.TryRead(batch, _plan.GroupingKeys.AsSpan(), count, live)
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
        if (isComplete)
            return;
        _direct?.Forget();
        Refill();
    }

    /// <summary>Frees what is needed only while rows come.</summary>
    public void EndOfInput()
    {
        _table.Dispose();
        _keys.Dispose();
        _codes.Dispose();
        _direct?.Dispose();
        _flatKey?.Dispose();
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

    // An integer key that is not in a dictionary is looked up directly or not at all by number.
    private bool HasCodes(RecordBatch batch)
    {
        var key = batch[_plan.GroupingKeys[0]];
        return _direct is null || (key is LazyVector lazy ? lazy.Loaded : key) is DictionaryVector;
    }

    private int FindByHash(RecordBatch batch, int count, int* live, nint* groups, nint* inserted)
    {
        var insertedCount = TryGetInt64(batch, out var keys)
            ? _table.FindOrInsertInt64(keys, live, count, Groups, Shift = _stateShift, groups, inserted)
            : FindOrInsert(batch, count, live, groups, inserted);
        if (_direct is not null)
            NoteKeys(inserted, insertedCount);
        if (_leastKey <= _mostKey && _direct!.TryCover(_leastKey, _mostKey, Groups.RowCount))
            BeginDirect();
        else
            Look(count, insertedCount);
        return insertedCount;
    }

    private int FindOrInsert(RecordBatch batch, int count, int* live, nint* groups, nint* inserted)
    {
        _keys.Read(batch.Vectors, _plan.GroupingKeys.AsSpan(), count, live);
        return _table.FindOrInsert(_keys, Groups, groups, inserted);
    }

    private bool TryGetInt64(RecordBatch batch, out long* keys)
    {
        var vector = batch[_plan.GroupingKeys[0]];
        var isOne = _direct is not null && _plan.Layout.Keys[0].Physical == PhysicalType.Int64
            && (vector is LazyVector lazy ? lazy.Loaded : vector) is FlatVector { Physical: PhysicalType.Int64, MayHaveNulls: false };
        keys = isOne ? (long*)FlatKey(vector).Address : null;
        return isOne;
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

    private int FindDirectly(RecordBatch batch, int count, int* live, nint* groups, nint* inserted)
    {
        var keys = FlatKey(batch[_plan.GroupingKeys[0]]);
        var search = new DirectGroups.Search { Count = count, Live = live, Groups = groups, Shift = _stateShift, Inserted = inserted };
        _direct!.Find(keys, ref search, Groups);
        while (search.Next < count)
        {
            if (search.Outside == null && !TryExtend(keys, search))
            {
                if (_table.Count == 0 && Groups.RowCount == 0)
                {
                    _isDirect = false;
                    return FindByHash(batch, count, live, groups, inserted);
                }

                search.Outside = _missingRows.Get<int>(count);
            }

            _direct.Find(keys, ref search, Groups);
        }

        if (search.OutsideCount > 0)
            FindOutside(batch, ref search);
        LookAtOutside(count, search.OutsideCount);
        if (_direct.IsTooFar)
            LeaveDirect();
        Shift = _stateShift;
        return search.InsertedCount;
    }

    // Keys as integers of any width: those of a dictionary are spread, because groups are not found by code here.
    private FlatVector FlatKey(Vector key)
    {
        if (key is LazyVector lazy)
            key = lazy.Loaded!;
        return key as FlatVector ?? (FlatVector)VectorCopy.Flatten(key, _flatKey!);
    }

    // Refused for a number of groups, a range is not asked for again until there are twice as many.
    private bool TryExtend(FlatVector keys, in DirectGroups.Search search)
    {
        var groupCount = Groups.RowCount + search.Count - search.Next;
        if (groupCount < _retryGroups)
            return false;
        var (least, most) = Extremes.Of(keys, search.Live, search.Next, search.Count);
        if (!_direct!.TryCover(least, most, groupCount))
        {
            _retryGroups = 2 * groupCount;
            return false;
        }

        if (_table.Count > 0)
            Refill();
        return true;
    }

    private void FindOutside(RecordBatch batch, ref DirectGroups.Search search)
    {
        var rows = _missingCodes.Get<int>(search.OutsideCount);
        var found = _missingGroups.Get<nint>(search.OutsideCount);
        for (var i = 0; i < search.OutsideCount; i++)
            rows[i] = search.Live == null ? search.Outside[i] : search.Live[search.Outside[i]];
        _keys.Read(batch.Vectors, _plan.GroupingKeys.AsSpan(), search.OutsideCount, rows);
        search.InsertedCount += _table.FindOrInsert(_keys, Groups, found, search.Inserted + search.InsertedCount);
        for (var i = 0; i < search.OutsideCount; i++)
            search.Groups[search.Outside[i]] = found[i] + search.Shift;
    }

    // When most keys are outside of the range, looking there first does not pay.
    private void LookAtOutside(int rowCount, int outsideCount)
    {
        _lookedAtRows += rowCount;
        _lookedAtGroups += outsideCount;
        if (_lookedAtRows < RowsPerLook)
            return;
        if (_lookedAtGroups > _lookedAtRows / 2)
            EndDirect();
        _lookedAtRows = _lookedAtGroups = 0;
    }

    private void BeginDirect()
    {
        _isDirect = true;
        Refill();
        _lookedAtRows = _lookedAtGroups = 0;
        if (_direct!.IsTooFar)
            LeaveDirect();
    }

    // Groups that could not be entered may have come twice.
    private void LeaveDirect()
    {
        HasDuplicates = true;
        if (_isDirect)
            EndDirect();
    }

    private void EndDirect()
    {
        _isDirect = false;
        _direct!.Clear();
        Refill();
        (_leastKey, _mostKey) = (long.MaxValue, long.MinValue);
        for (var p = 0; p < Groups.Count; p++)
        {
            for (var page = 0; page < Groups[p].PageCount; page++)
            {
                var rows = RowsOf(Groups[p], page, out var rowCount);
                NoteKeys(rows, rowCount);
            }
        }
    }

    private void NoteKeys(nint* groups, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if ((*(ulong*)groups[i] & _plan.Layout.FirstWordValidity) == 0)
                continue;
            var key = _direct!.KeyOf(groups[i]);
            (_leastKey, _mostKey) = (Math.Min(_leastKey, key), Math.Max(_mostKey, key));
        }
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
        {
            for (var page = 0; page < Groups[p].PageCount; page++)
            {
                var rows = RowsOf(Groups[p], page, out var rowCount);
                if (_isDirect)
                    rowCount = _direct!.Add(rows, rowCount);
                _table.FindOrAdopt(rows, rowCount, rows + rowCount);
            }
        }
    }

    // The addresses of a page's rows, and room for as many behind them.
    private nint* RowsOf(TupleStore store, int page, out int rowCount)
    {
        var row = (nint)store.PageAt(page, out rowCount);
        var rows = _missingGroups.Get<nint>(2L * rowCount);
        for (var i = 0; i < rowCount; i++, row += store.Layout.RowBytes)
            rows[i] = row;
        return rows;
    }
}
