using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Values that are equal and yet not the same: -0.0 and 0.0, and strings that a collation takes for equal.</summary>
internal static class EqualForms
{
    /// <summary>True for types that have such values.</summary>
    public static bool Exist(DataType type) => type.Exists(static t => t is FloatType or DoubleType or StringType { IsBinaryCollation: false });

    /// <summary>True when a condition may be TRUE for one of two equal values of a column and not for the other, as <c>1 / x &gt; 0</c> is. Comparisons of the column itself are not.</summary>
    public static bool AreToldApart(Expression condition) => condition switch
    {
        And or Or or Not => condition.Children.Any(AreToldApart),
        IsNull { Child: AttributeReference } or IsNotNull { Child: AttributeReference } => false,
        Comparison { Left: AttributeReference, Right.References.IsEmpty: true } or Comparison { Left.References.IsEmpty: true, Right: AttributeReference } => false,
        In { Value: AttributeReference } test when test.Items.All(static item => item.References.IsEmpty) => false,
        _ => condition.References.Any(static column => Exist(column.Type)),
    };
}
