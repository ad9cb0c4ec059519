using System.Numerics;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>All workers' rows of a sort in the order of their source. Rows have numbers that tell their page and place.</summary>
internal sealed unsafe class SortInput : IDisposable
{
    private readonly List<(SortRows Rows, int Batch, long FirstNumber)> _batches = [];

    /// <summary>Brings rows together.</summary>
    /// <param name="layout">The layout of their pages.</param>
    /// <param name="parts">The workers' rows.</param>
    /// <param name="account">Pays for the list of pages.</param>
    public SortInput(ColumnLayout layout, IEnumerable<SortRows> parts, MemoryAccount account)
    {
        Pages = new ColumnPages(layout, account);
        foreach (var part in parts)
        {
            var firstNumber = Pages.Numbers;
            Pages.Add(part.Store);
            for (var batch = 0; batch < part.Batches.Count; batch++)
                _batches.Add((part, batch, firstNumber + part.Batches.Values[batch].FirstRow));
            RowCount += part.Store.RowCount;
            IsExact &= part.IsExact;
            Least = Math.Min(Least, part.Least);
            Most = Math.Max(Most, part.Most);
        }

        if (Pages.Numbers > int.MaxValue)
            throw ExecutionErrors.SpillNotSupported(nameof(SortSink));
        NumberBits = BitsOf((ulong)Pages.Numbers);
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

    /// <summary>The columns of the rows.</summary>
    public ColumnPages Pages { get; }

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

    /// <summary>Writes the numbers of all rows, in the order of the source.</summary>
    public void WriteAll(uint* numbers)
    {
        foreach (var (part, index, firstNumber) in _batches)
        {
            for (var i = 0; i < part.Batches.Values[index].RowCount; i++)
                *numbers++ = (uint)(firstNumber + i);
        }
    }

    /// <inheritdoc />
    public void Dispose() => Pages.Dispose();

    private static int BitsOf(ulong value) => 64 - BitOperations.LeadingZeroCount(value);
}
