using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Plans;

/// <summary>A statement that is run when it is given, not when its rows are asked for.</summary>
public abstract record Command : LeafNode
{
    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => [];
}

/// <summary>What EXPLAIN prints.</summary>
public enum ExplainMode : byte
{
    /// <summary>The physical plan.</summary>
    Simple,

    /// <summary>The parsed, analyzed, optimized and physical plans.</summary>
    Extended,

    /// <summary>The program of each pipeline.</summary>
    Codegen,

    /// <summary>The optimized plan with statistics, and the physical plan.</summary>
    Cost,

    /// <summary>The physical plan as an outline and a list of details.</summary>
    Formatted,

    /// <summary>The physical plan with the rows, time and memory of a run.</summary>
    Analyze,
}

/// <summary>EXPLAIN of a statement.</summary>
/// <param name="Mode">What is printed.</param>
/// <param name="Query">The statement as parsed; errors of its analysis are part of the answer.</param>
public sealed record ExplainCommand(ExplainMode Mode, LogicalPlan Query) : Command
{
    private static readonly AttributeReference PlanColumn = new("plan", StringType.Instance, true);

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => [PlanColumn];

    /// <inheritdoc />
    protected override string Describe() => $"ExplainCommand {Query.Description}, {Mode}";
}

/// <summary>One column of a view's column list.</summary>
/// <param name="Name">The name.</param>
/// <param name="Comment">The comment, or null.</param>
public sealed record ViewColumn(string Name, string? Comment);

/// <summary>CREATE [OR REPLACE] [[GLOBAL] TEMPORARY] VIEW name AS query.</summary>
/// <param name="Name">The name; one part.</param>
/// <param name="Columns">Names and comments for the columns, or none.</param>
/// <param name="Query">The query; analyzed once the command is.</param>
/// <param name="IsReplace">OR REPLACE.</param>
/// <param name="IfNotExists">IF NOT EXISTS.</param>
/// <param name="IsGlobal">GLOBAL: found as <c>global_temp.name</c> by all sessions.</param>
public sealed record CreateView(
    EquatableArray<string> Name, EquatableArray<ViewColumn> Columns, LogicalPlan Query, bool IsReplace, bool IfNotExists, bool IsGlobal) : Command
{
    /// <summary>The text of the query, or null for views made by the DataFrame API.</summary>
    public string? QueryText { get; init; }

    /// <summary>False for a view of the catalog, which lives in a database.</summary>
    public bool IsTemporary { get; init; } = true;

    /// <summary>COMMENT 'text', or null.</summary>
    public string? Comment { get; init; }

    /// <summary>TBLPROPERTIES.</summary>
    public EquatableArray<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary>WITH SCHEMA, or null.</summary>
    public Catalog.ViewSchemaMode? SchemaMode { get; init; }

    /// <summary>The names of the query's own columns, once analyzed.</summary>
    public EquatableArray<string> QueryColumns { get; init; } = [];

    private protected override bool ComputeIsResolved() => Query.IsResolved;

    private protected override Trees.NodeKinds ComputeSubtreeKinds() => base.ComputeSubtreeKinds() | Query.SubtreeKinds;

    /// <inheritdoc />
    protected override string Describe() => $"CreateViewCommand {SqlIdentifier.Quote(Name)}, {(IsReplace ? "true" : "false")}";
}

/// <summary>CREATE [OR REPLACE] [GLOBAL] TEMPORARY VIEW name (columns) USING provider OPTIONS (...).</summary>
/// <param name="Name">The name; one part.</param>
/// <param name="DeclaredSchema">The declared columns, or null to infer them.</param>
/// <param name="Provider">The format: <c>csv</c>.</param>
/// <param name="Options">The options, with the keys as written.</param>
/// <param name="IsReplace">OR REPLACE.</param>
/// <param name="IsGlobal">GLOBAL.</param>
public sealed record CreateTemporaryViewUsing(
    EquatableArray<string> Name,
    StructType? DeclaredSchema,
    string Provider,
    EquatableArray<KeyValuePair<string, string>> Options,
    bool IsReplace,
    bool IsGlobal) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"CreateTempViewUsing {SqlIdentifier.Quote(Name)}, {Provider}";
}

