using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>The rows of a table. The optimizer replaces it by a <see cref="ScanRelation"/> with pushed filters and pruned columns.</summary>
/// <param name="Table">The table.</param>
/// <param name="Attributes">Its columns.</param>
public sealed record LogicalRelation(ITable Table, EquatableArray<AttributeReference> Attributes) : LeafNode
{
    /// <summary>What ANALYZE TABLE found out, by column of the table; null for nothing.</summary>
    public ScanStatistics? Analyzed { get; init; }

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Scan;

    /// <summary>What a source knows of a scan of the table, completed by what ANALYZE TABLE found out.</summary>
    /// <param name="known">What the source knows.</param>
    /// <param name="columns">The columns of the scan, as ordinals of the table's.</param>
    public ScanStatistics Complete(ScanStatistics known, IReadOnlyList<int> columns)
    {
        if (Analyzed is not { } analyzed)
            return known;
        return new ScanStatistics(known.RowCount ?? analyzed.RowCount, known.SizeInBytes ?? analyzed.SizeInBytes)
        {
            Columns = Enumerable.Range(0, columns.Count).Select(i =>
            {
                var source = i < known.Columns.Count ? known.Columns[i] : ColumnStatistics.Unknown;
                var column = analyzed.Columns[columns[i]];
                return new ColumnStatistics(source.DistinctCount ?? column.DistinctCount, source.Min ?? column.Min, source.Max ?? column.Max, source.NullCount ?? column.NullCount);
            }).ToEquatableArray(),
        };
    }

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Attributes;

    /// <inheritdoc />
    protected override string Describe() => Table.IsInMemory
        ? $"InMemoryRelation [{string.Join(",", Attributes)}], {Table.Name}"
        : $"Relation {Table.Name}[{string.Join(",", Attributes)}] {Table.Format}";
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
