using System.Collections.Frozen;

namespace SqlSpark.Catalyst.Functions;

/// <summary>Functions by name, without regard to case. Immutable; sessions layer their own functions over the built-in ones.</summary>
public sealed class FunctionRegistry
{
    private readonly FrozenDictionary<string, FunctionDefinition> _byName;

    /// <summary>A registry of <paramref name="definitions"/> under their names and aliases.</summary>
    /// <exception cref="ArgumentException">Two definitions claim one name.</exception>
    public FunctionRegistry(IEnumerable<FunctionDefinition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var byName = new Dictionary<string, FunctionDefinition>(StringComparer.OrdinalIgnoreCase);
        foreach (var definition in definitions)
        {
            byName.Add(definition.Name, definition);
            foreach (var alias in definition.Aliases)
                byName.Add(alias, definition);
        }

        _byName = byName.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The registry without functions.</summary>
    public static FunctionRegistry Empty { get; } = new([]);

    /// <summary>Names and aliases.</summary>
    public IReadOnlyCollection<string> Names => _byName.Keys;

    /// <summary>The definitions, each once.</summary>
    public IEnumerable<FunctionDefinition> Definitions => _byName.Values.Distinct();

    /// <summary>The function under this name, or null.</summary>
    public FunctionDefinition? Find(string name) => _byName.GetValueOrDefault(name);
}
