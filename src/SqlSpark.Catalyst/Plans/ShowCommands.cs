using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Plans;

/// <summary>A command that lists things of the catalog.</summary>
public abstract record ShowCommand : Command
{
    private protected static AttributeReference Text(string name, bool isNullable = false) => new(name, StringType.Instance, isNullable);

    private protected static AttributeReference Flag(string name) => new(name, BooleanType.Instance, false);

    /// <inheritdoc />
    protected override string Describe() => GetType().Name;
}

/// <summary>SHOW CATALOGS [LIKE pattern].</summary>
/// <param name="Pattern">The pattern, or null.</param>
public sealed record ShowCatalogs(string? Pattern) : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("catalog")];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}

/// <summary>SHOW DATABASES [IN catalog] [LIKE pattern]. Spark: <c>ShowNamespaces</c>.</summary>
/// <param name="In">The catalog; empty for the current one.</param>
/// <param name="Pattern">The pattern, or null.</param>
public sealed record ShowNamespaces(EquatableArray<string> In, string? Pattern) : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("namespace")];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}

/// <summary>SHOW CURRENT NAMESPACE.</summary>
public sealed record ShowCurrentNamespace : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("catalog"), Text("namespace")];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}

/// <summary>SHOW TABLES [IN database] [LIKE pattern]: temporary views of the session are among them.</summary>
/// <param name="In">The database; empty for the current one.</param>
/// <param name="Pattern">The pattern, or null.</param>
public sealed record ShowTables(EquatableArray<string> In, string? Pattern) : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("namespace"), Text("tableName"), Flag("isTemporary")];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}

/// <summary>SHOW TABLE EXTENDED [IN database] LIKE pattern [PARTITION (...)].</summary>
/// <param name="In">The database; empty for the current one.</param>
/// <param name="Pattern">The pattern; the name of the table where a partition is asked for.</param>
/// <param name="Partition">The partition's columns and values; empty for none.</param>
public sealed record ShowTableExtended(EquatableArray<string> In, string Pattern, EquatableArray<PartitionValue> Partition) : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("namespace"), Text("tableName"), Flag("isTemporary"), Text("information")];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}

/// <summary>SHOW VIEWS [IN database] [LIKE pattern].</summary>
/// <param name="In">The database; empty for the current one.</param>
/// <param name="Pattern">The pattern, or null.</param>
public sealed record ShowViews(EquatableArray<string> In, string? Pattern) : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("namespace"), Text("viewName"), Flag("isTemporary")];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}

/// <summary>SHOW COLUMNS IN table [IN database].</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="In">The database; empty for that of the name.</param>
public sealed record ShowColumns(EquatableArray<string> Name, EquatableArray<string> In) : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("col_name")];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}

/// <summary>SHOW TBLPROPERTIES table [(key)].</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="Key">The key, or null for all.</param>
public sealed record ShowTableProperties(EquatableArray<string> Name, string? Key) : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("key"), Text("value")];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}

/// <summary>SHOW CREATE TABLE table [AS SERDE].</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="IsSerDe">AS SERDE.</param>
public sealed record ShowCreateTable(EquatableArray<string> Name, bool IsSerDe) : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("createtab_stmt")];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}

/// <summary>SHOW [USER | SYSTEM | ALL] FUNCTIONS [IN database] [LIKE pattern].</summary>
/// <param name="WithUser">Functions that were created.</param>
/// <param name="WithSystem">Functions that are built in.</param>
/// <param name="In">The database; empty for the current one.</param>
/// <param name="Pattern">The pattern, or null.</param>
public sealed record ShowFunctions(bool WithUser, bool WithSystem, EquatableArray<string> In, string? Pattern) : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("function")];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}

/// <summary>SHOW PARTITIONS table [PARTITION (...)].</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="Partition">The values of the partitions that are listed; empty for all.</param>
public sealed record ShowPartitions(EquatableArray<string> Name, EquatableArray<PartitionValue> Partition) : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("partition")];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}
