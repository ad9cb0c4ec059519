using System.Globalization;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Commands;

/// <content>DESCRIBE.</content>
internal sealed partial class CommandRunner
{
    private static readonly string[] ColumnStatistics = ["min", "max", "num_nulls", "distinct_count", "avg_col_len", "max_col_len", "histogram"];

    private LocalRelation Describe(DescribeTable command)
    {
        var rows = new List<EquatableArray<object?>>();
        rows.AddRange(SchemaOf(command, command.Name).Fields.Map(ColumnRow));
        var temporary = session.Catalog.FindTempView(command.Name);
        var definition = temporary is null ? session.Catalog.FindRelation(command.Name) : null;
        if (!command.Partition.IsEmpty && (temporary is not null || definition is ViewDefinition))
            throw CommandErrors.DescribePartitionOfView(command, temporary?.Name ?? session.Catalog.FullName(command.Name)!.Value, temporary is not null);
        if (temporary is not null)
            return Rows(command, rows.ToEquatableArray());
        if (definition is TableDefinition { PartitionColumns: { IsEmpty: false } partitions } table)
        {
            rows.Add(Row("# Partition Information", "", ""));
            rows.Add(Row("# col_name", "data_type", "comment"));
            rows.AddRange(partitions.Select(name => ColumnRow(table.Schema.Fields.First(f => f.Name == name))));
        }

        if (!command.Partition.IsEmpty && definition is TableDefinition partitioned)
            DescribePartition(command, partitioned, rows);
        else if (command.IsExtended && definition is not null)
        {
            var name = session.Catalog.FullName(command.Name)!.Value;
            rows.Add(Row("", "", ""));
            rows.Add(Row("# Detailed Table Information", "", ""));
            rows.AddRange(Details(name[1], name[2], definition).Where(d => d.Key is not ("Partition Columns" or "Schema")).Select(d => Row(d.Key, d.Value, "")));
        }

        if (definition is TableDefinition && definition.Schema.Fields.Any(field => ColumnDefaults.CurrentOf(field) is not null))
        {
            rows.Add(Row("", "", ""));
            rows.Add(Row("# Column Default Values", "", ""));
            rows.AddRange(definition.Schema.Fields.Where(field => ColumnDefaults.CurrentOf(field) is not null).Select(field => Row(field.Name, field.DataType.SimpleString, ColumnDefaults.CurrentOf(field))));
        }

        return Rows(command, rows.ToEquatableArray());
    }

    private void DescribePartition(DescribeTable command, TableDefinition table, List<EquatableArray<object?>> rows)
    {
        var name = session.Catalog.FullName(command.Name)!.Value;
        if (table.PartitionColumns.IsEmpty)
            throw CommandErrors.NotPartitioned(command, "DESC PARTITION", name);
        var partition = OnePartition(command, name, table, command.Partition);
        if (!command.IsExtended)
            return;
        rows.Add(Row("", "", ""));
        rows.Add(Row("# Detailed Partition Information", "", ""));
        rows.Add(Row("Database", name[1], ""));
        rows.Add(Row("Table", name[2], ""));
        rows.AddRange(Details(table, partition).Select(d => Row(d.Key, d.Value, "")));
        rows.Add(Row("", "", ""));
        rows.Add(Row("# Storage Information", "", ""));
        rows.AddRange(StorageDetails(table).Select(d => Row(d.Key, d.Value, "")));
    }

    private static IEnumerable<(string Key, string Value)> BucketDetails(TableDefinition table)
    {
        if (table.Buckets is not { } buckets)
            yield break;
        yield return ("Num Buckets", buckets.Count.ToString(CultureInfo.InvariantCulture));
        yield return ("Bucket Columns", $"[{string.Join(", ", buckets.Columns.Select(SqlIdentifier.Quote))}]");
        yield return ("Sort Columns", $"[{string.Join(", ", buckets.SortColumns.Select(SqlIdentifier.Quote))}]");
    }

    /// <summary>Where and how a table's files are stored.</summary>
    private static IEnumerable<(string Key, string Value)> StorageDetails(TableDefinition table)
    {
        foreach (var detail in BucketDetails(table))
            yield return detail;
        yield return ("Location", Shown(table.Location));
        if (!table.Options.IsEmpty)
            yield return ("Storage Properties", Pairs(table.Options));
    }

