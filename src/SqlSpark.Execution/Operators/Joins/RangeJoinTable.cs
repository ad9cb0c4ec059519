using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// The kept rows in the order of their low ends: the candidates for a probed interval stand side by side. The last is found by the low ends, the first by the greatest high end
/// among the rows up to each, which never falls.
/// </summary>
/// <remarks>
/// <code>
/// low       1   2   4   7   9        probed: from 5 to 8
/// high      3   9   5   8  10        low  &lt;= 8:            1   2   4   7
/// greatest  3   9   9   9  10        greatest &gt;= 5:            2   4   7   9
/// </code>
/// Ends are compared by the first 64 bits of their sort keys, so that a candidate need be no match: the condition is asked for each. Rows with NULL in an end match nothing.
/// The row after another is <see cref="JoinRow.Next"/>. Built by one worker. After the augmented interval list of Feng, Ratan and Sheffield, 2019.
/// </remarks>
internal sealed unsafe class RangeJoinTable : JoinTable
{
    private readonly JoinPlan _plan;
    private readonly JoinRange _range;
    private readonly MemoryAccount _account;
    private readonly List<NativeBuffer>? _heaps;
    private readonly NativeList<nint> _rows;
    private readonly NativeList<ulong> _lows;
    private readonly NativeList<ulong> _highs;      // from Finish on the greatest up to each row

    /// <summary>An empty table.</summary>
    /// <param name="plan">The join.</param>
    /// <param name="range">Its inequalities.</param>
    /// <param name="heaps">The blocks that strings of the rows point into, or null.</param>
    /// <param name="account">Pays for ends and addresses.</param>
    public RangeJoinTable(JoinPlan plan, JoinRange range, List<NativeBuffer>? heaps, MemoryAccount account)
        : base(partCount: 1)
    {
        _plan = plan;
        _range = range;
        _heaps = heaps;
        _account = account;
        _rows = new NativeList<nint>(account);
        _lows = new NativeList<ulong>(account);
        _highs = new NativeList<ulong>(account);
    }

    /// <inheritdoc />
    public override long UsedBytes => _rows.UsedBytes + _lows.UsedBytes + _highs.UsedBytes;

    /// <inheritdoc />
    public override void Add(int part, nint* rows, int count)
    {
        var first = _rows.Count;
        new Span<nint>(rows, count).CopyTo(new Span<nint>(_rows.Append(count), count));
        var lows = new Span<ulong>(_lows.Append(count), count);
        var highs = new Span<ulong>(_highs.Append(count), count);
        var isNull = stackalloc bool[count];
        new Span<bool>(isNull, count).Clear();
        Encode(_range.KeptLow, rows, count, lows, isNull, unbounded: ulong.MinValue);
        Encode(_range.KeptHigh, rows, count, highs, isNull, unbounded: ulong.MaxValue);
        var kept = first;
        for (var i = 0; i < count; i++)
        {
            if (isNull[i])
            {
                JoinRow.SetNext(rows[i], 0);
                continue;
            }

            (_rows.First[kept], _lows.First[kept], _highs.First[kept]) = (rows[i], lows[i], highs[i]);
            kept++;
        }

        var dropped = first + count - kept;
        _rows.Return(dropped);
        _lows.Return(dropped);
        _highs.Return(dropped);
        NoteDuplicates(part, _rows.Count > 1);
    }

    /// <inheritdoc />
    public override JoinFinder CreateFinder(MemoryAccount account) => new Finder(this, account);

    /// <inheritdoc />
    public override void Dispose()
    {
        _rows.Dispose();
        _lows.Dispose();
        _highs.Dispose();
    }

    /// <inheritdoc />
    protected override void Finish()
    {
        var count = _rows.Count;
        if (count == 0)
            return;
        using var places = new ScratchBuffer(_account);
        using var moved = new ScratchBuffer(_account);
        using var sorter = new RadixSorter(_account);
        // Rows came from the last to the first; equal ends shall stand in the order of their source.
        Reverse(_rows.Values);
        Reverse(_lows.Values);
        Reverse(_highs.Values);
        var order = places.Get<int>(count);
        for (var i = 0; i < count; i++)
            order[i] = i;
        sorter.Sort(_lows.Values, new Span<int>(order, count));
        Move(_rows.First, order, count, moved.Get<nint>(count));
        Move(_highs.First, order, count, moved.Get<ulong>(count));
        var greatest = 0UL;
        for (var i = 0; i < count; i++)
        {
            _highs.First[i] = greatest = Math.Max(greatest, _highs.First[i]);
            JoinRow.SetNext(_rows.First[i], i + 1 < count ? _rows.First[i + 1] : 0);
        }
    }

