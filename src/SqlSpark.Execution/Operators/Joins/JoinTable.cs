using System.Numerics;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// Finds the kept rows with given keys: the first one; <see cref="JoinRow.Next"/> leads to the others. Built in parts that several workers fill at the same time,
/// each with the keys that fall to it; afterwards read by many.
/// </summary>
/// <remarks>
/// Rows are added from the last to the first, each before those with the same keys that are there: so they come out in their order, and a table without duplicates
/// pays nothing for them.
/// </remarks>
internal abstract unsafe class JoinTable : IDisposable
{
    private readonly bool[] _hasDuplicates;
    private int _unfinishedPartCount;

    /// <summary>An empty table.</summary>
    /// <param name="partCount">How many parts; a power of two.</param>
    protected JoinTable(int partCount)
    {
        PartCount = _unfinishedPartCount = partCount;
        _hasDuplicates = new bool[partCount];
    }

    /// <summary>How many parts there are.</summary>
    public int PartCount { get; }

    /// <summary>True when no two rows have the same keys. Known when all parts are finished.</summary>
    public bool IsUnique => !Array.Exists(_hasDuplicates, static d => d);

    /// <summary>Bytes of the table.</summary>
    public abstract long UsedBytes { get; }

    /// <summary>The columns that the join gives of its rows, by place, where there is a place for every key and no two rows have one; else null.</summary>
    public virtual DirectColumns? Direct => null;

    /// <summary>Adds those of some rows whose keys fall to a part. Rows that can match nothing get a first word without hash.</summary>
    /// <param name="part">The part.</param>
    /// <param name="rows">Rows, each behind those that are added later.</param>
    /// <param name="count">How many.</param>
    public abstract void Add(int part, nint* rows, int count);

    /// <summary>Says that a part has all its rows; with the last one the table is finished.</summary>
    public void FinishPart()
    {
        if (Interlocked.Decrement(ref _unfinishedPartCount) == 0)
            Finish();
    }

    /// <summary>Finds rows for one worker.</summary>
    public abstract JoinFinder CreateFinder(MemoryAccount account);

    /// <inheritdoc />
    public abstract void Dispose();

    /// <summary>Called when all parts have their rows.</summary>
    protected virtual void Finish()
    {
    }

    /// <summary>Notes that a part has two rows with the same keys.</summary>
    protected void NoteDuplicates(int part, bool found) => _hasDuplicates[part] |= found;

    /// <summary>A power of two of slots for so many rows, at most 5/8 of them taken.</summary>
    protected static long SlotCountFor(long rowCount) => (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(64, rowCount * 8 / 5));
}

/// <summary>Looks up the keys of batches in a <see cref="JoinTable"/>. Belongs to one worker.</summary>
internal abstract unsafe class JoinFinder : IDisposable
{
    /// <summary>Rows whose memory need not be asked for ahead of its use.</summary>
    protected const long CachedBytes = 256 * 1024;

    /// <summary>Finds the first kept row for each live row of a batch.</summary>
    /// <param name="vectors">The columns; those of the keys are loaded.</param>
    /// <param name="keys">Which of them are the keys.</param>
    /// <param name="count">How many rows are live.</param>
    /// <param name="live">Their numbers; null when the first <paramref name="count"/> are.</param>
    /// <param name="heads">Room for an address for each; 0 where there is no row.</param>
    public abstract void Find(ReadOnlySpan<Core.Columnar.Vector> vectors, ReadOnlySpan<int> keys, int count, int* live, nint* heads);

    /// <summary>Finds the kept rows that may match each live row of a batch, which follow each other: those of a <see cref="RangeJoinTable"/>.</summary>
    /// <param name="batch">The batch; the columns that are compared are loaded.</param>
    /// <param name="count">How many rows are live.</param>
    /// <param name="live">Their numbers; null when the first <paramref name="count"/> are.</param>
    /// <param name="heads">Room for the address of the first row; 0 where there is none.</param>
    /// <param name="ends">Room for the address of the row after the last; 0 where the last one has no next.</param>
    public virtual void FindRanges(Core.Columnar.RecordBatch batch, int count, int* live, nint* heads, nint* ends) => throw InternalErrors.Unreachable(GetType());

    /// <summary>Finds the place of the kept row for each live row of a batch, where the table has <see cref="JoinTable.Direct"/>.</summary>
    /// <param name="key">The column of the key, loaded.</param>
    /// <param name="count">How many rows are live.</param>
    /// <param name="live">Their numbers; null when the first <paramref name="count"/> are.</param>
    /// <param name="rows">Room for the numbers of the rows that have one, and 16 more.</param>
    /// <param name="places">Room for the place of each, and 16 more.</param>
    /// <returns>How many have one.</returns>
    public virtual int FindPlaces(Core.Columnar.Vector key, int count, int* live, int* rows, int* places) => throw InternalErrors.Unreachable(GetType());

    /// <inheritdoc />
    public abstract void Dispose();
}
