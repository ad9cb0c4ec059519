using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;

namespace SqlSpark.Sessions;

/// <summary>What the plans of a prepared statement are found by: its text and the values, with their types, of its parameters.</summary>
/// <param name="Text">The text.</param>
/// <param name="Named">The values by name, sorted by it.</param>
/// <param name="Positional">The values of unnamed markers, in order.</param>
internal sealed record PreparedText(string Text, EquatableArray<KeyValuePair<string, Expression>> Named, EquatableArray<Expression> Positional)
{
    /// <summary>True when there is any value.</summary>
    public bool HasParameters => !Named.IsEmpty || !Positional.IsEmpty;
}
