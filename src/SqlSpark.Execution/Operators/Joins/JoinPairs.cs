using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>Pairs of a row of the current batch and a kept row, in the order of the batch. Reused from batch to batch.</summary>
/// <param name="account">Pays for them.</param>
internal sealed unsafe class JoinPairs(MemoryAccount account) : IDisposable
{
    private readonly ScratchBuffer _rows = new(account);
    private readonly ScratchBuffer _kept = new(account);
    private readonly ScratchBuffer _places = new(account);

    /// <summary>How many there are.</summary>
    public int Count { get; set; }

    /// <summary>Of each pair the row's number in the batch.</summary>
    public int* Rows { get; private set; }

    /// <summary>Of each pair the kept row, or the row of NULLs.</summary>
    public nint* Kept { get; private set; }

    /// <summary>Of each pair the place of the kept row in <see cref="DirectColumns"/>; null when <see cref="Kept"/> says where it is.</summary>
    public int* Places { get; private set; }

    /// <summary>Forgets all, and makes room for pairs with places, and for 16 more.</summary>
    public void BeginPlaces(int capacity)
    {
        Count = 0;
        Rows = _rows.Get<int>(capacity + 16);
        Places = _places.Get<int>(capacity + 16);
    }

    /// <summary>Forgets all, and makes room.</summary>
    public void Begin(int capacity)
    {
        Count = 0;
        Places = null;
        Rows = _rows.Get<int>(capacity);
        Kept = _kept.Get<nint>(capacity);
    }

    /// <summary>Adds a pair; there is room.</summary>
    public void Add(int row, nint kept)
    {
        Rows[Count] = row;
        Kept[Count++] = kept;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _rows.Dispose();
        _kept.Dispose();
        _places.Dispose();
    }
}
