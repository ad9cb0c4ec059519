using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files.Partitions;

namespace SqlSpark.Commands;

/// <content>ANALYZE TABLE: counts are exact.</content>
internal sealed partial class CommandRunner
{
    private LocalRelation Analyze(AnalyzeTable command)
    {
        if (session.Catalog.FindTempView(command.Name) is { } view)
            throw CommandErrors.AnalyzeTempView(command, view.Name);
        var name = session.Catalog.FullName(command.Name) ?? throw CommandErrors.NoSuchView(command, command.Name);
        var table = session.Catalog.FindRelation(command.Name) switch
        {
            TableDefinition definition => definition,
            ViewDefinition => throw CommandErrors.AnalyzeView(command),
            _ => throw CommandErrors.NoSuchView(command, command.Name),
        };
        if (!command.Partition.IsEmpty || !command.OpenColumns.IsEmpty)
            AnalyzePartitions(command, name, table);
        else
            AnalyzeTable(command, name, table, command.IsNoScan);
        return Rows(command);
    }

    private LocalRelation Analyze(AnalyzeTables command)
    {
        var database = Existing(command, DatabaseOrCurrent(command, command.In));
        foreach (var relation in session.Catalog.RelationNames(database))
        {
            EquatableArray<string> name = [SessionCatalog.DefaultCatalog, database, relation];
            if (session.Catalog.FindRelation(name) is TableDefinition table)
                AnalyzeTable(new AnalyzeTable(name, [], [], command.IsNoScan, [], false), name, table, command.IsNoScan);
        }

        return Rows(command);
    }

    private void AnalyzeTable(AnalyzeTable command, EquatableArray<string> name, TableDefinition table, bool isNoScan)
    {
        var columns = AnalyzedColumns(command, table);
        var size = PartitionFolders.ByteLengthOf(table.Location, "");
        if (isNoScan)
        {
            // What was counted stays true as long as the files are as large as they were.
            var known = table.Statistics is { } old && old.SizeInBytes == size ? old : new TableStatistics(size, null);
            ReplaceStatistics(name, table, known, table.PartitionStatistics);
            return;
        }

        var rows = (long)Query(name, "count(*)", "")[0]!;
        var analyzed = columns.Select(column => Statistics(name, column)).ToList();
        var others = table.Statistics?.Columns.Where(column => analyzed.TrueForAll(other => other.Name != column.Name)) ?? [];
        ReplaceStatistics(name, table, new TableStatistics(size, rows) { Columns = [.. others, .. analyzed] }, table.PartitionStatistics);
    }

    private void AnalyzePartitions(AnalyzeTable command, EquatableArray<string> name, TableDefinition table)
    {
        if (table.PartitionColumns.IsEmpty)
            throw CommandErrors.NotPartitioned(command, "ANALYZE TABLE ... PARTITION", name);
        foreach (var column in command.OpenColumns)
            PartitionOf(command, name, table, [new PartitionValue(column, null)]);
        var found = Matching(table, PartitionOf(command, name, table, command.Partition));
        if (found.Count == 0 && command.OpenColumns.IsEmpty && command.Partition.Count == table.PartitionColumns.Count)
            throw CommandErrors.NoSuchPartitions(command, name, [command.Partition]);
        var analyzed = found.Select(partition => new PartitionStatistics(partition.RelativePath, new TableStatistics(
            PartitionFolders.ByteLengthOf(table.Location, partition.RelativePath),
            command.IsNoScan ? null : (long)Query(name, "count(*)", Condition(table, partition))[0]!))).ToList();
        ReplaceStatistics(name, table, table.Statistics, [.. table.PartitionStatistics.Where(known => analyzed.TrueForAll(other => other.RelativePath != known.RelativePath)), .. analyzed]);
    }

    /// <summary>The columns to be analyzed; those of types that have no statistics only when they are named, which fails.</summary>
    private List<StructField> AnalyzedColumns(AnalyzeTable command, TableDefinition table)
    {
        if (command.IsAllColumns)
            return [.. table.Schema.Fields.Where(static field => HasStatistics(field.DataType))];
        var names = session.Conf.Snapshot.NameComparer;
        var columns = new List<StructField>();
        foreach (var written in command.Columns)
        {
            var field = table.Schema.Fields.FirstOrDefault(f => names.Equals(f.Name, written)) ?? throw CommandErrors.NoSuchColumn(command, written, table.Schema.Fields.Select(f => f.Name));
            columns.Add(HasStatistics(field.DataType) ? field : throw CommandErrors.AnalyzeColumnType(command, table, field));
        }

        return columns;
    }

    private static bool HasStatistics(DataType type) => type is NumericType or BooleanType or DateType or TimestampType or TimestampNtzType or StringType or BinaryType;

    private CatalogColumnStatistics Statistics(EquatableArray<string> table, StructField field)
    {
        var column = SqlIdentifier.Quote(field.Name);
        var isText = field.DataType is StringType or BinaryType;
        var row = Query(table, isText
            ? $"count(*) - count({column}), count(DISTINCT {column}), CAST(ceil(avg(length({column}))) AS BIGINT), CAST(max(length({column})) AS BIGINT)"
            : $"count(*) - count({column}), count(DISTINCT {column}), min({column}), max({column})", "");
        return isText
            ? new CatalogColumnStatistics(field.Name, (long)row[1]!, null, null, (long)row[0]!, row[2] as long? ?? DefaultLength(field.DataType), row[3] as long? ?? DefaultLength(field.DataType))
            : new CatalogColumnStatistics(field.Name, (long)row[1]!, TextOf(row[2], field.DataType), TextOf(row[3], field.DataType), (long)row[0]!, WidthOf(field.DataType), WidthOf(field.DataType));
    }

    private static string? TextOf(object? value, DataType type) => value is null
        ? null
        : (string?)ConstantFolder.TryFold(new Cast(new Literal(value, type), StringType.Instance, EvalMode.Ansi, "UTC"))?.Value;

    /// <summary>What is said of columns without values. Spark: <c>DataType.defaultSize</c>.</summary>
    private static long DefaultLength(DataType type) => type is BinaryType ? 100 : 20;

    private static long WidthOf(DataType type) => type switch
    {
        BooleanType or ByteType => 1,
        ShortType => 2,
        IntegerType or FloatType or DateType => 4,
        DecimalType { Precision: > 18 } => 16,
        _ => 8,
    };

    private static string Condition(TableDefinition table, TablePartition partition) => " WHERE " + string.Join(" AND ", partition.Values.Select(value =>
        value.Text is null
            ? $"{SqlIdentifier.Quote(value.Column)} IS NULL"
            : $"{SqlIdentifier.Quote(value.Column)} = CAST('{value.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}' AS {CharVarchar.AsString(TypeOf(table, value.Column)).Sql})"));

    /// <summary>The one row of a query over a table.</summary>
    private EquatableArray<object?> Query(EquatableArray<string> table, string list, string condition)
    {
        var query = session.Analyze(session.Parser.ParseStatement($"SELECT {list} FROM {SqlIdentifier.Quote(table)}{condition}", session.Conf.Snapshot));
        using var result = session.Execute(query, null, cancellationToken);
        return EquatableArray.Create<object?>(result.CollectRows()[0]);
    }

    /// <summary>Keeps statistics, unless the table has changed while they were computed.</summary>
    private void ReplaceStatistics(EquatableArray<string> name, TableDefinition table, TableStatistics? statistics, EquatableArray<PartitionStatistics> partitions) =>
        session.Catalog.Store.TryReplace(KeyOf(name), table, table with { Statistics = statistics, PartitionStatistics = partitions });
}
