using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>Computes foldable expressions once, with the same programs that queries run.</summary>
public static class ConstantFolder
{
    /// <summary>
    /// The literal that <paramref name="expression"/> is, or null when it is not constant or its evaluation fails: what fails is left for
    /// the query to raise, if a row wants it.
    /// </summary>
    /// <param name="expression">A resolved expression.</param>
    public static Literal? TryFold(Expression expression)
    {
        if (expression is Literal literal)
            return literal;
        try
        {
            return DeepStack.Run(() => expression.IsFoldable ? Fold(expression) : null);
        }
        catch (SqlSparkException)
        {
            return null;
        }
    }

    private static Literal Fold(Expression expression)
    {
        var program = ExpressionProgram.Compile([], [new ProgramStep.Project([expression])]);
        using var account = MemoryPool.Shared.CreateAccount("constant folding");
        using var state = program.CreateState(new KernelContext(account));
        var value = program.Run(state, new RecordBatch().Set(1, []))[0];
        return new Literal(BoxedValues.Get(value, 0), expression.DataType);
    }
}