/// <summary>INSERT OVERWRITE [LOCAL] DIRECTORY path USING provider OPTIONS (...) query. Spark: <c>InsertIntoDir</c>.</summary>
/// <param name="Path">The directory.</param>
/// <param name="Provider">The format: <c>csv</c>.</param>
/// <param name="Options">The options, with the keys as written, without the path.</param>
/// <param name="Query">The query.</param>
public sealed record InsertIntoDir(
    string Path, string Provider, EquatableArray<KeyValuePair<string, string>> Options, LogicalPlan Query) : Command
{
    private protected override bool ComputeIsResolved() => Query.IsResolved;

    private protected override Trees.NodeKinds ComputeSubtreeKinds() => base.ComputeSubtreeKinds() | Query.SubtreeKinds;

    /// <inheritdoc />
    protected override string Describe() => $"InsertIntoDir {Path}, {Provider}";
}

/// <summary>CREATE TABLE [IF NOT EXISTS] name USING provider OPTIONS (...) PARTITIONED BY (...) LOCATION path AS query.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="Provider">The format, or null for the default one.</param>
/// <param name="Options">The options, with the keys as written, without the path.</param>
/// <param name="PartitionColumns">The names of partition columns; once analyzed, as the query has them.</param>
/// <param name="Location">LOCATION, or null for a folder of the warehouse.</param>
/// <param name="Query">The query.</param>
/// <param name="IfNotExists">IF NOT EXISTS: nothing happens when there is such a table.</param>
public sealed record CreateTableAsSelect(
    EquatableArray<string> Name,
    string? Provider,
    EquatableArray<KeyValuePair<string, string>> Options,
    EquatableArray<string> PartitionColumns,
    string? Location,
    LogicalPlan Query,
    bool IfNotExists) : Command
{
    /// <summary>COMMENT 'text', or null.</summary>
    public string? Comment { get; init; }

    /// <summary>TBLPROPERTIES.</summary>
    public EquatableArray<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary>CLUSTERED BY, or null.</summary>
    public Catalog.BucketSpec? Buckets { get; init; }

    private protected override bool ComputeIsResolved() => Query.IsResolved;

    private protected override Trees.NodeKinds ComputeSubtreeKinds() => base.ComputeSubtreeKinds() | Query.SubtreeKinds;

    /// <inheritdoc />
    protected override string Describe() => $"CreateTableAsSelect {SqlIdentifier.Quote(Name)}, {(IfNotExists ? "true" : "false")}";
}

/// <summary>CREATE [EXTERNAL] TABLE [IF NOT EXISTS] name (columns) USING provider OPTIONS (...) PARTITIONED BY (...) LOCATION path. Spark: <c>CreateTable</c>.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="DeclaredSchema">The columns as written; null to learn them from the files at the location.</param>
/// <param name="Provider">The format, or null for the default one.</param>
/// <param name="Options">The options, with the keys as written, without the path.</param>
/// <param name="PartitionColumns">The names of partition columns.</param>
/// <param name="Location">LOCATION, or null for a folder of the warehouse.</param>
/// <param name="IfNotExists">IF NOT EXISTS: nothing happens when there is such a table.</param>
public sealed record CreateTable(
    EquatableArray<string> Name,
    StructType? DeclaredSchema,
    string? Provider,
    EquatableArray<KeyValuePair<string, string>> Options,
    EquatableArray<string> PartitionColumns,
    string? Location,
    bool IfNotExists) : Command
{
    /// <summary>COMMENT 'text', or null.</summary>
    public string? Comment { get; init; }

    /// <summary>TBLPROPERTIES.</summary>
    public EquatableArray<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary>CLUSTERED BY, or null.</summary>
    public Catalog.BucketSpec? Buckets { get; init; }

    /// <inheritdoc />
    protected override string Describe() => $"CreateTable {SqlIdentifier.Quote(Name)}, {(IfNotExists ? "true" : "false")}";
}

/// <summary>INSERT INTO | OVERWRITE [TABLE] name [PARTITION (...)] [(columns) | BY NAME] query. Spark: <c>InsertIntoStatement</c>.</summary>
/// <param name="Name">The parts of the table's name.</param>
/// <param name="Partition">
/// The partition columns of PARTITION with their values, in order; a null value is taken from the query. Once analyzed, the columns as the table has them and values of their types.
/// </param>
/// <param name="Columns">The columns that the query gives, in its order; empty for all of the table.</param>
/// <param name="IsByName">BY NAME: the query's columns are told by their names.</param>
/// <param name="Query">The query. Once analyzed it has the columns of the table, in their order.</param>
/// <param name="IsOverwrite">True when the rows that are there go.</param>
public sealed record InsertInto(
    EquatableArray<string> Name,
    EquatableArray<KeyValuePair<string, Expression?>> Partition,
    EquatableArray<string> Columns,
    bool IsByName,
    LogicalPlan Query,
    bool IsOverwrite) : Command
{
    /// <summary>IF NOT EXISTS behind PARTITION: nothing is written when there is such a partition.</summary>
    public bool IfPartitionNotExists { get; init; }

    private protected override bool ComputeIsResolved() => Query.IsResolved;

    private protected override Trees.NodeKinds ComputeSubtreeKinds() => base.ComputeSubtreeKinds() | Query.SubtreeKinds;

    /// <inheritdoc />
    protected override string Describe() => $"InsertInto {SqlIdentifier.Quote(Name)}, {(IsOverwrite ? "true" : "false")}";
}

