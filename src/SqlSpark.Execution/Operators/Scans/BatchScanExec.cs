using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Operators.RuntimeFilters;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Scans;

/// <summary>The rows of a table, as its scan brings them. Spark: <c>BatchScanExec</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Scan">The scan with everything that was pushed into it.</param>
/// <param name="Attributes">The columns, in the order of the scan.</param>
internal sealed record BatchScanExec(ITable Table, IScan Scan, EquatableArray<AttributeReference> Attributes) : LeafExec
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output => Attributes;

    /// <summary>The columns whose rows are left out by what joins have found out before.</summary>
    public EquatableArray<RuntimeFilterTarget> Filters { get; init; } = [];

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) =>
        builder.StartScan(this, (run, _) => new ScanSource(Scan, Filters.Map(run.RuntimeFilters.Of), run.Metrics.Of(this)), Filters);

    /// <inheritdoc />
    protected override string Describe() => Table.IsInMemory
        ? $"InMemoryTableScan [{string.Join(", ", Attributes)}], {Scan.Describe()}{DescribeFilters()}"
        : $"BatchScan {Table.Name}[{string.Join(", ", Attributes)}] {Scan.Describe()}{DescribeFilters()}";

    private string DescribeFilters() => Filters.IsEmpty ? ""
        : $" RuntimeFilters: [{string.Join(", ", Filters.Map(filter => $"filter#{filter.Id}({Attributes[filter.Column]})"))}]";
}
