namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>What the workers of a top-N tell each other: which rows cannot be among the first. Thread-safe.</summary>
/// <param name="wanted">How many rows are wanted.</param>
/// <param name="nullsFirst">Where rows whose first key is NULL stand.</param>
internal sealed class TopNThreshold(int wanted, bool nullsFirst)
{
    private ulong _limit = ulong.MaxValue;
    private bool _hasEnoughValues;
    private bool _hasEnoughNulls;

    /// <summary>How many rows are wanted.</summary>
    public int Wanted { get; } = wanted;

    /// <summary>The largest word of the first key that is wanted.</summary>
    public ulong Limit => Volatile.Read(ref _limit);

    /// <summary>False when rows whose first key is NULL come too late.</summary>
    public bool WantsNulls => nullsFirst || !Volatile.Read(ref _hasEnoughValues);

    /// <summary>False when only rows whose first key is NULL come early enough.</summary>
    public bool WantsValues => !nullsFirst || !Volatile.Read(ref _hasEnoughNulls);

    /// <summary>A worker has as many rows as wanted, with words up to <paramref name="threshold"/>.</summary>
    public void NoteValues(ulong threshold)
    {
        Volatile.Write(ref _hasEnoughValues, true);
        var limit = Limit;
        while (threshold < limit)
        {
            var seen = Interlocked.CompareExchange(ref _limit, threshold, limit);
            if (seen == limit)
                return;
            limit = seen;
        }
    }

    /// <summary>A worker has as many rows as wanted whose first key is NULL.</summary>
    public void NoteNulls() => Volatile.Write(ref _hasEnoughNulls, true);
}
