using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>
/// DEFAULT values of columns: texts in the metadata of a table's columns. One is for rows that are written, the other, a constant, for rows of files that were written before there was the column.
/// Spark: <c>ResolveDefaultColumns</c>.
/// </summary>
public static class ColumnDefaults
{
    private const string CurrentKey = "CURRENT_DEFAULT";
    private const string ExistenceKey = "EXISTS_DEFAULT";

    /// <summary>The text of the DEFAULT clause that counts for rows to come; null for none.</summary>
    public static string? CurrentOf(StructField field) => ValueOf(field, CurrentKey);

    /// <summary>The constant, as SQL, that files without the column hold; null for NULL.</summary>
    public static string? ExistenceOf(StructField field) => ValueOf(field, ExistenceKey);

    /// <summary>The column with another DEFAULT for rows to come; null for none.</summary>
    public static StructField WithCurrent(StructField field, string? text) => With(field, CurrentKey, text);

    /// <summary>The column with another constant for files without it; null for NULL.</summary>
    public static StructField WithExistence(StructField field, string? sql) => With(field, ExistenceKey, sql);

    /// <summary>The column without defaults, as queries see it.</summary>
    public static StructField Without(StructField field) => With(With(field, CurrentKey, null), ExistenceKey, null);

    private static StructField With(StructField field, string key, string? value)
    {
        if (value is null && ValueOf(field, key) is null)
            return field;
        var others = field.Metadata.Where(pair => pair.Key != key);
        return field with { Metadata = (value is null ? others : others.Append(new KeyValuePair<string, string>(key, value))).ToEquatableArray() };
    }

    private static string? ValueOf(StructField field, string key)
    {
        foreach (var (name, value) in field.Metadata)
        {
            if (name == key)
                return value;
        }

        return null;
    }
}
