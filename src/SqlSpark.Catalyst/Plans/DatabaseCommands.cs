using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Plans;

/// <summary>CREATE DATABASE [IF NOT EXISTS] name [COMMENT text] [LOCATION path] [WITH DBPROPERTIES (...)]. Spark: <c>CreateNamespace</c>.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="IfNotExists">IF NOT EXISTS: nothing happens when there is such a database.</param>
/// <param name="Comment">The comment, or null.</param>
/// <param name="Location">LOCATION, or null for a folder of the warehouse.</param>
/// <param name="Properties">The properties.</param>
public sealed record CreateDatabase(
    EquatableArray<string> Name, bool IfNotExists, string? Comment, string? Location, EquatableArray<KeyValuePair<string, string>> Properties) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"CreateNamespace {SqlIdentifier.Quote(Name)}, {(IfNotExists ? "true" : "false")}";
}

/// <summary>DROP DATABASE [IF EXISTS] name [RESTRICT | CASCADE]. Spark: <c>DropNamespace</c>.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="IfExists">IF EXISTS: no error when there is none.</param>
/// <param name="IsCascade">CASCADE: what is in it goes too.</param>
public sealed record DropDatabase(EquatableArray<string> Name, bool IfExists, bool IsCascade) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"DropNamespace {SqlIdentifier.Quote(Name)}, {(IfExists ? "true" : "false")}, {(IsCascade ? "true" : "false")}";
}

/// <summary>ALTER DATABASE, and COMMENT ON DATABASE.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="SetProperties">Properties that are set.</param>
/// <param name="UnsetProperties">Keys of properties that go.</param>
/// <param name="Location">The new location, or null.</param>
/// <param name="Comment">The new comment, or null.</param>
public sealed record AlterDatabase(
    EquatableArray<string> Name,
    EquatableArray<KeyValuePair<string, string>> SetProperties,
    EquatableArray<string> UnsetProperties,
    string? Location = null,
    string? Comment = null) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"AlterNamespace {SqlIdentifier.Quote(Name)}";
}

/// <summary>DESCRIBE DATABASE [EXTENDED] name. Spark: <c>DescribeNamespace</c>.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="IsExtended">EXTENDED: with properties.</param>
public sealed record DescribeDatabase(EquatableArray<string> Name, bool IsExtended) : Command
{
    private static readonly EquatableArray<AttributeReference> Columns =
        [new AttributeReference("info_name", StringType.Instance, false), new AttributeReference("info_value", StringType.Instance, true)];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;

    /// <inheritdoc />
    protected override string Describe() => $"DescribeNamespace {SqlIdentifier.Quote(Name)}, {(IsExtended ? "true" : "false")}";
}

/// <summary>USE [DATABASE] name, and SET CATALOG. Spark: <c>SetCatalogAndNamespace</c>.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="IsCatalog">SET CATALOG: the name is that of a catalog.</param>
public sealed record UseDatabase(EquatableArray<string> Name, bool IsCatalog) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"SetCatalogAndNamespace {SqlIdentifier.Quote(Name)}";
}
