using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>What a relation's name means to a session. Reads are safe from several threads.</summary>
public interface ICatalog
{
    /// <summary>The catalog that names without one are looked up in: <c>spark_catalog</c>.</summary>
    string CurrentCatalog { get; }

    /// <summary>The namespace that names without one are looked up in, at first <c>default</c>.</summary>
    EquatableArray<string> CurrentNamespace { get; }

    /// <summary>The temporary view under this name (<c>name</c> or <c>global_temp.name</c>), or null.</summary>
    TempView? FindTempView(EquatableArray<string> nameParts);

    /// <summary>The table under this name, qualified or not, or null.</summary>
    CatalogTable? FindTable(EquatableArray<string> nameParts);

    /// <summary>The view of the catalog under this name, qualified or not, or null. Temporary views are no such.</summary>
    CatalogView? FindView(EquatableArray<string> nameParts);

    /// <summary>The SQL function under this name, qualified or not, or null. Temporary functions hide others.</summary>
    SqlFunction? FindFunction(EquatableArray<string> nameParts);

    /// <summary>The session's variable of this simple name, or null.</summary>
    SessionVariable? FindVariable(string name);

    /// <summary>The table over files that <c>format.`path`</c> names, or null when there is no such format.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">The path does not exist, or cannot be read as this format.</exception>
    ITable? OpenPath(string format, string path, ConfSnapshot conf);

    /// <summary>The provider of a format by its short name, or null.</summary>
    ITableProvider? FindProvider(string format);
}

/// <summary>A temporary view.</summary>
/// <param name="Name">The name as it was created: one part, or <c>global_temp</c> and the name.</param>
/// <param name="Plan">The analyzed plan.</param>
/// <param name="Text">The text of the query, or null.</param>
public sealed record TempView(EquatableArray<string> Name, LogicalPlan Plan, string? Text);

/// <summary>A table of the catalog.</summary>
/// <param name="Name">The full name: catalog, namespace and table.</param>
/// <param name="Table">The table.</param>
/// <param name="Definition">How it is stored; null for a table that was registered and not created.</param>
public sealed record CatalogTable(EquatableArray<string> Name, ITable Table, TableDefinition? Definition = null)
{
    /// <summary>What ANALYZE TABLE found out, for estimates: by column of the table; null for nothing.</summary>
    public ScanStatistics? Statistics { get; init; }
}

/// <summary>A view of the catalog.</summary>
/// <param name="Name">The full name: catalog, namespace and view.</param>
/// <param name="Definition">The definition.</param>
/// <param name="Query">The parsed query.</param>
/// <param name="Conf">The settings that the query is analyzed under.</param>
public sealed record CatalogView(EquatableArray<string> Name, ViewDefinition Definition, LogicalPlan Query, ConfSnapshot Conf);
