using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>The rows of a table. The optimizer replaces it by a <see cref="ScanRelation"/> with pushed filters and pruned columns.</summary>
/// <param name="Table">The table.</param>
/// <param name="Attributes">Its columns.</param>
public sealed record LogicalRelation(ITable Table, EquatableArray<AttributeReference> Attributes) : LeafNode
{
    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Scan;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Attributes;

    /// <inheritdoc />
    protected override string Describe() => $"Relation {Table.Name}[{string.Join(",", Attributes)}] {Table.Format}";
}

/// <summary>A scan with everything that was pushed into it.</summary>
/// <param name="Table">The table.</param>
/// <param name="Scan">The scan that its builder made.</param>
/// <param name="Attributes">The columns it brings, in order.</param>
/// <param name="PushedFilters">The conditions the source took, for EXPLAIN.</param>
public sealed record ScanRelation(
    ITable Table, IScan Scan, EquatableArray<AttributeReference> Attributes, EquatableArray<Expression> PushedFilters) : LeafNode
{
    /// <summary>What the source knew of the scan when it was planned.</summary>
    public ScanStatistics Statistics { get; init; } = ScanStatistics.Unknown;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Scan;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Attributes;

    /// <inheritdoc />
    protected override string Describe() =>
        $"RelationV2[{string.Join(", ", Attributes)}] {Table.Name}{(PushedFilters.IsEmpty ? "" : $" PushedFilters: [{string.Join(", ", PushedFilters)}]")}";
}
