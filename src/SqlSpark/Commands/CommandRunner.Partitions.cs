using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files.Partitions;

namespace SqlSpark.Commands;

/// <content>Partitions of tables. There are those that there are folders of.</content>
internal sealed partial class CommandRunner
{
    /// <summary>A change of partitions; false for other changes.</summary>
    private bool TryAlterPartitions(AlterTable command, EquatableArray<string> name, RelationDefinition definition)
    {
        if (definition is not TableDefinition table)
            return false;
        switch (command.Change)
        {
            case TableChange.AddPartitions add:
                AddPartitions(command, name, table, add);
                break;
            case TableChange.DropPartitions drop:
                DropPartitions(command, name, table, drop);
                break;
            case TableChange.RenamePartition rename:
                RenamePartition(command, name, table, rename);
                break;
            case TableChange.RecoverPartitions:
                if (table.PartitionColumns.IsEmpty)
                    throw CommandErrors.NotPartitioned(command, command.Operation, name);
                break;
            default:
                return false;
        }

        FilesChanged(name);
        return true;
    }

    private void AddPartitions(AlterTable command, EquatableArray<string> name, TableDefinition table, TableChange.AddPartitions add)
    {
        if (add.Partitions.Any(static partition => partition.Location is not null))
            throw CommandErrors.Unsupported(command, "ALTER TABLE ADD PARTITION with LOCATION");
        var wanted = add.Partitions.Map(partition => Exactly(command, name, table, partition.Values));
        var existing = wanted.Where(values => Matching(table, values).Count > 0).ToList();
        if (existing.Count > 0 && !add.IfNotExists)
            throw CommandErrors.PartitionsExist(command, name, existing);
        foreach (var values in wanted.Except(existing))
            PartitionFolders.Create(table.Location, PartitionFolders.PathOf(values));
    }

    private void DropPartitions(AlterTable command, EquatableArray<string> name, TableDefinition table, TableChange.DropPartitions drop)
    {
        var gone = new List<string>();
        foreach (var written in drop.Partitions)
        {
            var values = PartitionOf(command, name, table, written);
            var found = Matching(table, values);
            if (found.Count == 0 && !drop.IfExists)
                throw CommandErrors.NoSuchPartitions(command, name, [values]);
            gone.AddRange(found.Select(static partition => partition.RelativePath));
        }

        if (gone.Count > 0)
            PartitionFolders.Clear(table.Location, gone, keepsFolders: false, cancellationToken);
    }

    private void RenamePartition(AlterTable command, EquatableArray<string> name, TableDefinition table, TableChange.RenamePartition rename)
    {
        var from = Exactly(command, name, table, rename.From);
        var to = Exactly(command, name, table, rename.To);
        var found = Matching(table, from);
        if (found.Count == 0)
            throw CommandErrors.NoSuchPartitions(command, name, [from]);
        if (Matching(table, to).Count > 0 || !PartitionFolders.TryRename(table.Location, found[0].RelativePath, PartitionFolders.PathOf(to), cancellationToken))
            throw CommandErrors.PartitionsExist(command, name, [to]);
    }

    /// <summary>Removes the rows of partitions, which stay without rows.</summary>
    private void TruncatePartitions(TruncateTable command, EquatableArray<string> name, TableDefinition table)
    {
        if (table.PartitionColumns.IsEmpty)
            throw CommandErrors.TruncatePartitionOfPlainTable(command, name);
        var found = Matching(table, PartitionOf(command, name, table, command.Partition));
        if (found.Count == 0 && command.Partition.Count == table.PartitionColumns.Count)
            throw CommandErrors.NoSuchPartitions(command, name, [command.Partition]);
        PartitionFolders.Clear(table.Location, [.. found.Select(static partition => partition.RelativePath)], keepsFolders: true, cancellationToken);
    }

    private LocalRelation Show(ShowPartitions command)
    {
        var (name, table) = PartitionedTable(command, command.Name, "SHOW PARTITIONS");
        if (table.PartitionColumns.IsEmpty)
            throw CommandErrors.NoPartitionColumns(command, name);
        var found = Matching(table, PartitionOf(command, name, table, command.Partition));
        return Rows(command, found.Select(partition => Row(PartitionFolders.PathOf(partition.Values))).ToEquatableArray());
    }

