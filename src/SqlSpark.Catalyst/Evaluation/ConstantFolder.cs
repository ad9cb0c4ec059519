using System.Text.Unicode;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>Computes foldable expressions once, with the same programs that queries run.</summary>
public static class ConstantFolder
{
    /// <summary>
    /// The literal that <paramref name="expression"/> is, or null when it is not constant, its evaluation fails or its value is no literal
    /// (strings that are not UTF-8): what fails is left for the query to raise, if a row wants it.
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

    private static Literal? Fold(Expression expression)
    {
        var program = ExpressionProgram.Compile([], [new ProgramStep.Project([expression])]);
        using var account = MemoryPool.Shared.CreateAccount("constant folding");
        using var state = program.CreateState(new KernelContext(account));
        var value = program.Run(state, new RecordBatch().Set(1, []))[0];
        return IsWellFormed(value) ? new Literal(BoxedValues.Get(value, 0), expression.DataType) : null;
    }

    /// <summary>Literals hold .NET strings, which cannot keep bytes that are not UTF-8.</summary>
    private static bool IsWellFormed(Vector vector) => vector switch
    {
        ConstantVector constant => IsWellFormed(constant.Value),
        DictionaryVector coded => IsWellFormed(coded.Dictionary.Values),
        ListVector list => list.Children.ToArray().All(IsWellFormed),
        StructVector record => record.Fields.ToArray().All(IsWellFormed),
        FlatVector { Type: StringType } text => text.Values<Utf8View>().ToArray().All(static view => Utf8.IsValid(view.Bytes)),
        _ => true,
    };
}
