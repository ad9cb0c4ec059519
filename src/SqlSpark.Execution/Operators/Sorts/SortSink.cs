using System.Runtime.CompilerServices;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>
/// Orders all rows. Holds them, with a word of the first key each. Rows with equal keys keep the order of their source, so that the result is the
/// same for any number of workers.
/// </summary>
/// <remarks>
/// The words of all rows are divided into ranges of about equal size, and each range is sorted by a task of its own: by radix, then what is equal by
/// what follows in the key. Rows whose first key is NULL are a range of their own.
/// </remarks>
internal sealed class SortSink : Sink
{
    // More rows than this are sorted by several tasks even for one worker, so that a task takes some milliseconds only.
    private const int MaxRowsOfOneTask = 8 * 1024 * 1024;
    private const int RowsPerTask = 512 * 1024;
    private const int MinRowsToDivide = 64 * 1024;
    private const int BucketBits = 12;

    private readonly SortPlan _plan;
    private readonly MemoryAccount _account;
    private readonly List<SortLocal> _begun = [];       // locked; read by whoever looks for memory
    private readonly List<SortLocal> _locals = [];
    private readonly List<SortRange> _ranges = [];
    private readonly List<NativeBuffer> _heaps = [];
    private SortInput? _values;
    private SortInput? _nulls;
    private SortRange? _nullRange;

    /// <summary>An empty sink.</summary>
    /// <param name="inputTypes">The types of the input columns.</param>
    /// <param name="keys">The keys, most significant first.</param>
    /// <param name="output">The input columns that are the output, in order.</param>
    /// <param name="account">Pays for all that the sink holds; the tasks' accounts pay for scratch memory of finishing and reading.</param>
    public SortSink(EquatableArray<DataType> inputTypes, EquatableArray<SortKey> keys, EquatableArray<int> output, MemoryAccount account)
    {
        _plan = new SortPlan(inputTypes, keys, output);
        _account = account;
    }

    /// <summary>The order and the columns.</summary>
    public SortPlan Plan => _plan;

    /// <summary>The ranges of rows, in order; each is sorted once <see cref="RunFinishTask"/> ran for it.</summary>
    public List<SortRange> Ranges
    {
        get
        {
            List<SortRange> ranges = [.. _ranges];
            if (_nullRange is not null)
                ranges.Insert(_plan.FirstColumn.NullsFirst ? 0 : ranges.Count, _nullRange);
            return ranges;
        }
    }

    /// <inheritdoc />
    public override long SpillableBytes
    {
        get
        {
            lock (_begun)
            {
                var bytes = 0L;
                foreach (var local in _begun)
                    bytes += local.UsedBytes;
                return bytes;
            }
        }
    }

    /// <inheritdoc />
    public override LocalSink CreateLocal(TaskContext context)
    {
        var local = new SortLocal(_plan, _account);
        lock (_begun)
            _begun.Add(local);
        return local;
    }

    /// <inheritdoc />
    public override void Combine(LocalSink local, TaskContext context)
    {
        var rows = (SortLocal)local;
        _locals.Add(rows);
        rows.HandOver();
    }

    /// <inheritdoc />
    public override int PrepareFinish(TaskContext context)
    {
        _values = new SortInput(_plan.Pages, _locals.Select(l => l.Values), _account);
        _nulls = new SortInput(_plan.Pages, _locals.Select(l => l.Nulls), _account);
        if (_plan.FirstKey < 0)
            _ranges.Add(new SortRange(_plan, _values, _account));
        else
            Divide(_values, context);
        if (_nulls.RowCount > 0)
            _nullRange = new SortRange(_plan, _nulls, _account);
        return _ranges.Count + (_nullRange is null ? 0 : 1);
    }

    /// <inheritdoc />
    public override void RunFinishTask(int task, TaskContext context)
    {
        if (task == _ranges.Count || _plan.FirstKey < 0)
            RangeOf(task).SortEqual(context);
        else
            RangeOf(task).Sort(context);
    }

    /// <inheritdoc />
    public override PipelineSource CreateSource()
    {
        return new SortSource(_plan, Ranges, ListHeaps());
    }

    /// <summary>The blocks that rows point into; null when there are too many to be kept alive with batches.</summary>
    public List<NativeBuffer>? ListHeaps()
    {
        _heaps.Clear();
        return TryListHeaps() ? _heaps : null;
    }

    /// <summary>The range that a task of <see cref="RunFinishTask"/> sorts.</summary>
    public SortRange RangeOf(int task) => task == _ranges.Count ? _nullRange! : _ranges[task];

    /// <summary>The pages of all rows: those with a first key, then from number <paramref name="firstNull"/> on those whose first key is NULL.</summary>
    /// <param name="account">Pays for the list of pages.</param>
    /// <param name="firstNull">The number that number 0 of the rows without a first key has here.</param>
    public ColumnPages AllPages(MemoryAccount account, out long firstNull)
    {
        var pages = new ColumnPages(_plan.Pages, account);
        foreach (var local in _locals)
            pages.Add(local.Values.Store);
        firstNull = pages.Numbers;
        foreach (var local in _locals)
            pages.Add(local.Nulls.Store);
        return pages;
    }