/// <summary>DROP TABLE [IF EXISTS] name [PURGE].</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="IfExists">IF EXISTS: no error when there is none.</param>
public sealed record DropTable(EquatableArray<string> Name, bool IfExists) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"DropTable {SqlIdentifier.Quote(Name)}, {(IfExists ? "true" : "false")}";
}

/// <summary>DROP VIEW.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="IfExists">IF EXISTS: no error when there is none.</param>
public sealed record DropView(EquatableArray<string> Name, bool IfExists) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"DropView {SqlIdentifier.Quote(Name)}, {(IfExists ? "true" : "false")}";
}

/// <summary>SET key = value; SET key, which shows it; SET, which shows all that is set; SET -v, which lists all keys.</summary>
/// <param name="Key">The key, or null.</param>
/// <param name="Value">The value, or null.</param>
/// <param name="IsVerbose">SET -v.</param>
public sealed record SetCommand(string? Key, string? Value, bool IsVerbose = false) : Command
{
    private static readonly AttributeReference KeyColumn = new("key", StringType.Instance, false);
    private static readonly AttributeReference ValueColumn = new("value", StringType.Instance, false);
    private static readonly AttributeReference MeaningColumn = new("meaning", StringType.Instance, false);
    private static readonly AttributeReference SinceColumn = new("Since version", StringType.Instance, false);

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() =>
        IsVerbose ? [KeyColumn, ValueColumn, MeaningColumn, SinceColumn] : [KeyColumn, ValueColumn];

    /// <inheritdoc />
    protected override string Describe() => Key is null ? "SetCommand" : Value is null ? $"SetCommand ({Key},None)" : $"SetCommand ({Key},Some({Value}))";
}

/// <summary>RESET key, or RESET of all keys.</summary>
/// <param name="Key">The key, or null for all.</param>
public sealed record ResetCommand(string? Key) : Command
{
    /// <inheritdoc />
    protected override string Describe() => Key is null ? "ResetCommand" : $"ResetCommand {Key}";
}

/// <summary>CACHE [LAZY] TABLE name [OPTIONS (...)] [AS query].</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="Query">The query, or null for an existing relation.</param>
/// <param name="IsLazy">LAZY: filled at first use.</param>
/// <param name="Options">The options, such as storageLevel.</param>
public sealed record CacheTable(
    EquatableArray<string> Name, LogicalPlan? Query, bool IsLazy, EquatableArray<KeyValuePair<string, string>> Options) : Command
{
    private protected override bool ComputeIsResolved() => Query is null || Query.IsResolved;

    private protected override Trees.NodeKinds ComputeSubtreeKinds() =>
        Query is null ? base.ComputeSubtreeKinds() : base.ComputeSubtreeKinds() | Query.SubtreeKinds;

    /// <inheritdoc />
    protected override string Describe() => $"CacheTable {SqlIdentifier.Quote(Name)}, {(IsLazy ? "true" : "false")}";
}

/// <summary>UNCACHE TABLE [IF EXISTS] name.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="IfExists">IF EXISTS: no error when there is none.</param>
public sealed record UncacheTable(EquatableArray<string> Name, bool IfExists) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"UncacheTable {SqlIdentifier.Quote(Name)}, {(IfExists ? "true" : "false")}";
}

/// <summary>CLEAR CACHE.</summary>
public sealed record ClearCache : Command
{
    /// <inheritdoc />
    protected override string Describe() => "ClearCacheCommand";
}

/// <summary>A statement that parses and that no later layer runs: analysis raises UNSUPPORTED_FEATURE.STATEMENT.</summary>
/// <param name="Name">The statement's leading words in capitals: <c>ALTER TABLE</c>.</param>
public sealed record UnsupportedCommand(string Name) : Command
{
    private protected override bool ComputeIsResolved() => false;

    /// <inheritdoc />
    protected override string Describe() => $"'{Name}";
}
