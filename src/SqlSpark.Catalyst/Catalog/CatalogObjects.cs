using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>What a catalog keeps under a name: a database, or a table, view or function in one. Names are told apart without regard to case.</summary>
public abstract record CatalogObject;

/// <summary>A database. Spark: <c>CatalogDatabase</c>.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Location">The folder that the folders of managed tables are in.</param>
public sealed record DatabaseDefinition(string Name, string Location) : CatalogObject
{
    /// <summary>The comment; empty for none.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The properties by key.</summary>
    public EquatableArray<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary>Who created it.</summary>
    public string Owner { get; init; } = "";
}

/// <summary>A table or view of a database.</summary>
public abstract record RelationDefinition : CatalogObject
{
    /// <summary>The columns.</summary>
    public required StructType Schema { get; init; }

    /// <summary>The comment, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>The properties by key.</summary>
    public EquatableArray<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary>Who created it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
