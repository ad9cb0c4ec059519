using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>The rows whose first word is in one range: sorted by one task.</summary>
/// <param name="plan">The order.</param>
/// <param name="input">All rows.</param>
/// <param name="account">Pays for the result.</param>
internal sealed unsafe class SortRange(SortPlan plan, SortInput input, MemoryAccount account) : IDisposable
{
    private readonly NativeList<ulong> _words = new(account);
    private readonly NativeList<ulong> _spare = new(account);
    private readonly NativeList<uint> _numbers = new(account);
    private NativeList<ulong>? _packed;     // the sorted rows, where words with numbers are all that is needed; otherwise they are _numbers

    /// <summary>How many rows there are, once they are sorted.</summary>
    public int Count { get; private set; }

    /// <summary>The columns of the rows.</summary>
    public ColumnPages Pages => input.Pages;

    /// <summary>Makes room for the words of rows, packed with their numbers where that fits, which the caller writes in the order of the source.</summary>
    public ulong* ReserveWords(int count) => _words.Append(count);

    /// <summary>Makes room for the numbers of rows that are not packed, which the caller writes in the order of the source.</summary>
    public uint* ReserveNumbers(int count) => _numbers.Append(count);

    /// <summary>Sorts the rows.</summary>
    public void Sort(TaskContext context)
    {
        context.ThrowIfCanceled();
        Count = _words.Count;
        var areDistinguished = input.IsExact && plan.KeyCount == 1;
        if (input.ArePacked)
        {
            SortPacked();
        }
        else
        {
            using var radix = new RadixSorter(context.Account);
            radix.Sort(_words.Values, new Span<int>(_numbers.First, Count));
        }

        if (areDistinguished)
        {
            if (_packed is null)
                _words.Dispose();
            return;
        }

        if (_packed is not null)
            Unpack();
        using var ties = new SortTies(plan, input.Pages, context);
        ties.Sort(_words.Values, _numbers.First, input.IsExact);
        _words.Dispose();
    }

    /// <summary>Sorts rows that are equal in the first key, or have none.</summary>
    public void SortEqual(TaskContext context)
    {
        context.ThrowIfCanceled();
        Count = checked((int)input.RowCount);
        input.WriteAll(_numbers.Append(Count));
        if (plan.KeyCount < 2)
            return;
        using var ties = new SortTies(plan, input.Pages, context);
        ties.SortEqual(_numbers.First, Count);
    }

    /// <summary>The numbers of some rows, in order.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many.</param>
    /// <param name="scratch">Room for as many numbers, which may be used.</param>
    public uint* ReadNumbers(int start, int count, uint* scratch)
    {
        if (_packed is null)
            return _numbers.First + start;
        ReadNumbers(_packed.First + start, count, (uint)((1UL << input.NumberBits) - 1), scratch);
        return scratch;
    }

    /// <summary>The numbers of all rows, in order, as a list that stays.</summary>
    public uint* ListNumbers()
    {
        if (_packed is not null)
        {
            ReadNumbers(_packed.First, Count, (uint)((1UL << input.NumberBits) - 1), _numbers.Append(Count));
            _words.Dispose();
            _spare.Dispose();
            _packed = null;
        }

        return _numbers.First;
    }

    /// <summary>Writes the first keys of some rows, which are integers, if they can be told without gathering them.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many.</param>
    /// <param name="writer">A register of the key's type, begun when the keys are written.</param>
    public bool TryReadKeys(int start, int count, VectorWriter writer)
    {
        if (_packed is null)
            return false;
        writer.Begin(count);
        var words = _packed.First + start;
        var flip = (1UL << 63) ^ (plan.FirstColumn.IsDescending ? ulong.MaxValue : 0);
        switch (writer.Physical.ByteWidth())
        {
            case 1:
                ReadKeys(words, count, input.NumberBits, input.Least, flip, writer.Address);
                break;
            case 2:
                ReadKeys(words, count, input.NumberBits, input.Least, flip, (ushort*)writer.Address);
                break;
            case 4:
                ReadKeys(words, count, input.NumberBits, input.Least, flip, (uint*)writer.Address);
                break;
            default:
                ReadKeys(words, count, input.NumberBits, input.Least, flip, (ulong*)writer.Address);
                break;
        }

        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _words.Dispose();
        _spare.Dispose();
        _numbers.Dispose();
        _packed = null;
    }

    private void SortPacked()
    {
        var isInSpare = RadixSorter.SortBits(_words.Values, new Span<ulong>(_spare.Append(Count), Count), input.NumberBits, input.WordBits);
        _packed = isInSpare ? _spare : _words;
        (isInSpare ? _words : _spare).Dispose();
    }

    private void Unpack()
    {
        var sorted = _packed!.First;
        var numbers = _numbers.Append(Count);
        var words = _packed == _words ? _words.First : _words.Append(Count);
        ReadNumbers(sorted, Count, (uint)((1UL << input.NumberBits) - 1), numbers);
        for (var i = 0; i < Count; i++)
            words[i] = sorted[i] >> input.NumberBits;
        _spare.Dispose();
        _packed = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadNumbers(ulong* words, int count, uint mask, uint* numbers)
    {
        for (var i = 0; i < count; i++)
            numbers[i] = (uint)words[i] & mask;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadKeys<T>(ulong* words, int count, int numberBits, ulong least, ulong flip, T* keys)
        where T : unmanaged
    {
        for (var i = 0; i < count; i++)
        {
            var key = ((words[i] >> numberBits) + least) ^ flip;
            keys[i] = Unsafe.As<ulong, T>(ref key);
        }
    }
}
