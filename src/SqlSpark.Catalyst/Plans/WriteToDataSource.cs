using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>Writes the rows of a query to a source; has no rows itself. Stands at the top of a plan only. Spark: <c>WriteToDataSourceV2</c>.</summary>
/// <param name="Write">The planned write.</param>
/// <param name="Child">The query; its columns are those of the write, in order.</param>
public sealed record WriteToDataSource(IWrite Write, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => [];

    /// <inheritdoc />
    protected override string Describe() => $"WriteToDataSource {Write.Describe()}";
}
