namespace SqlSpark.Core.Errors;

/// <summary>One SQL text that was parsed. Every <see cref="Origin"/> in its tree shares the same instance.</summary>
/// <param name="text">The whole text as the user wrote it.</param>
/// <param name="objectType">What the text is the body of, such as <c>VIEW</c> or <c>FUNCTION</c>; null for a statement.</param>
/// <param name="objectName">The qualified name of that object; null for a statement.</param>
public sealed class SqlText(string text, string? objectType = null, string? objectName = null)
{
    /// <summary>The whole text as the user wrote it.</summary>
    public string Text { get; } = text;

    /// <summary>What the text is the body of, such as <c>VIEW</c> or <c>FUNCTION</c>; null for a statement.</summary>
    public string? ObjectType { get; } = objectType;

    /// <summary>The qualified name of the object the text is the body of; null for a statement.</summary>
    public string? ObjectName { get; } = objectName;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