    private LocalRelation Describe(DescribeColumn command)
    {
        var fields = SchemaOf(command, command.Name).Fields;
        if (command.Column.Count > 1)
            throw CommandErrors.Unsupported(command, "DESCRIBE of a nested column");
        var names = session.Conf.Snapshot.NameComparer;
        var field = fields.FirstOrDefault(f => names.Equals(f.Name, command.Column[0])) ?? throw CommandErrors.NoSuchColumn(command, command.Column[0], fields.Select(f => f.Name));
        var rows = new List<EquatableArray<object?>> { Row("col_name", field.Name), Row("data_type", field.DataType.CatalogString), Row("comment", field.Comment ?? "NULL") };
        if (command.IsExtended)
        {
            var statistics = (session.Catalog.FindTempView(command.Name) is null ? session.Catalog.FindRelation(command.Name) as TableDefinition : null)?.Statistics?.Columns.FirstOrDefault(c => c.Name == field.Name);
            string?[] values = statistics is null ? new string?[ColumnStatistics.Length] :
            [
                statistics.Min, statistics.Max, Text(statistics.NullCount), Text(statistics.DistinctCount), Text(statistics.AverageLength), Text(statistics.MaxLength), null,
            ];
            rows.AddRange(ColumnStatistics.Select((name, i) => Row(name, values[i] ?? "NULL")));
        }

        return Rows(command, rows.ToEquatableArray());
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private LocalRelation Describe(DescribeFunction command)
    {
        var lines = session.Catalog.FindFunction(command.Name) is { } created ? Lines(created, command.IsExtended)
            : command.Name.Count == 1 && session.Functions.Find(command.Name[0]) is { } definition ? Lines(definition, command.IsExtended)
            : throw CommandErrors.UnresolvedRoutine(command, command.Name, session.Catalog);
        return Rows(command, lines.Select(line => Row(line)).ToEquatableArray());
    }

    private static IEnumerable<string> Lines(FunctionDefinition function, bool isExtended)
    {
        yield return $"Function: {function.Name}";
        yield return $"Usage: {function.Usage}";
        if (isExtended)
            yield return $"Extended Usage:{string.Concat(function.Examples.Select(e => $"\n    > {e.Sql};\n     {e.Result}"))}";
    }

    private static IEnumerable<string> Lines(SqlFunction function, bool isExtended)
    {
        yield return $"Function: {function.DisplayName}";
        yield return $"Type: {(function.IsTable ? "TABLE" : "SCALAR")}";
        yield return $"Input: {(function.Parameters.IsEmpty ? "()" : string.Join('\n', function.Parameters.Select(Line)))}";
        yield return $"Returns: {(function.ReturnColumns is { } columns ? string.Join('\n', columns.Fields.Select(f => $"{f.Name} {f.DataType.Sql}")) : function.ReturnType?.Sql)}";
        if (!isExtended)
            yield break;
        if (function.Comment is { } comment)
            yield return $"Comment: {comment}";
        yield return $"Deterministic: {(function.IsDeterministic == true ? "true" : "false")}";
        yield return $"Data Access: {(function.ReadsData == true ? "READS SQL DATA" : "CONTAINS SQL")}";
        yield return $"Body: {function.BodyText}";
    }

    private static string Line(SqlFunctionParameter parameter) =>
        $"{parameter.Name} {parameter.Type.Sql}{(parameter.DefaultText is { } text ? $" DEFAULT {text}" : "")}{(parameter.Comment is { } comment ? $" '{comment}'" : "")}";

    private static EquatableArray<object?> ColumnRow(StructField field) => Row(field.Name, field.DataType.SimpleString, field.Comment);

    /// <summary>All that is known of a table or view. Spark: <c>CatalogTable.toLinkedHashMap</c>.</summary>
    private static IEnumerable<(string Key, string Value)> Details(string database, string name, RelationDefinition definition)
    {
        yield return ("Catalog", SessionCatalog.DefaultCatalog);
        yield return ("Database", database);
        yield return ("Table", name);
        yield return ("Created Time", definition.CreatedAt.UtcDateTime.ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture));
        yield return ("Last Access", "UNKNOWN");
        yield return ("Created By", "SqlSpark");
        yield return ("Type", definition is ViewDefinition ? "VIEW" : ((TableDefinition)definition).IsExternal ? "EXTERNAL" : "MANAGED");
        if (definition is TableDefinition { Provider: var provider })
            yield return ("Provider", provider);
        if (definition is TableDefinition { Buckets: not null } bucketed)
        {
            foreach (var detail in BucketDetails(bucketed))
                yield return detail;
        }

        if (definition.Comment is { } comment)
            yield return ("Comment", comment);
        if (definition is ViewDefinition view)
        {
            yield return ("View Text", view.Text);
            yield return ("View Original Text", view.Text);
            yield return ("View Schema Mode", view.SchemaModeText);
            yield return ("View Catalog and Namespace", SqlIdentifier.QuoteIfNeeded(view.Namespace));
            yield return ("View Query Output Columns", $"[{string.Join(", ", view.QueryColumns.Select(SqlIdentifier.Quote))}]");
        }

        if (!definition.Properties.IsEmpty)
            yield return ("Table Properties", Pairs(definition.Properties));
        if (definition is TableDefinition { Statistics: { } statistics })
            yield return ("Statistics", statistics.ToString());
        if (definition is TableDefinition table)
        {
            yield return ("Location", Shown(table.Location));
            if (!table.Options.IsEmpty)
                yield return ("Storage Properties", Pairs(table.Options));
            if (!table.PartitionColumns.IsEmpty)
            {
                yield return ("Partition Provider", "Catalog");
                yield return ("Partition Columns", $"[{string.Join(", ", table.PartitionColumns.Select(SqlIdentifier.Quote))}]");
            }
        }

        yield return ("Schema", SchemaTree.Of(definition.Schema));
    }

    /// <summary>All that is known of a temporary view.</summary>
    private static IEnumerable<(string Key, string Value)> Details(TempView view)
    {
        if (view.Name.Count > 1)
            yield return ("Database", view.Name[0]);
        yield return ("Table", view.Name[^1]);
        yield return ("Created Time", "UNKNOWN");
        yield return ("Last Access", "UNKNOWN");
        yield return ("Created By", "SqlSpark");
        yield return ("Type", "VIEW");
        if (view.Text is { } text)
        {
            yield return ("View Text", text);
            yield return ("View Original Text", text);
        }

        yield return ("View Schema Mode", "BINDING");
        yield return ("Schema", SchemaTree.Of(view.Plan.Schema));
    }

    private static string Pairs(EquatableArray<KeyValuePair<string, string>> pairs) =>
        $"[{string.Join(", ", pairs.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={Redaction.Of(p.Key, p.Value)}"))}]";
}
