namespace SqlSpark.Catalyst.Functions;

/// <summary>How a function makes windows of time, which the analyzer puts into a column below the operator that calls it.</summary>
public enum TimeWindowKind : byte
{
    /// <summary>It makes none.</summary>
    None,

    /// <summary>Windows of a fixed length: one a row, a struct, or several, an array of structs.</summary>
    Fixed,

    /// <summary>A window of each row, a struct, which grows together with others of its group.</summary>
    Session,
}
