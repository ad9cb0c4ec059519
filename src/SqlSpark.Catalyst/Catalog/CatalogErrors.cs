using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>The user errors that catalogs raise.</summary>
public static class CatalogErrors
{
    /// <summary><c>SCHEMA_NOT_FOUND</c>, 42704.</summary>
    /// <param name="database">The simple name.</param>
    public static SqlSparkException NoSuchSchema(string database) =>
        SqlSparkException.Create("SCHEMA_NOT_FOUND", null, ("schemaName", SqlIdentifier.Quote([SessionCatalog.DefaultCatalog, database])));
}
