using System.Diagnostics.CodeAnalysis;

namespace SqlSpark.Sessions;

/// <summary>Holds what was used last, up to a number of entries. Thread-safe.</summary>
/// <typeparam name="TKey">What is looked up.</typeparam>
/// <typeparam name="TValue">What is found.</typeparam>
/// <param name="capacity">How many entries it holds at most; 0 for none.</param>
internal sealed class PlanCache<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _entries = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = [];    // the last used one first

    /// <summary>How many entries it holds.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>What was stored under a key, which counts as a use.</summary>
    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                value = null;
                return false;
            }

            _byUse.Remove(entry);
            _byUse.AddFirst(entry);
            value = entry.Value.Value;
            return true;
        }
    }

    /// <summary>Stores a value in place of one that had its key; what was not used for longest goes.</summary>
    public void Set(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (_entries.Remove(key, out var old))
                _byUse.Remove(old);
            _entries.Add(key, _byUse.AddFirst((key, value)));
            while (_entries.Count > capacity)
            {
                _entries.Remove(_byUse.Last!.Value.Key);
                _byUse.RemoveLast();
            }
        }
    }

    /// <summary>Removes what was stored under a key.</summary>
    public void Remove(TKey key)
    {
        lock (_gate)
        {
            if (_entries.Remove(key, out var entry))
                _byUse.Remove(entry);
        }
    }
}
