using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>Makes expressions executable: attributes become ordinals of the input's columns. Spark: <c>BindReferences</c>.</summary>
public static class ReferenceBinder
{
    /// <summary>The expression with every attribute replaced by a <see cref="BoundReference"/>.</summary>
    /// <param name="expression">A resolved expression.</param>
    /// <param name="inputAttributes">The columns of the input, in order.</param>
    public static Expression Bind(Expression expression, EquatableArray<AttributeReference> inputAttributes) =>
        expression.References.IsEmpty
            ? expression
            : expression.TransformUp(node => node is AttributeReference attribute ? Bind(attribute, inputAttributes) : node);

    private static BoundReference Bind(AttributeReference attribute, EquatableArray<AttributeReference> inputAttributes)
    {
        for (var i = 0; i < inputAttributes.Count; i++)
        {
            if (inputAttributes[i].ExprId == attribute.ExprId)
                return new BoundReference(i, inputAttributes[i].Type, inputAttributes[i].IsNullable);
        }

        throw InternalErrors.Unreachable($"{attribute} is not among [{string.Join(", ", inputAttributes)}]");
    }
}
