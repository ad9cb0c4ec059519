using System.Text;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Commands;

/// <summary>The statements that create tables and views. Spark: <c>ShowCreateTableCommandBase</c>.</summary>
internal static class CreateStatements
{
    /// <summary>The statement.</summary>
    /// <param name="name">Catalog, database and name.</param>
    /// <param name="definition">What is created.</param>
    public static string Of(EquatableArray<string> name, RelationDefinition definition) => definition is TableDefinition table ? OfTable(name, table) : OfView(name, (ViewDefinition)definition);

    private static string OfTable(EquatableArray<string> name, TableDefinition table)
    {
        var text = new StringBuilder($"CREATE TABLE {SqlIdentifier.QuoteIfNeeded(name)} (\n  ");
        text.AppendJoin(",\n  ", table.Schema.Fields.Select(Column)).Append($")\nUSING {table.Provider}\n");
        AppendPairs(text, "OPTIONS", table.Options);
        if (!table.PartitionColumns.IsEmpty)
            text.Append($"PARTITIONED BY ({string.Join(", ", table.PartitionColumns.Select(SqlIdentifier.QuoteIfNeeded))})\n");
        if (table.Buckets is { } buckets)
        {
            text.Append($"CLUSTERED BY ({string.Join(", ", buckets.Columns.Select(SqlIdentifier.QuoteIfNeeded))})\n");
            if (!buckets.SortColumns.IsEmpty)
                text.Append($"SORTED BY ({string.Join(", ", buckets.SortColumns.Select(SqlIdentifier.QuoteIfNeeded))})\n");
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"INTO {buckets.Count} BUCKETS\n");
        }

        AppendComment(text, table.Comment);
        if (table.IsExternal)
            text.Append($"LOCATION '{Escaped(Path.IsPathRooted(table.Location) ? $"file:{table.Location}" : table.Location)}'\n");
        AppendPairs(text, "TBLPROPERTIES", table.Properties);
        return text.ToString();
    }

    private static string OfView(EquatableArray<string> name, ViewDefinition view)
    {
        var text = new StringBuilder($"CREATE VIEW {SqlIdentifier.QuoteIfNeeded(name.Skip(1))} (\n  ");
        text.AppendJoin(",\n  ", view.Schema.Fields.Select(f => SqlIdentifier.QuoteIfNeeded(f.Name) + CommentOf(f))).Append(")\n");
        AppendComment(text, view.Comment);
        AppendPairs(text, "TBLPROPERTIES", view.Properties);
        return text.Append($"WITH SCHEMA {view.SchemaModeText}\nAS {view.Text}\n").ToString();
    }

    private static string Column(StructField field) => $"{SqlIdentifier.QuoteIfNeeded(field.Name)} {field.DataType.Sql}{(ColumnDefaults.CurrentOf(field) is { } value ? $" DEFAULT {value}" : "")}{CommentOf(field)}";

    private static string CommentOf(StructField field) => field.Comment is { } comment ? $" COMMENT '{Escaped(comment)}'" : "";

    private static void AppendComment(StringBuilder text, string? comment)
    {
        if (comment is not null)
            text.Append($"COMMENT '{Escaped(comment)}'\n");
    }

    private static void AppendPairs(StringBuilder text, string clause, EquatableArray<KeyValuePair<string, string>> pairs)
    {
        if (!pairs.IsEmpty)
        {
            text.Append($"{clause} (\n  ")
                .AppendJoin(",\n  ", pairs.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"'{Escaped(p.Key)}' = '{Escaped(Redaction.Of(p.Key, p.Value))}'"))
                .Append(")\n");
        }
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
