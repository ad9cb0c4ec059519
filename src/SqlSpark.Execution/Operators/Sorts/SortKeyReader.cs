using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>Reads the first key of batches: which live rows have one, and its words.</summary>
/// <param name="plan">The order.</param>
/// <param name="account">Pays for scratch memory.</param>
internal sealed unsafe class SortKeyReader(SortPlan plan, MemoryAccount account) : IDisposable
{
    private readonly ColumnReader _reader = new(account);
    private readonly ScratchBuffer _words = new(account);
    private readonly ScratchBuffer _live = new(account);
    private readonly ScratchBuffer _valid = new(account);
    private readonly ScratchBuffer _null = new(account);

    /// <summary>The rows whose first key is not NULL, or all when there is no key; their numbers, or null when all rows of the batch are meant.</summary>
    public int* Valid { get; private set; }

    /// <summary>How many rows <see cref="Valid"/> has.</summary>
    public int ValidCount { get; private set; }

    /// <summary>The words of <see cref="Valid"/>.</summary>
    public ulong* Words { get; private set; }

    /// <summary>False when equal words may stand for different first keys.</summary>
    public bool IsExact { get; private set; }

    /// <summary>The rows whose first key is NULL.</summary>
    public int* Null { get; private set; }

    /// <summary>How many rows <see cref="Null"/> has.</summary>
    public int NullCount { get; private set; }

    /// <summary>Loads the lazy columns that the sort needs.</summary>
    public void Load(RecordBatch batch)
    {
        foreach (var column in plan.Columns)
        {
            if (batch[column] is LazyVector lazy)
                lazy.Load(batch.Rows);
        }
    }

    /// <summary>Reads the first key of live rows.</summary>
    /// <param name="batch">The batch; lazy columns are loaded.</param>
    /// <param name="rows">The live rows.</param>
    public void ReadKeys(RecordBatch batch, Rows rows)
    {
        var count = rows.Count;
        int* live = null;
        if (!rows.IsAll)
        {
            live = _live.Get<int>(count);
            Bitmaps.ToIndices(rows.Words, new Span<int>(live, count));
        }

        (ValidCount, NullCount, IsExact) = (count, 0, true);
        Valid = live;
        Words = null;
        if (plan.FirstKey < 0)
            return;
        Words = _words.Get<ulong>(count);
        IsExact = SortKeyKernels.EncodeWords(plan.FirstColumn, batch[plan.FirstKey], rows, new Span<ulong>(Words, count));
        _reader.Read(batch[plan.FirstKey], count, live);
        if (_reader.Validity != null)
            SplitNulls(count, live);
    }

    /// <summary>Leaves out of <see cref="Valid"/> the rows whose word is above a limit.</summary>
    public void DropAbove(ulong limit)
    {
        var kept = _valid.Get<int>(Math.Max(ValidCount, 1));
        var count = 0;
        for (var i = 0; i < ValidCount; i++)
        {
            var row = Valid == null ? i : Valid[i];
            if (Words[i] > limit)
                continue;
            Words[count] = Words[i];
            kept[count++] = row;
        }

        Valid = kept;
        ValidCount = count;
    }

    /// <summary>Leaves out the rows whose first key is NULL.</summary>
    public void DropNulls() => NullCount = 0;

    /// <inheritdoc />
    public void Dispose()
    {
        _reader.Dispose();
        _words.Dispose();
        _live.Dispose();
        _valid.Dispose();
        _null.Dispose();
    }

    private void SplitNulls(int count, int* live)
    {
        Valid = _valid.Get<int>(count);
        Null = _null.Get<int>(count);
        (ValidCount, NullCount) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var row = live == null ? i : live[i];
            if (_reader.IsValid(i))
            {
                Words[ValidCount] = Words[i];
                Valid[ValidCount++] = row;
            }
            else
            {
                Null[NullCount++] = row;
            }
        }
    }
}
