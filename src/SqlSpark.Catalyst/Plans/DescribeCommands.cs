using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>A command that lists columns with their types and comments. Spark: <c>DescribeCommandBase</c>.</summary>
public abstract record DescribeColumns : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("col_name"), Text("data_type"), Text("comment", isNullable: true)];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}

/// <summary>DESCRIBE [TABLE] [EXTENDED | FORMATTED] name [PARTITION (...)].</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="IsExtended">EXTENDED or FORMATTED.</param>
/// <param name="Partition">The values of the partition that is described; empty for the table.</param>
public sealed record DescribeTable(EquatableArray<string> Name, bool IsExtended, EquatableArray<PartitionValue> Partition) : DescribeColumns;

/// <summary>DESCRIBE [QUERY] query.</summary>
/// <param name="Query">The query; analyzed once the command is.</param>
public sealed record DescribeQuery(LogicalPlan Query) : DescribeColumns
{
    private protected override bool ComputeIsResolved() => Query.IsResolved;

    private protected override Trees.NodeKinds ComputeSubtreeKinds() => base.ComputeSubtreeKinds() | Query.SubtreeKinds;

    /// <inheritdoc />
    protected override string Describe() => "DescribeQueryCommand";
}

/// <summary>DESCRIBE [EXTENDED] table column.</summary>
/// <param name="Name">The parts of the table's name.</param>
/// <param name="Column">The parts of the column's name.</param>
/// <param name="IsExtended">EXTENDED or FORMATTED: with statistics.</param>
public sealed record DescribeColumn(EquatableArray<string> Name, EquatableArray<string> Column, bool IsExtended) : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("info_name"), Text("info_value")];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}

/// <summary>DESCRIBE FUNCTION [EXTENDED] name.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="IsExtended">EXTENDED: with all that is known.</param>
public sealed record DescribeFunction(EquatableArray<string> Name, bool IsExtended) : ShowCommand
{
    private static readonly EquatableArray<AttributeReference> Columns = [Text("function_desc")];

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Columns;
}
