using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Computes;

/// <summary>A chain of filters and projections, computed by one program. Spark: <c>FilterExec</c> and <c>ProjectExec</c>.</summary>
/// <param name="Steps">In the order in which they are computed; at least one. Only the first may be positional.</param>
/// <param name="Child">The input.</param>
internal sealed record ComputeExec(EquatableArray<ComputeStep> Steps, PhysicalPlan Child) : UnaryExec(Child)
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output
    {
        get
        {
            var output = Child.Output;
            foreach (var step in Steps)
                output = step.Output(output);
            return output;
        }
    }

    /// <inheritdoc />
    public override EquatableArray<SortOrder> OutputOrdering
    {
        get
        {
            var ordering = Child.OutputOrdering;
            foreach (var step in Steps)
            {
                if (ordering.IsEmpty)
                    break;
                if (step.Bound is ProgramStep.Project)
                    ordering = Renamed(ordering, step.Expressions);
            }

            return ordering;
        }
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> Lines => [.. Steps.Reverse().Select(step => step.ToString())];

    /// <summary>The program of all steps.</summary>
    public ExpressionProgram Compile() => ExpressionProgram.Compile(Child.OutputTypes, [.. Steps.Select(step => step.Bound)]);

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder)
    {
        var input = Child.AddTo(builder);
        var program = Compile();
        var output = input.Append(this, (source, context) => new ComputeOperator(source, program, context));
        return output with
        {
            HasFixedPartitions = output.HasFixedPartitions || program.IsPositional,
            MayBeSparse = output.MayBeSparse || program.HasFilter,
        };
    }

    /// <summary>The order after a projection: it holds as far as its keys are columns, whatever they are called.</summary>
    private static EquatableArray<SortOrder> Renamed(EquatableArray<SortOrder> ordering, EquatableArray<Expression> columns)
    {
        var renamed = new List<SortOrder>(ordering.Count);
        foreach (var key in ordering)
        {
            if (columns.FirstOrDefault(column => (column is Alias alias ? alias.Child : column).SemanticEquals(key.Child)) is not INamedExpression column)
                break;
            renamed.Add(key with { Child = column.ToAttribute() });
        }

        return [.. renamed];
    }

    /// <inheritdoc />
    protected override string Describe() => string.Join(" <- ", Lines);
}
