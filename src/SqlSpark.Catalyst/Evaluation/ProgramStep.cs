using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>One step of a pipeline segment. Its expressions read columns as <see cref="BoundReference"/>.</summary>
public abstract record ProgramStep
{
    private ProgramStep()
    {
    }

    /// <summary>Keeps the rows for which a condition is TRUE; columns stay as they are.</summary>
    /// <param name="Condition">A BOOLEAN over the columns before the step.</param>
    public sealed record Filter(Expression Condition) : ProgramStep;

    /// <summary>Replaces the columns.</summary>
    /// <param name="Expressions">The new columns, over the columns before the step.</param>
    public sealed record Project(EquatableArray<Expression> Expressions) : ProgramStep;
}
