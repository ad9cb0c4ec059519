using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Plans;

/// <summary>One change that ALTER TABLE or ALTER VIEW makes.</summary>
public abstract record TableChange
{
    /// <summary>RENAME TO name.</summary>
    /// <param name="Name">The parts of the new name.</param>
    public sealed record Rename(EquatableArray<string> Name) : TableChange;

    /// <summary>ADD COLUMNS (...).</summary>
    /// <param name="Fields">The new columns.</param>
    public sealed record AddColumns(EquatableArray<StructField> Fields) : TableChange;

    /// <summary>ALTER COLUMN name TYPE type, COMMENT text.</summary>
    /// <param name="Column">The parts of the column's name.</param>
    /// <param name="Type">The new type, or null.</param>
    /// <param name="Comment">The new comment, or null.</param>
    public sealed record AlterColumn(EquatableArray<string> Column, DataType? Type, string? Comment) : TableChange;

    /// <summary>ALTER COLUMN name SET DEFAULT value, DROP DEFAULT.</summary>
    /// <param name="Column">The parts of the column's name.</param>
    /// <param name="Text">The text of the value; null to have none.</param>
    public sealed record SetDefault(EquatableArray<string> Column, string? Text) : TableChange;

    /// <summary>SET TBLPROPERTIES (...).</summary>
    /// <param name="Properties">The properties.</param>
    public sealed record SetProperties(EquatableArray<KeyValuePair<string, string>> Properties) : TableChange;

    /// <summary>UNSET TBLPROPERTIES (...).</summary>
    /// <param name="Keys">The keys.</param>
    public sealed record UnsetProperties(EquatableArray<string> Keys) : TableChange;

    /// <summary>SET LOCATION path.</summary>
    /// <param name="Path">The path.</param>
    public sealed record SetLocation(string Path) : TableChange;

    /// <summary>COMMENT ON.</summary>
    /// <param name="Text">The comment; null for none.</param>
    public sealed record SetComment(string? Text) : TableChange;

    /// <summary>AS query: another query for a view.</summary>
    /// <param name="Query">The query; analyzed once the command is.</param>
    /// <param name="Text">The text of the query.</param>
    public sealed record SetQuery(LogicalPlan Query, string Text) : TableChange;

    /// <summary>WITH SCHEMA mode.</summary>
    /// <param name="Mode">What becomes of a view when columns change.</param>
    public sealed record SetSchemaMode(Catalog.ViewSchemaMode Mode) : TableChange;

    /// <summary>ADD [IF NOT EXISTS] PARTITION (...) [LOCATION path] ...</summary>
    /// <param name="Partitions">The partitions.</param>
    /// <param name="IfNotExists">IF NOT EXISTS: those that are there stay as they are.</param>
    public sealed record AddPartitions(EquatableArray<AddedPartition> Partitions, bool IfNotExists) : TableChange;

    /// <summary>DROP [IF EXISTS] PARTITION (...), ... [PURGE].</summary>
    /// <param name="Partitions">The values; partitions that have them go.</param>
    /// <param name="IfExists">IF EXISTS: no error where there is none.</param>
    public sealed record DropPartitions(EquatableArray<EquatableArray<PartitionValue>> Partitions, bool IfExists) : TableChange;

    /// <summary>PARTITION (...) RENAME TO PARTITION (...).</summary>
    /// <param name="From">The values of the partition.</param>
    /// <param name="To">The values that it gets.</param>
    public sealed record RenamePartition(EquatableArray<PartitionValue> From, EquatableArray<PartitionValue> To) : TableChange;

    /// <summary>RECOVER PARTITIONS and MSCK REPAIR TABLE: folders that others made are looked for.</summary>
    public sealed record RecoverPartitions : TableChange;

    /// <summary>A change that tables of files do not know.</summary>
    /// <param name="Operation">What messages call it: <c>DROP COLUMN</c>.</param>
    public sealed record Unsupported(string Operation) : TableChange;
}

/// <summary>A partition that ALTER TABLE adds.</summary>
/// <param name="Values">The values of its columns, as written.</param>
/// <param name="Location">LOCATION, or null.</param>
public sealed record AddedPartition(EquatableArray<PartitionValue> Values, string? Location);

