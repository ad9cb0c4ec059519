using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
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

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) => builder.Start(this, (_, _) => new ScanSource(Scan));

    /// <inheritdoc />
    protected override string Describe() => $"BatchScan {Table.Name}[{string.Join(", ", Attributes)}] {Scan.Describe()}";
}
