using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Writes;

/// <summary>
/// Writes the rows of its input, each task into files or the like of its own. Where the input is in order, one task writes all of it, so that
/// the order is kept. Spark: <c>WriteToDataSourceV2Exec</c>.
/// </summary>
/// <param name="Write">The planned write.</param>
/// <param name="Child">The input.</param>
internal sealed record WriteToDataSourceExec(IWrite Write, PhysicalPlan Child) : UnaryExec(Child)
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output => [];

    /// <inheritdoc />
    /// <remarks>A write is the sink of the last pipeline: <see cref="QueryEngine.Write"/> puts it there.</remarks>
    public override OpenPipeline AddTo(PipelineBuilder builder) => throw InternalErrors.Unreachable(this);

    /// <inheritdoc />
    protected override string Describe() => $"WriteToDataSource {Write.Describe()}";
}
