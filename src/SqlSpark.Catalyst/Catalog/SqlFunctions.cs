using System.Collections.Concurrent;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>SQL functions by name, without regard to case. Thread-safe.</summary>
public sealed class SqlFunctions
{
    private readonly ConcurrentDictionary<string, SqlFunction> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<SqlFunction> All => [.. _byName.OrderBy(f => f.Key, StringComparer.OrdinalIgnoreCase).Select(f => f.Value)];

    /// <summary>The function of this full name, or null.</summary>
    public SqlFunction? Find(EquatableArray<string> name) => _byName.GetValueOrDefault(Key(name));

    /// <summary>Adds a function. Returns false when there is one under its name and <paramref name="replaces"/> is false.</summary>
    public bool TryAdd(SqlFunction function, bool replaces)
    {
        if (!replaces)
            return _byName.TryAdd(Key(function.Name), function);
        _byName[Key(function.Name)] = function;
        return true;
    }

    /// <summary>Removes a function. Returns false when there is none.</summary>
    public bool Remove(EquatableArray<string> name) => _byName.TryRemove(Key(name), out _);

    private static string Key(EquatableArray<string> name) => string.Join('\0', name);
}
