using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;

namespace SqlSpark.Execution.Operators.Computes;

/// <summary>A filter or projection of a <see cref="ComputeExec"/>.</summary>
/// <param name="Bound">What is computed, over columns by ordinal.</param>
/// <param name="Expressions">The same expressions as they were written, for EXPLAIN: one condition, or the columns.</param>
internal sealed record ComputeStep(ProgramStep Bound, EquatableArray<Expression> Expressions)
{
    /// <summary>Binds a filter to the columns before it.</summary>
    public static ComputeStep Filter(Expression condition, EquatableArray<AttributeReference> input) =>
        new(new ProgramStep.Filter(ReferenceBinder.Bind(condition, input)), [condition]);

    /// <summary>Binds a projection to the columns before it.</summary>
    /// <param name="columns">Named expressions.</param>
    /// <param name="input">The columns before.</param>
    public static ComputeStep Project(EquatableArray<Expression> columns, EquatableArray<AttributeReference> input) =>
        new(new ProgramStep.Project(ReferenceBinder.Bind(columns.Select(column => column is Alias alias ? alias.Child : column), input)), columns);

    /// <summary>True when the value of some expression depends on the position of its row: seeded random numbers, row ids.</summary>
    public bool IsPositional => Expressions.Any(static e => e.Exists(static node => node is ScalarCall { Bound.IsPositional: true }));

    /// <summary>The columns after the step.</summary>
    /// <param name="input">The columns before.</param>
    public EquatableArray<AttributeReference> Output(EquatableArray<AttributeReference> input) =>
        Bound is ProgramStep.Filter ? input : Expressions.Map(e => ((INamedExpression)e).ToAttribute());

    /// <inheritdoc />
    public override string ToString() => Bound is ProgramStep.Filter ? $"Filter {Expressions[0]}" : $"Project [{string.Join(", ", Expressions)}]";
}
