using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Operators.RuntimeFilters;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// Looks up the rows of the side that streams among the kept ones, a batch at a time, and gives their pairs, or the rows themselves, in order. Holds no rows, but for
/// its input's last batch while it has more pairs than go into one batch.
/// </summary>
internal sealed unsafe class JoinProbeOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly JoinBuildSink _build;
    private readonly JoinPlan _plan;
    private readonly JoinFinder? _finder;
    private readonly JoinCondition? _condition;
    private readonly JoinOutput _output;
    private readonly SingleRowJoin? _singleRow;
    private readonly JoinPairs _pairs;
    private readonly ColumnReader _nullKeys;
    private readonly ScratchBuffer _headBuffer;
    private readonly ScratchBuffer _endBuffer;
    private readonly Selection _matched;    // rows of the batch
    private readonly Selection _needed;
    private readonly bool _isUnique;
    private readonly bool _isDirect;
    private RecordBatch? _batch;
    private nint* _heads;                   // of the live rows
    private nint* _ends;                    // where their kept rows end in a range join; null in others
    private int* _live;
    private int _count;
    private int _next;                      // live row that is paired next
    private nint _nextKept;                 // the kept row of its next pair; 0 when it has none yet
    private bool _hasMatch;                 // it had a pair that fulfils the condition
    private int _pairLimit;                 // fewer pairs at a time when one of many fails
    private SqlSparkException? _error;      // of the rows that come next
    private bool _hasLeft;

    /// <summary>A worker's operator.</summary>
    /// <param name="input">The side that streams.</param>
    /// <param name="build">The finished sink of the other side.</param>
    /// <param name="context">The task.</param>
    public JoinProbeOperator(BatchOperator input, JoinBuildSink build, TaskContext context)
    {
        _input = input;
        _build = build;
        _plan = build.Plan;
        _finder = build.Table?.CreateFinder(context.Account);
        _isUnique = build.Table?.IsUnique ?? true;
        _isDirect = build.Table?.Direct is not null;
        _condition = _plan.Condition is { } condition ? new JoinCondition(build, condition, context) : null;
        _output = new JoinOutput(build, context);
        _singleRow = SingleRowJoin.TryCreate(build, _output, context);
        _pairs = new JoinPairs(context.Account);
        _nullKeys = new ColumnReader(context.Account);
        _headBuffer = new ScratchBuffer(context.Account);
        _endBuffer = new ScratchBuffer(context.Account);
        _matched = new Selection(context.Account);
        _needed = new Selection(context.Account);
        _pairLimit = int.MaxValue;
        build.Progress.Enter();
    }

    /// <inheritdoc />
    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        if (_error is not null)
            ExceptionDispatchInfo.Throw(_error);
        batch = null!;
        while (true)
        {
            context.ThrowIfCanceled();
            if (_batch is null)
            {
                var status = GivesNothing() ? PullStatus.Finished : _input.Next(context, out batch);
                if (status != PullStatus.Ready)
                {
                    if (status == PullStatus.Finished)
                        Leave(isComplete: true);
                    return status;
                }

                if (_singleRow is not null && _singleRow.TryJoin(batch, out var joined))
                {
                    if (joined is null)
                        continue;
                    batch = joined;
                    return PullStatus.Ready;
                }

                _batch = batch;
                Begin(batch);
            }
            else if (context.IsSliceOver)
            {
                return context.YieldIn(_batch);
            }

            if (Advance(_batch, context.BatchCapacity) is { } made)
            {
                batch = made;
                return PullStatus.Ready;
            }
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        Leave(isComplete: false);
        _finder?.Dispose();
        _condition?.Dispose();
        _singleRow?.Dispose();
        _output.Dispose();
        _pairs.Dispose();
        _nullKeys.Dispose();
        _headBuffer.Dispose();
        _endBuffer.Dispose();
        _matched.Dispose();
        _needed.Dispose();
        _input.Dispose();
    }

    private void Leave(bool isComplete)
    {
        if (!_hasLeft)
            _build.Progress.Leave(isComplete);
        _hasLeft = true;
    }

    // True when no row of the input can come out or count.
    private bool GivesNothing() => _plan.Emission switch
    {
        JoinEmission.Pairs => _build.HasNoKeys && !_plan.KeepsProbe,
        JoinEmission.ProbeRow when _plan.HasExists => false,
        JoinEmission.ProbeRow => _plan.IsAnti ? _plan.IsNullAware && _build.HasNullKey : _build.HasNoKeys,
        _ => _build.HasNoKeys,
    };

    private void Begin(RecordBatch batch)
    {
        _count = batch.LiveCount;
        _live = batch.Selection is { } selection && _count < batch.RowCount ? Pointer(selection.Indices) : null;
        (_next, _nextKept, _hasMatch) = (0, 0, false);
        if (_isDirect || _build.Keys is not null)
        {
            (batch[_plan.ProbeKeys[0]] as LazyVector)?.Load(batch.Rows);
            return;
        }

        _heads = _headBuffer.Get<nint>(_count);
        if (_finder is null)
        {
            new Span<nint>(_heads, _count).Clear();
        }
        else
        {
            foreach (var key in _plan.ProbeKeys)
                (batch[key] as LazyVector)?.Load(batch.Rows);
            if (_plan.Range is null)
            {
                _finder.Find(batch.Vectors, _plan.ProbeKeys.AsSpan(), _count, _live, _heads);
            }
            else
            {
                _ends = _endBuffer.Get<nint>(_count);
                _finder.FindRanges(batch, _count, _live, _heads, _ends);
            }
        }

        if (_plan.Emission == JoinEmission.ProbeRow)
            _matched.Begin(batch.RowCount).Clear();
        if (_condition is null)
            return;
        foreach (var column in _plan.ConditionColumns)
        {
            if (column.IsProbe && batch[column.Ordinal] is LazyVector { Loaded: null } lazy)
                lazy.Load(_plan.IsAnti || _plan.HasExists ? batch.Rows : Found(batch));    // rows without a match come out, too
        }
    }

    // One step: a batch, or null when there is none yet. The last step of the batch forgets it.
    private RecordBatch? Advance(RecordBatch batch, int capacity)
    {
        if (_condition is not null)
            return AdvanceTested(batch, capacity, _condition);
        if (_isDirect)
            return AdvanceDirect(batch);
        switch (_plan.Emission)
        {
            case JoinEmission.Pairs:
                var isFirst = _next == 0 && _nextKept == 0;
                Collect(capacity);
                Note();
                var isLast = EndIfLast();
                return _pairs.Count == 0 ? null : Pairs(batch, isFirst && isLast);
            case JoinEmission.ProbeRow:
                if (_build.Keys is { } keys)
                    MatchAll(batch, keys);
                else
                    MatchAll();
                _batch = null;
                return ProbeRows(batch);
            default:
                MarkAll(_heads, _count);
                _batch = null;
                return null;
        }
    }

    private RecordBatch? AdvanceDirect(RecordBatch batch)
    {
        _batch = null;
        _pairs.BeginPlaces(_count);
        _pairs.Count = _finder!.FindPlaces(batch[_plan.ProbeKeys[0]], _count, _live, _pairs.Rows, _pairs.Places);
        return _pairs.Count == 0 ? null : Pairs(batch, areAll: true);
    }

    private RecordBatch? AdvanceTested(RecordBatch batch, int capacity, JoinCondition condition)
    {
        var (next, nextKept) = (_next, _nextKept);
        Collect(Math.Min(capacity, _pairLimit));
        if (_pairs.Count > 0)
        {
            try
            {
                Narrow(condition.Test(batch, _pairs));
            }
            catch (SqlSparkException error)
            {
                if (_pairs.Count > 1)
                {
                    // The pairs before the one that fails come first.
                    _pairLimit = _pairs.Count / 2;
                    (_next, _nextKept) = (next, nextKept);
                    return null;
                }

                return BeforeError(batch, next, error);
            }
        }

        _pairLimit = int.MaxValue;
        Note();
        var isFirst = next == 0 && nextKept == 0;
        var isLast = EndIfLast();
        return _plan.Emission switch
        {
            JoinEmission.Pairs when _pairs.Count > 0 => Pairs(batch, isFirst && isLast),
            JoinEmission.ProbeRow when isLast => ProbeRows(batch),
            _ => null,
        };
    }

    private RecordBatch Pairs(RecordBatch batch, bool areAll)
    {
        if (areAll && _isUnique && JoinOutput.IsNarrow(batch, _pairs))
            return _output.Narrow(batch, _pairs);
        foreach (var vector in batch.Vectors)
        {
            if (vector is LazyVector { Loaded: null } lazy)
                lazy.Load(areAll ? InPairs(batch) : Found(batch));
        }

        return _output.Copy(batch, _pairs);
    }

    // The first pair of what is left fails. Rows before it that come out with the whole batch come first.
    private RecordBatch? BeforeError(RecordBatch batch, int row, SqlSparkException error)
    {
        _batch = null;
        _error = error;
        _count = row;
        var rest = _plan.Emission == JoinEmission.ProbeRow && row > 0 && !_plan.HasExists ? ProbeRows(batch) : null;
        if (rest is null)
            ExceptionDispatchInfo.Throw(error);
        return rest;
    }

    private bool EndIfLast()
    {
        if (_next < _count)
            return false;
        _batch = null;
        return true;
    }

    // Candidates from where it stopped; for joins that keep the side that streams also the rows that have none.
    private void Collect(int capacity)
    {
        if (_isUnique && _next == 0 && _count <= capacity && _plan.Emission == JoinEmission.Pairs)
        {
            _pairs.Begin(_count);
            _pairs.Count = _plan.KeepsProbe
                ? CollectUnique(_heads, _live, _count, _build.NullRow, _pairs.Rows, _pairs.Kept)
                : CollectUnique(_heads, _live, _count, _pairs.Rows, _pairs.Kept);
            _next = _count;
            return;
        }

        _pairs.Begin(capacity);
        if (_plan.Emission == JoinEmission.Pairs)
        {
            var nullRow = _plan.KeepsProbe ? _build.NullRow : 0;
            _pairs.Count = _ends == null
                ? CollectPairs(_heads, _live, _count, nullRow, ref _next, ref _nextKept, _pairs.Rows, _pairs.Kept, capacity)
                : CollectRanges(_heads, _ends, _live, _count, nullRow, ref _next, ref _nextKept, _pairs.Rows, _pairs.Kept, capacity);
            return;
        }

        while (_pairs.Count < capacity && _next < _count)
        {
            var row = _live == null ? _next : _live[_next];
            var kept = _nextKept == 0 ? _heads[_next] : _nextKept;
            if (kept == 0)
            {
                _next++;
                continue;
            }

            var isDecided = _plan.Emission == JoinEmission.ProbeRow && Bitmaps.Get(_matched.Words, row);
            if (!isDecided && !(_plan.Emission == JoinEmission.Nothing && JoinRow.IsMatched(kept)))
                _pairs.Add(row, kept);
            _nextKept = isDecided ? 0 : JoinRow.Next(kept);
            if (_ends != null && _nextKept == _ends[_next])
                _nextKept = 0;
            if (_nextKept == 0)
                _next++;
        }
    }

    // With a row of NULLs rows without a candidate are paired with it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CollectPairs(nint* heads, int* live, int count, nint nullRow, ref int next, ref nint nextKept, int* rows, nint* kept, int capacity)
    {
        const int Ahead = 12;
        var (found, i, current) = (0, next, nextKept);
        while (found < capacity && i < count)
        {
            if (current == 0)
            {
                // The second rows of those that follow are on their way while this one's are paired.
                if (i + Ahead < count && heads[i + Ahead] != 0)
                    Prefetch.Line((void*)JoinRow.Next(heads[i + Ahead]));
                current = heads[i] == 0 ? nullRow : heads[i];
                if (current == 0)
                {
                    i++;
                    continue;
                }
            }

            var row = live == null ? i : live[i];
            do
            {
                rows[found] = row;
                kept[found++] = current;
                current = JoinRow.Next(current);
            }
            while (current != 0 && found < capacity);
            if (current == 0)
                i++;
        }

        (next, nextKept) = (i, current);
        return found;
    }

    // As before, up to the end of the candidates of each row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CollectRanges(
        nint* heads, nint* ends, int* live, int count, nint nullRow, ref int next, ref nint nextKept, int* rows, nint* kept, int capacity)
    {
        var (found, i, current) = (0, next, nextKept);
        while (found < capacity && i < count)
        {
            if (current == 0)
                current = heads[i] == 0 ? nullRow : heads[i];
            var (row, end) = (live == null ? i : live[i], heads[i] == 0 ? 0 : ends[i]);
            while (current != 0 && found < capacity)
            {
                rows[found] = row;
                kept[found++] = current;
                current = JoinRow.Next(current);
                if (current == end)
                    current = 0;
            }

            if (current == 0)
                i++;
        }

        (next, nextKept) = (i, current);
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CollectUnique(nint* heads, int* live, int count, int* rows, nint* kept)
    {
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            rows[found] = live == null ? i : live[i];
            kept[found] = heads[i];
            found += heads[i] != 0 ? 1 : 0;
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CollectUnique(nint* heads, int* live, int count, nint nullRow, int* rows, nint* kept)
    {
        for (var i = 0; i < count; i++)
        {
            rows[i] = live == null ? i : live[i];
            kept[i] = heads[i] == 0 ? nullRow : heads[i];
        }

        return count;
    }

    // Keeps the pairs that fulfil the condition. A row that the join keeps and whose last candidate is through without one gets the row of NULLs.
    private void Narrow(ReadOnlySpan<ulong> isTrue)
    {
        var (count, nullRow) = (0, _build.NullRow);
        var rows = _pairs.Rows;
        var kept = _pairs.Kept;
        for (var i = 0; i < _pairs.Count; i++)
        {
            var row = rows[i];
            if (Bitmaps.Get(isTrue, i))
            {
                rows[count] = row;
                kept[count++] = kept[i];
                _hasMatch = true;
            }

            if (!_plan.KeepsProbe)
                continue;
            var isLastOfRow = i + 1 < _pairs.Count ? rows[i + 1] != row : _nextKept == 0;
            if (!isLastOfRow)
                continue;
            if (!_hasMatch)
            {
                rows[count] = row;
                kept[count++] = nullRow;
            }

            _hasMatch = false;
        }

        _pairs.Count = count;
    }

    // Notes the matches of the pairs where the join asks for them later.
    private void Note()
    {
        if (_plan.HasRest)
        {
            for (var i = 0; i < _pairs.Count; i++)
                JoinRow.Mark(_pairs.Kept[i]);
        }

        if (_plan.Emission != JoinEmission.ProbeRow)
            return;
        var matched = WritableMatched;
        for (var i = 0; i < _pairs.Count; i++)
            Bitmaps.Set(matched, _pairs.Rows[i]);
    }

    private static void MarkAll(nint* heads, int count)
    {
        // Whoever marks the first row of some marks them all.
        for (var i = 0; i < count; i++)
        {
            if (heads[i] != 0 && !JoinRow.IsMatched(heads[i]))
                JoinRow.MarkAll(heads[i]);
        }
    }

    private void MatchAll()
    {
        var matched = WritableMatched;
        for (var i = 0; i < _count; i++)
        {
            var row = _live == null ? i : _live[i];
            matched[row >>> 6] |= (_heads[i] != 0 ? 1UL : 0) << (row & 63);
        }
    }

    private void MatchAll(RecordBatch batch, BitmapKeyFilter keys)
    {
        var matched = _matched.Begin(batch.RowCount);
        for (var word = 0; word < matched.Length; word++)
            matched[word] = batch.Rows.Word(word);
        keys.Keep(batch[_plan.ProbeKeys[0]], matched);
    }

    private RecordBatch? ProbeRows(RecordBatch batch)
    {
        var matched = WritableMatched;
        if (_plan.HasExists)
            return _output.WithExists(batch, matched);
        if (!_plan.IsAnti)
            return _output.Select(batch, matched);
        if (_plan.IsNullAware && _build.HasRows)
            AddNullKeys(batch, matched);
        for (var word = 0; word < matched.Length; word++)
            matched[word] = batch.Rows.Word(word) & ~matched[word];
        if (_error is not null)
            ClearFrom(matched, _live == null ? _count : _live[_count]);
        return _output.Select(batch, matched);
    }

    private static void ClearFrom(Span<ulong> words, int row)
    {
        words[row >>> 6] &= (1UL << (row & 63)) - 1;
        words[((row >>> 6) + 1)..].Clear();
    }

    // For NOT IN nobody knows whether NULL is among the rows: it does not come out, as if it had a match.
    private void AddNullKeys(RecordBatch batch, Span<ulong> matched)
    {
        _nullKeys.Read(batch[_plan.ProbeKeys[0]], _count, _live);
        for (var i = 0; i < _count; i++)
        {
            if (!_nullKeys.IsValid(i))
                Bitmaps.Set(matched, _live == null ? i : _live[i]);
        }
    }

    // The rows of the batch that come out or may come out.
    private Rows Found(RecordBatch batch)
    {
        if (_plan.KeepsProbe)
            return batch.Rows;
        var words = _needed.Begin(batch.RowCount);
        words.Clear();
        for (var i = 0; i < _count; i++)
        {
            var row = _live == null ? i : _live[i];
            words[row >>> 6] |= (_heads[i] != 0 ? 1UL : 0) << (row & 63);
        }

        return _needed.Publish().Rows;
    }

    private Rows InPairs(RecordBatch batch)
    {
        var words = _needed.Begin(batch.RowCount);
        words.Clear();
        for (var i = 0; i < _pairs.Count; i++)
            Bitmaps.Set(words, _pairs.Rows[i]);
        return _needed.Publish().Rows;
    }

    private Span<ulong> WritableMatched => new(Pointer(_matched.Words), _matched.Words.Length);

    private static T* Pointer<T>(ReadOnlySpan<T> native)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(native));
}
