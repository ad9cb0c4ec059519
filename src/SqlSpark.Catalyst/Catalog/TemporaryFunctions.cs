using System.Collections.Concurrent;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>The SQL functions of a session by name, without regard to case. Thread-safe.</summary>
public sealed class TemporaryFunctions
{
    private readonly ConcurrentDictionary<string, SqlFunction> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names => [.. _byName.Values.Select(f => f.DisplayName)];

    /// <summary>The function, or null.</summary>
    public SqlFunction? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Adds a function. Returns false when there is one under its name and <paramref name="replaces"/> is false.</summary>
    public bool TryAdd(SqlFunction function, bool replaces)
    {
        if (!replaces)
            return _byName.TryAdd(function.Name[0], function);
        _byName[function.Name[0]] = function;
        return true;
    }

    /// <summary>Removes a function. Returns false when there is none.</summary>
    public bool Remove(string name) => _byName.TryRemove(name, out _);
}