    /// <summary>True for the range of rows whose first key is NULL.</summary>
    public bool IsNullRange(SortRange range) => ReferenceEquals(range, _nullRange);

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var range in _ranges)
            range.Dispose();
        _ranges.Clear();
        _nullRange?.Dispose();
        _values?.Dispose();
        _nulls?.Dispose();
        foreach (var local in _locals)
            local.Free();
        _locals.Clear();
    }

    private bool TryListHeaps()
    {
        foreach (var local in _locals)
        {
            if (!local.Values.Store.TryListHeaps(_heaps, SortSource.MaxBorrowedHeaps) || !local.Nulls.Store.TryListHeaps(_heaps, SortSource.MaxBorrowedHeaps))
                return false;
        }

        return true;
    }

    private void Divide(SortInput input, TaskContext context)
    {
        if (input.RowCount == 0)
            return;
        var workers = _locals.Count(l => l.Values.Store.RowCount > 0);
        var isOne = input.RowCount <= MinRowsToDivide || (workers == 1 && input.RowCount <= MaxRowsOfOneTask);
        var shift = Math.Max(0, 64 - System.Numerics.BitOperations.LeadingZeroCount(input.Most - input.Least) - BucketBits);
        var counts = new int[1 << BucketBits];
        if (isOne)
        {
            counts[0] = checked((int)input.RowCount);
            shift = 63;
        }
        else
        {
            CountBuckets(input, shift, counts, context);
        }

        var rangeOfBucket = Group(counts, isOne ? int.MaxValue : (int)Math.Clamp(input.RowCount / (workers * 4), MinRowsToDivide / 4, RowsPerTask), out var rowCounts);
        foreach (var _ in rowCounts)
            _ranges.Add(new SortRange(_plan, input, _account));
        Distribute(input, isOne ? null : rangeOfBucket, shift, rowCounts, context);
    }

    private static void CountBuckets(SortInput input, int shift, int[] counts, TaskContext context)
    {
        for (var batch = 0; batch < input.BatchCount; batch++)
        {
            context.ThrowIfCanceled();
            var start = 0;
            for (var words = input.ReadWords(batch, start, out _); !words.IsEmpty; words = input.ReadWords(batch, start, out _))
            {
                CountBuckets(words, input.Least, shift, counts);
                start += words.Length;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountBuckets(ReadOnlySpan<ulong> words, ulong least, int shift, int[] counts)
    {
        foreach (var word in words)
            counts[(int)((word - least) >> shift)]++;
    }

    // Neighboring buckets make a range until it has enough rows.
    private static byte[] Group(int[] counts, int rowsPerRange, out List<int> rowCounts)
    {
        var ranges = new byte[counts.Length];
        rowCounts = [0];
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            if (rowCounts[^1] > 0 && (long)rowCounts[^1] + counts[bucket] > rowsPerRange && rowCounts.Count <= byte.MaxValue)
                rowCounts.Add(0);
            rowCounts[^1] += counts[bucket];
            ranges[bucket] = (byte)(rowCounts.Count - 1);
        }

        return ranges;
    }

    private unsafe void Distribute(SortInput input, byte[]? rangeOfBucket, int shift, List<int> rowCounts, TaskContext context)
    {
        var words = new ulong*[rowCounts.Count];
        var numbers = new uint*[rowCounts.Count];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = _ranges[i].ReserveWords(rowCounts[i]);
            numbers[i] = input.ArePacked ? null : _ranges[i].ReserveNumbers(rowCounts[i]);
        }

        for (var batch = 0; batch < input.BatchCount; batch++)
        {
            context.ThrowIfCanceled();
            var start = 0;
            for (var part = input.ReadWords(batch, start, out var number); !part.IsEmpty; part = input.ReadWords(batch, start, out number))
            {
                if (input.ArePacked)
                    Pack(part, number, input, shift, rangeOfBucket, words);
                else if (rangeOfBucket is null)
                    Copy(part, number, ref words[0], ref numbers[0]);
                else
                    Distribute(part, number, input.Least, shift, rangeOfBucket, words, numbers);
                start += part.Length;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Copy(ReadOnlySpan<ulong> part, uint number, ref ulong* words, ref uint* numbers)
    {
        part.CopyTo(new Span<ulong>(words, part.Length));
        words += part.Length;
        var place = numbers;
        for (var i = 0; i < part.Length; i++)
            place[i] = number + (uint)i;
        numbers += part.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Distribute(
        ReadOnlySpan<ulong> part, uint number, ulong least, int shift, byte[] rangeOfBucket, ulong*[] words, uint*[] numbers)
    {
        foreach (var word in part)
        {
            var range = rangeOfBucket[(int)((word - least) >> shift)];
            *words[range]++ = word;
            *numbers[range]++ = number++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Pack(ReadOnlySpan<ulong> part, uint number, SortInput input, int shift, byte[]? rangeOfBucket, ulong*[] words)
    {
        var (least, numberBits) = (input.Least, input.NumberBits);
        if (rangeOfBucket is null)
        {
            var place = words[0];
            for (var i = 0; i < part.Length; i++)
                place[i] = ((part[i] - least) << numberBits) | (number + (uint)i);
            words[0] += part.Length;
            return;
        }

        foreach (var word in part)
        {
            var distance = word - least;
            *words[rangeOfBucket[(int)(distance >> shift)]]++ = (distance << numberBits) | number++;
        }
    }
}
