namespace SqlSpark.Core.Columnar;

/// <summary>The place of one row's elements in the child of a list or map vector (Arrow ListView). Zero under a NULL.</summary>
/// <param name="Offset">The first element.</param>
/// <param name="Length">The number of elements.</param>
public readonly record struct ListEntry(int Offset, int Length);
