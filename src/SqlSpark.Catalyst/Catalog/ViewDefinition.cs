using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>What becomes of a view when the columns change that it selects. Spark: <c>ViewSchemaMode</c>.</summary>
public enum ViewSchemaMode : byte
{
    /// <summary>A column whose type does not fit without loss is an error.</summary>
    Binding,

    /// <summary>Columns are cast to the types of the view's creation.</summary>
    Compensation,

    /// <summary>Columns have the types that the query has now.</summary>
    TypeEvolution,

    /// <summary>The columns are those that the query has now.</summary>
    Evolution,
}

/// <summary>A view of the catalog. Spark: <c>CatalogTable</c> of type VIEW.</summary>
/// <param name="Text">The text of the query.</param>
/// <param name="QueryColumns">The names of the query's columns when the view was created, a column of the schema each.</param>
/// <param name="Namespace">The catalog and namespace that were current: names in the text are looked up there.</param>
/// <param name="Settings">The settings that the text is analyzed under.</param>
/// <param name="SchemaMode">What becomes of it when columns change.</param>
public sealed record ViewDefinition(
    string Text,
    EquatableArray<string> QueryColumns,
    EquatableArray<string> Namespace,
    EquatableArray<KeyValuePair<string, string>> Settings,
    ViewSchemaMode SchemaMode) : RelationDefinition
{
    /// <summary>The columns have names of their own, given by CREATE VIEW v(names).</summary>
    public bool NamesColumns { get; init; }

    /// <summary>The mode as SQL has it.</summary>
    public string SchemaModeText => SchemaMode switch
    {
        ViewSchemaMode.Binding => "BINDING",
        ViewSchemaMode.Compensation => "COMPENSATION",
        ViewSchemaMode.TypeEvolution => "TYPE EVOLUTION",
        _ => "EVOLUTION",
    };
}
