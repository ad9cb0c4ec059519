using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>
/// For each dictionary that vectors of a column chunk have, the code in the file of each entry: an entry is looked up once a chunk, not once a row.
/// The values of narrow integers count as codes of such a dictionary too.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed unsafe class EntryMaps(MemoryAccount account) : IDisposable
{
    /// <summary>The id that stands for the values of 8 bits.</summary>
    public const long Int8Id = -1;

    /// <summary>The id that stands for the values of 16 bits.</summary>
    public const long Int16Id = -2;

    // More dictionaries at a time than row groups that a worker merges; older ones are looked up again.
    private const int MaxMaps = 16;

    private readonly List<(long Id, NativeBuffer Map)> _maps = [];

    /// <summary>The map of a dictionary: the file's code of each entry, or -1 for those that were not met yet.</summary>
    /// <param name="id">The dictionary.</param>
    /// <param name="entryCount">Its entries.</param>
    public int* Get(long id, int entryCount)
    {
        for (var i = _maps.Count - 1; i >= 0; i--)
        {
            if (_maps[i].Id == id)
                return (int*)_maps[i].Map.Address;
        }

        if (_maps.Count == MaxMaps)
        {
            _maps[0].Map.Release();
            _maps.RemoveAt(0);
        }

        var map = account.Allocate(sizeof(int) * (long)Math.Max(entryCount, 1));
        map.AsSpan<int>().Fill(-1);
        _maps.Add((id, map));
        return (int*)map.Address;
    }

    /// <summary>Forgets all of them: the file's codes begin anew.</summary>
    public void Clear()
    {
        foreach (var (_, map) in _maps)
            map.Release();
        _maps.Clear();
    }

    /// <inheritdoc />
    public void Dispose() => Clear();
}
