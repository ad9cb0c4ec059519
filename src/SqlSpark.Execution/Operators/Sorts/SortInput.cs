using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>All workers' rows of a sort in the order of their source. Rows have numbers that tell their address.</summary>
internal sealed unsafe class SortInput : IDisposable
{
    private readonly NativeList<nint> _pages;
    private readonly List<(SortRows Rows, int Batch, long FirstNumber)> _batches = [];
    private readonly int _rowsPerPage;
    private readonly int _rowBytes;

    /// <summary>Brings rows together.</summary>
    /// <param name="parts">The workers' rows.</param>
    /// <param name="account">Pays for the list of pages.</param>
    public SortInput(IEnumerable<SortRows> parts, MemoryAccount account)
    {
        _pages = new NativeList<nint>(account);
        foreach (var part in parts)
        {
            (_rowsPerPage, _rowBytes) = (part.Store.RowsPerPage, part.Store.Layout.RowBytes);
            var firstNumber = (long)_pages.Count * _rowsPerPage;
            for (var page = 0; page < part.Store.PageCount; page++)
                _pages.Add((nint)part.Store.PageAt(page, out _));
            for (var batch = 0; batch < part.Batches.Count; batch++)
                _batches.Add((part, batch, firstNumber + part.Batches.Values[batch].FirstRow));
            RowCount += part.Store.RowCount;
            IsExact &= part.IsExact;
            Least = Math.Min(Least, part.Least);
            Most = Math.Max(Most, part.Most);
        }

        if ((long)_pages.Count * _rowsPerPage > int.MaxValue)
            throw ExecutionErrors.SpillNotSupported(nameof(SortSink));
        NumberBits = BitsOf((ulong)((long)_pages.Count * _rowsPerPage));
        // A worker's batches come in order, so that equal places keep it.
        _batches.Sort(static (left, right) =>
        {
            ref readonly var a = ref left.Rows.Batches.Values[left.Batch];
            ref readonly var b = ref right.Rows.Batches.Values[right.Batch];
            var order = a.Partition.CompareTo(b.Partition);
            order = order == 0 ? a.Sequence.CompareTo(b.Sequence) : order;
            return order == 0 ? left.Batch.CompareTo(right.Batch) : order;
        });
    }

    /// <summary>How many rows there are.</summary>
    public long RowCount { get; }

    /// <summary>How many batches there are.</summary>
    public int BatchCount => _batches.Count;

    /// <summary>False when equal words may stand for different first keys.</summary>
    public bool IsExact { get; } = true;

    /// <summary>The smallest word.</summary>
    public ulong Least { get; } = ulong.MaxValue;

    /// <summary>The largest word.</summary>
    public ulong Most { get; }

    /// <summary>Bits that the number of a row needs.</summary>
    public int NumberBits { get; }

    /// <summary>Bits in which words differ from the smallest.</summary>
    public int WordBits => RowCount == 0 ? 0 : BitsOf(Most - Least);

    /// <summary>True when a row's word, less the smallest, and its number fit 64 bits together: they are sorted as one, the number below.</summary>
    public bool ArePacked => WordBits + NumberBits <= 64;

    /// <summary>The words of a part of a batch.</summary>
    /// <param name="batch">Which batch, in the order of the source.</param>
    /// <param name="start">The first row of the batch that is wanted.</param>
    /// <param name="number">The number of that row; those after it follow.</param>
    /// <returns>At least one word; none at the end of the batch.</returns>
    public ReadOnlySpan<ulong> ReadWords(int batch, int start, out uint number)
    {
        var (rows, index, firstNumber) = _batches[batch];
        var place = rows.Batches.Values[index];
        number = (uint)(firstNumber + start);
        return start == place.RowCount ? [] : rows.Words.Read(place.FirstRow + start, place.RowCount - start);
    }

    /// <summary>Writes the addresses of all rows, in the order of the source.</summary>
    public void WriteAll(nint* rows)
    {
        foreach (var (part, index, firstNumber) in _batches)
        {
            for (var i = 0; i < part.Batches.Values[index].RowCount; i++)
                *rows++ = AddressOf((uint)(firstNumber + i));
        }
    }

    /// <summary>Writes the addresses of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteAddresses(uint* numbers, nint* rows, int count)
    {
        var pages = _pages.First;
        var (shift, mask, rowBytes) = (BitOperations.Log2((uint)_rowsPerPage), (uint)_rowsPerPage - 1, (nint)_rowBytes);
        for (var i = 0; i < count; i++)
            rows[i] = pages[numbers[i] >> shift] + ((nint)(numbers[i] & mask) * rowBytes);
    }

    /// <summary>Writes the addresses of rows whose numbers are the lowest bits of packed words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteAddresses(ReadOnlySpan<ulong> packed, nint* rows)
    {
        var pages = _pages.First;
        var (shift, mask, rowBytes) = (BitOperations.Log2((uint)_rowsPerPage), (uint)_rowsPerPage - 1, (nint)_rowBytes);
        var numberMask = (1UL << NumberBits) - 1;
        for (var i = 0; i < packed.Length; i++)
        {
            var number = (uint)(packed[i] & numberMask);
            rows[i] = pages[number >> shift] + ((nint)(number & mask) * rowBytes);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _pages.Dispose();

    private static int BitsOf(ulong value) => 64 - BitOperations.LeadingZeroCount(value);

    private nint AddressOf(uint number)
    {
        Debug.Assert(BitOperations.IsPow2(_rowsPerPage), "pages hold a power of two of rows");
        return _pages.First[number / (uint)_rowsPerPage] + ((nint)(number % (uint)_rowsPerPage) * _rowBytes);
    }
}