    /// <summary>The table of a statement about partitions.</summary>
    private (EquatableArray<string> Name, TableDefinition Table) PartitionedTable(Command command, EquatableArray<string> written, string operation)
    {
        if (session.Catalog.FindTempView(written) is { } view)
            throw CommandErrors.NotATable(command, operation, view.Name, hasAlternative: false);
        var name = session.Catalog.FullName(written) ?? throw CommandErrors.NoSuchView(command, written);
        return session.Catalog.FindRelation(written) switch
        {
            TableDefinition table => (name, table),
            ViewDefinition => throw CommandErrors.NotATable(command, operation, name, hasAlternative: false),
            _ => throw CommandErrors.NoSuchView(command, written),
        };
    }

    /// <summary>The one partition that has the written values.</summary>
    private TablePartition OnePartition(Command command, EquatableArray<string> name, TableDefinition table, EquatableArray<PartitionValue> written)
    {
        var values = Exactly(command, name, table, written);
        return Matching(table, values) is [var only, ..] ? only : throw CommandErrors.NoSuchPartitions(command, name, [values]);
    }

    /// <summary>What is known of a partition. Spark: <c>CatalogTablePartition.toLinkedHashMap</c>.</summary>
    private static IEnumerable<(string Key, string Value)> Details(TableDefinition table, TablePartition partition)
    {
        yield return ("Partition Values", $"[{string.Join(", ", partition.Values.Select(value => $"{value.Column}={value.Text ?? "null"}"))}]");
        yield return ("Location", Shown($"{table.Location}/{partition.RelativePath}"));
        yield return ("Created Time", "UNKNOWN");
        yield return ("Last Access", "UNKNOWN");
        if (table.PartitionStatistics.FirstOrDefault(known => known.RelativePath == partition.RelativePath) is { } known)
            yield return ("Partition Statistics", known.Statistics.ToString());
    }

    /// <summary>As the other one, where a value for each partition column is needed.</summary>
    private EquatableArray<PartitionValue> Exactly(Command command, EquatableArray<string> name, TableDefinition table, EquatableArray<PartitionValue> written)
    {
        var values = PartitionOf(command, name, table, written);
        return values.Count == table.PartitionColumns.Count ? values : throw CommandErrors.PartitionSpecMismatch(command, name, written, table.PartitionColumns);
    }

    /// <summary>Written values as folders' names have them, in the order of the partition columns. Spark: <c>normalizePartitionSpec</c>, <c>castPartitionSpec</c>.</summary>
    private EquatableArray<PartitionValue> PartitionOf(Command command, EquatableArray<string> name, TableDefinition table, EquatableArray<PartitionValue> written)
    {
        var names = session.Conf.Snapshot.NameComparer;
        if (written.FirstOrDefault(value => !table.PartitionColumns.Contains(value.Column, names)) is { } unknown)
            throw CommandErrors.NoSuchPartitionKey(command, name, unknown.Column);
        var values = new List<PartitionValue>();
        foreach (var column in table.PartitionColumns)
        {
            if (written.FirstOrDefault(value => names.Equals(value.Column, column)) is { } value)
                values.Add(new PartitionValue(column, value.Text is null ? null : TextAs(TypeOf(table, column), value.Text) ?? throw CommandErrors.BadPartitionValue(command, value.Text, TypeOf(table, column))));
        }

        return values.ToEquatableArray();
    }

    /// <summary>The partitions that have some values, ordered by their paths.</summary>
    private List<TablePartition> Matching(TableDefinition table, EquatableArray<PartitionValue> values)
    {
        var found = new List<TablePartition>();
        foreach (var partition in PartitionFolders.List(table.Location, table.PartitionColumns))
        {
            if (values.All(wanted => IsSameValue(table, wanted, partition.Values.First(value => value.Column == wanted.Column).Text)))
                found.Add(partition);
        }

        return found;
    }

    private bool IsSameValue(TableDefinition table, PartitionValue wanted, string? text)
    {
        if (text == wanted.Text || (string.IsNullOrEmpty(text) && string.IsNullOrEmpty(wanted.Text)))
            return true;

        // Others may have written 01 where we write 1.
        return text is not null && wanted.Text is not null && TypeOf(table, wanted.Column) is var type and not StringType && TextAs(type, text) == wanted.Text;
    }

    /// <summary>A text as a value of a type prints; null when it is none.</summary>
    private string? TextAs(DataType type, string text)
    {
        if (type is StringType { LengthKind: StringLengthKind.Unbounded })
            return text;
        var zone = session.Conf.Snapshot.SessionTimeZone;
        return (string?)ConstantFolder.TryFold(new Cast(new Cast(new Literal(text, StringType.Instance), type, EvalMode.Ansi, zone), StringType.Instance, EvalMode.Ansi, zone))?.Value;
    }

    private static DataType TypeOf(TableDefinition table, string column) => table.Schema.Fields.First(field => field.Name == column).DataType;
}