    private void Encode(int column, nint* rows, int count, Span<ulong> words, bool* isNull, ulong unbounded)
    {
        if (column < 0)
        {
            words.Fill(unbounded);
            return;
        }

        var type = _plan.BuildTypes[column];
        using var writer = new VectorWriter(type, _account);
        TupleGather.Read(_plan.PlaceOf(column), rows, count, writer, _heaps);
        var vector = writer.Publish();
        SortKeyKernels.EncodeWords(new SortColumn(type), vector, Rows.All(count), words);
        for (var i = 0; vector.MayHaveNulls && i < count; i++)
            isNull[i] |= vector.IsNull(i);
    }

    private static void Reverse<T>(Span<T> values) => values.Reverse();

    private static void Move<T>(T* values, int* order, int count, T* moved)
        where T : unmanaged
    {
        for (var i = 0; i < count; i++)
            moved[i] = values[order[i]];
        new Span<T>(moved, count).CopyTo(new Span<T>(values, count));
    }

    private sealed class Finder(RangeJoinTable table, MemoryAccount account) : JoinFinder
    {
        private readonly ScratchBuffer _high = new(account);
        private readonly ScratchBuffer _low = new(account);
        private readonly ColumnReader _reader = new(account);

        /// <inheritdoc />
        public override void Find(ReadOnlySpan<Vector> vectors, ReadOnlySpan<int> keys, int count, int* live, nint* heads) =>
            throw Core.Errors.InternalErrors.Unreachable(nameof(RangeJoinTable));

        /// <inheritdoc />
        public override void FindRanges(RecordBatch batch, int count, int* live, nint* heads, nint* ends)
        {
            var highs = new Span<ulong>(_high.Get<ulong>(count), count);
            var lows = new Span<ulong>(_low.Get<ulong>(count), count);
            new Span<nint>(heads, count).Clear();
            Encode(batch, table._range.ProbeHigh, count, highs, unbounded: ulong.MaxValue);
            Encode(batch, table._range.ProbeLow, count, lows, unbounded: ulong.MinValue);
            FindAll(count, (ulong*)Unsafe.AsPointer(ref highs[0]), (ulong*)Unsafe.AsPointer(ref lows[0]), heads, ends);
            DropNulls(batch, table._range.ProbeHigh, count, live, heads);
            DropNulls(batch, table._range.ProbeLow, count, live, heads);
        }

        /// <inheritdoc />
        public override void Dispose()
        {
            _high.Dispose();
            _low.Dispose();
            _reader.Dispose();
        }

        private void Encode(RecordBatch batch, int column, int count, Span<ulong> words, ulong unbounded)
        {
            if (column < 0)
                words.Fill(unbounded);
            else
                SortKeyKernels.EncodeWords(new SortColumn(table._plan.ProbeTypes[column]), batch[column], batch.Rows, words[..count]);
        }

        private void DropNulls(RecordBatch batch, int column, int count, int* live, nint* heads)
        {
            if (column < 0)
                return;
            _reader.Read(batch[column], count, live);
            for (var i = 0; _reader.Validity != null && i < count; i++)
                heads[i] = _reader.IsValid(i) ? heads[i] : 0;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void FindAll(int count, ulong* highs, ulong* lows, nint* heads, nint* ends)
        {
            var rowCount = table._rows.Count;
            var rows = table._rows.First;
            for (var i = 0; i < count; i++)
            {
                var end = FirstAbove(table._lows.First, rowCount, highs[i]);
                var start = lows[i] == 0 ? 0 : FirstAbove(table._highs.First, end, lows[i] - 1);
                if (start >= end)
                    continue;
                heads[i] = rows[start];
                ends[i] = end < rowCount ? rows[end] : 0;
            }
        }

        /// <summary>The place of the first word above a limit; <paramref name="count"/> when there is none.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static int FirstAbove(ulong* words, int count, ulong limit)
        {
            int low = 0, length = count;
            while (length > 0)
            {
                var half = length >>> 1;
                var isAbove = words[low + half] > limit;
                low = isAbove ? low : low + half + 1;
                length = isAbove ? half : length - half - 1;
            }

            return low;
        }
    }
}
