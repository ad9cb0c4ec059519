using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
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
    private readonly NativeList<uint> _numbers = new(account);
    private readonly NativeList<nint> _rows = new(account);

    /// <summary>Makes room for the words of rows, packed with their numbers where that fits, which the caller writes in the order of the source.</summary>
    public ulong* ReserveWords(int count) => _words.Append(count);

    /// <summary>Makes room for the numbers of rows that are not packed, which the caller writes in the order of the source.</summary>
    public uint* ReserveNumbers(int count) => _numbers.Append(count);

    /// <summary>Sorts the rows.</summary>
    public void Sort(TaskContext context)
    {
        context.ThrowIfCanceled();
        var count = _words.Count;
        var rows = _rows.Append(count);
        var areDistinguished = input.IsExact && plan.SortColumns.Length == 1;
        using (var radix = new RadixSorter(context.Account))
        {
            if (input.ArePacked)
            {
                SortPacked(radix, rows, wantsWords: !areDistinguished);
            }
            else
            {
                radix.Sort(_words.Values, new Span<int>(_numbers.First, count));
                input.WriteAddresses(_numbers.First, rows, count);
                _numbers.Dispose();
            }
        }

        if (areDistinguished)
        {
            _words.Dispose();
            return;
        }

        using var sorter = new TupleSorter(plan.SortColumns, context.Account, context.Cancellation);
        sorter.SortTies(rows, count, _words.First, input.IsExact, isNull: false);
        _words.Dispose();
    }

    /// <summary>Sorts rows that are equal in the first key, or have none.</summary>
    public void SortEqual(TaskContext context)
    {
        context.ThrowIfCanceled();
        var count = checked((int)input.RowCount);
        var rows = _rows.Append(count);
        input.WriteAll(rows);
        if (plan.SortColumns.Length < 2)
            return;
        using var sorter = new TupleSorter(plan.SortColumns.RemoveAt(0), context.Account, context.Cancellation);
        sorter.Sort(rows, count);
    }

    /// <summary>Adds the sorted rows.</summary>
    public void AddTo(TupleRuns runs) => runs.Add(_rows.First, _rows.Count);

    /// <inheritdoc />
    public void Dispose()
    {
        _words.Dispose();
        _numbers.Dispose();
        _rows.Dispose();
    }

    private void SortPacked(RadixSorter radix, nint* rows, bool wantsWords)
    {
        var sorted = radix.SortBits(_words.Values, input.NumberBits, input.WordBits);
        input.WriteAddresses(sorted, rows);
        var words = _words.First;
        for (var i = 0; i < sorted.Length && wantsWords; i++)
            words[i] = sorted[i] >> input.NumberBits;
    }
}
