using System.Collections.Concurrent;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>A variable of a session, with its value at one time. Spark: <c>VariableDefinition</c>.</summary>
/// <param name="Name">The name as it was declared.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Default">The expression of DEFAULT as parsed.</param>
/// <param name="DefaultText">The text of DEFAULT.</param>
/// <param name="Value">The value, of the variable's type.</param>
public sealed record SessionVariable(string Name, DataType Type, Expression Default, string DefaultText, Literal Value)
{
    /// <inheritdoc />
    public bool Equals(SessionVariable? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);
}

/// <summary>The variables of a session by name, without regard to case. Thread-safe.</summary>
public sealed class SessionVariables
{
    private readonly ConcurrentDictionary<string, SessionVariable> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The variable, or null.</summary>
    public SessionVariable? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Adds a variable. Returns false when there is one under its name and <paramref name="replaces"/> is false.</summary>
    public bool TryAdd(SessionVariable variable, bool replaces)
    {
        if (!replaces)
            return _byName.TryAdd(variable.Name, variable);
        _byName[variable.Name] = variable;
        return true;
    }

    /// <summary>Removes a variable. Returns false when there is none.</summary>
    public bool Remove(string name) => _byName.TryRemove(name, out _);
}
