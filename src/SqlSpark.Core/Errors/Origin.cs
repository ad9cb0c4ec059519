namespace SqlSpark.Core.Errors;

/// <summary>
/// Where in a SQL text a tree node came from. It is no part of a node's equality.
/// Spark: <c>Origin</c> in origin.scala.
/// </summary>
/// <param name="Source">The text; null for nodes that no text stands behind.</param>
/// <param name="Line">The line of the first character, from 1.</param>
/// <param name="Column">The position of the first character in its line, from 0.</param>
/// <param name="StartIndex">The index of the first character in the text, in UTF-16 units from 0.</param>
/// <param name="StopIndex">The index of the last character in the text, inclusive.</param>
public readonly record struct Origin(SqlText? Source, int Line, int Column, int StartIndex, int StopIndex)
{
    /// <summary>The origin of a node without a text: one made by the DataFrame API or by a rule.</summary>
    public static Origin None => default;

    /// <summary>True when there is no text behind the node.</summary>
    public bool IsNone => Source is null;

    /// <summary>The whole SQL text, or null.</summary>
    public string? SqlText => Source?.Text;

    /// <summary>What the text is the body of (<c>VIEW</c>, <c>FUNCTION</c>), or null.</summary>
    public string? ObjectType => Source?.ObjectType;

    /// <summary>The name of the object the text is the body of, or null.</summary>
    public string? ObjectName => Source?.ObjectName;

    /// <summary>The origin that spans from the start of this one to the end of <paramref name="last"/>, in the same text.</summary>
    public Origin To(Origin last) => ReferenceEquals(Source, last.Source) ? this with { StopIndex = last.StopIndex } : this;

    /// <summary>The context that an error at this place carries; null when there is no text.</summary>
    public QueryContext? ToQueryContext() =>
        Source is null ? null : new QueryContext(Source.Text, StartIndex, StopIndex, Line, Column, Source.ObjectType, Source.ObjectName);
}