/// <summary>ALTER TABLE and ALTER VIEW.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="Change">What is changed.</param>
/// <param name="IsView">ALTER VIEW.</param>
/// <param name="Operation">The statement as messages call it: <c>ALTER TABLE ... ADD COLUMNS</c>.</param>
public sealed record AlterTable(EquatableArray<string> Name, TableChange Change, bool IsView, string Operation) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"{Change.GetType().Name} {SqlIdentifier.Quote(Name)}";
}

/// <summary>TRUNCATE TABLE name [PARTITION (...)].</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="Partition">The values of the partitions whose rows go; empty for all rows.</param>
public sealed record TruncateTable(EquatableArray<string> Name, EquatableArray<PartitionValue> Partition) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"TruncateTable {SqlIdentifier.Quote(Name)}";
}

/// <summary>REFRESH TABLE name: its files are listed anew.</summary>
/// <param name="Name">The parts of the name.</param>
public sealed record RefreshTable(EquatableArray<string> Name) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"RefreshTableCommand {SqlIdentifier.Quote(Name)}";
}

/// <summary>CREATE TABLE [IF NOT EXISTS] name LIKE source: the columns and partitioning of another table, without its rows.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="Source">The parts of the name of the other table or view.</param>
/// <param name="Provider">The format, or null for the other's.</param>
/// <param name="Location">LOCATION, or null.</param>
/// <param name="Properties">TBLPROPERTIES.</param>
/// <param name="IfNotExists">IF NOT EXISTS: nothing happens when there is such a table.</param>
public sealed record CreateTableLike(
    EquatableArray<string> Name, EquatableArray<string> Source, string? Provider, string? Location, EquatableArray<KeyValuePair<string, string>> Properties, bool IfNotExists) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"CreateTableLikeCommand {SqlIdentifier.Quote(Name)}, {SqlIdentifier.Quote(Source)}";
}

/// <summary>A statement that tables of files do not know: DELETE, UPDATE, MERGE and REPLACE TABLE. Analysis raises UNSUPPORTED_FEATURE.TABLE_OPERATION.</summary>
/// <param name="Name">The parts of the table's name.</param>
/// <param name="Operation">What messages call it.</param>
/// <param name="NeedsTable">True when the table must be there already.</param>
public sealed record UnsupportedTableOperation(EquatableArray<string> Name, string Operation, bool NeedsTable) : Command
{
    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override string Describe() => $"'{Operation} {SqlIdentifier.Quote(Name)}";
}

/// <summary>REFRESH path: the files of tables at the path are listed anew.</summary>
/// <param name="Path">The path.</param>
public sealed record RefreshResource(string Path) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"RefreshResource {Path}";
}

/// <summary>REFRESH FUNCTION name.</summary>
/// <param name="Name">The parts of the name.</param>
public sealed record RefreshFunction(EquatableArray<string> Name) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"RefreshFunctionCommand {SqlIdentifier.Quote(Name)}";
}

/// <summary>ANALYZE TABLE name [PARTITION (...)] COMPUTE STATISTICS [NOSCAN | FOR COLUMNS ... | FOR ALL COLUMNS].</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="Partition">The values of the partitions that are analyzed.</param>
/// <param name="OpenColumns">Columns of PARTITION without a value.</param>
/// <param name="IsNoScan">NOSCAN: sizes alone.</param>
/// <param name="Columns">FOR COLUMNS.</param>
/// <param name="IsAllColumns">FOR ALL COLUMNS.</param>
public sealed record AnalyzeTable(
    EquatableArray<string> Name, EquatableArray<PartitionValue> Partition, EquatableArray<string> OpenColumns, bool IsNoScan, EquatableArray<string> Columns, bool IsAllColumns) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"AnalyzeTableCommand {SqlIdentifier.Quote(Name)}, {(IsNoScan ? "true" : "false")}";
}

/// <summary>ANALYZE TABLES [IN database] COMPUTE STATISTICS [NOSCAN].</summary>
/// <param name="In">The database; empty for the current one.</param>
/// <param name="IsNoScan">NOSCAN: sizes alone.</param>
public sealed record AnalyzeTables(EquatableArray<string> In, bool IsNoScan) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"AnalyzeTablesCommand {(IsNoScan ? "true" : "false")}";
}
