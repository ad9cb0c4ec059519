using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Generates;

/// <summary>
/// Each row once for each element of an array or entry of a map in its last column, or as often as a number there says, and what it was made for behind its other
/// columns. Spark: <c>GenerateExec</c>.
/// </summary>
/// <param name="Form">What becomes of the last column.</param>
/// <param name="IsOuter">True when a row whose collection is NULL or empty stays once, with NULLs.</param>
/// <param name="Written">The generator as it was written, for EXPLAIN.</param>
/// <param name="GeneratorOutput">Position, element, or key and value, as <paramref name="Form"/> says.</param>
/// <param name="Child">The input: the columns that stay, then the collection or the number.</param>
internal sealed record GenerateExec(
    GenerateForm Form, bool IsOuter, Expression Written, EquatableArray<AttributeReference> GeneratorOutput, PhysicalPlan Child) : UnaryExec(Child)
{
    /// <inheritdoc />
    public override EquatableArray<AttributeReference> Output => [.. Child.Output.Take(Child.Output.Count - 1), .. GeneratorOutput];

    /// <inheritdoc />
    public override EquatableArray<SortOrder> OutputOrdering
    {
        get
        {
            var columns = AttributeSet.Of(Output);
            return Child.OutputOrdering.TakeWhile(key => key.Child is AttributeReference column && columns.Contains(column)).ToEquatableArray();
        }
    }

    /// <inheritdoc />
    public override OpenPipeline AddTo(PipelineBuilder builder) =>
        Child.AddTo(builder).Append(this, (source, context) => new GenerateOperator(source, this, context)) with { MayBeSparse = true };

    /// <inheritdoc />
    protected override string Describe() =>
        $"Generate {Written}, [{string.Join(", ", Output.Take(Child.Output.Count - 1))}], {(IsOuter ? "true" : "false")}, [{string.Join(", ", GeneratorOutput)}]";
}

/// <summary>What a <see cref="GenerateExec"/> makes of its last column.</summary>
internal enum GenerateForm : byte
{
    /// <summary>Elements, or keys and values.</summary>
    Elements,

    /// <summary>Positions from 0 on, then elements, or keys and values.</summary>
    PositionsAndElements,

    /// <summary>Nothing: the column is a BIGINT, and the row comes as often.</summary>
    Copies,
}
