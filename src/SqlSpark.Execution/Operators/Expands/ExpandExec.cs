using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Expands;

/// <summary>One row per projection for each input row, as grouping sets need. Spark: <c>ExpandExec</c>.</summary>
/// <param name="Projections">The projections over columns by ordinal; each gives all columns.</param>
/// <param name="Written">The same projections as they were written, for EXPLAIN.</param>
/// <param name="Attributes">The columns.</param>
/// <param name="Child">The input.</param>
internal sealed record ExpandExec(
    EquatableArray<ProgramStep> Projections,
    EquatableArray<EquatableArray<Expression>> Written,
    EquatableArray<AttributeReference> Attributes,
    PhysicalPlan Child) : UnaryExec(Child)
{
    /// <summary>True when the rows made of one row follow each other.</summary>
    public bool KeepsOrder { get; init; }

    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output => Attributes;

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder)
    {
        var input = Child.AddTo(builder);
        var programs = Projections.Map(projection => ExpressionProgram.Compile(Child.OutputTypes, [projection]));
        return KeepsOrder
            ? input.Append(this, (source, context) => new OrderedExpandOperator(source, programs, OutputTypes, context))
            : input.Append(this, (source, context) => new ExpandOperator(source, programs, context));
    }

    /// <inheritdoc />
    protected override string Describe() =>
        $"Expand [{string.Join(", ", Written.Map(projection => $"[{string.Join(", ", projection)}]"))}], [{string.Join(", ", Attributes)}]";
}
