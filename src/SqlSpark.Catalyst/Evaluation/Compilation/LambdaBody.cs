using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Compilation;

/// <summary>A lambda's body over columns of its own: first the parameters, then what it captures of the row around it.</summary>
/// <param name="Expression">The body; parameters and captures are bound references.</param>
/// <param name="ParameterTypes">The types of the parameters.</param>
/// <param name="Captures">Expressions over the row around, computed once a row.</param>
internal sealed record LambdaBody(Expression Expression, EquatableArray<DataType> ParameterTypes, EquatableArray<Expression> Captures)
{
    /// <summary>
    /// Splits a lambda. Captured are the largest parts of the body that read no variable and cannot fail; of those that can, the
    /// columns, because they count only where there are elements.
    /// </summary>
    public static LambdaBody Split(LambdaFunction lambda)
    {
        var parameters = new Dictionary<ExprId, int>();
        foreach (var parameter in lambda.Parameters)
            parameters.Add(((NamedLambdaVariable)parameter).ExprId, parameters.Count);

        var captures = new List<Expression>();
        var body = Replace(lambda.Body);
        return new LambdaBody(body, lambda.Parameters.Map(p => p.DataType), captures.ToEquatableArray());

        Expression Replace(Expression node)
        {
            DeepStack.Guard();
            if (node is NamedLambdaVariable variable && parameters.TryGetValue(variable.ExprId, out var ordinal))
                return new BoundReference(ordinal, variable.Type, variable.IsNullable);
            return node is BoundReference || IsCapturable(node) ? Capture(node) : node.MapChildren(Replace);
        }

        Expression Capture(Expression node)
        {
            var index = captures.IndexOf(node);
            if (index < 0)
            {
                index = captures.Count;
                captures.Add(node);
            }

            return new BoundReference(parameters.Count + index, node.DataType, node.Nullable);
        }
    }

    private static bool IsCapturable(Expression node) =>
        !node.IsFoldable && node is not NamedLambdaVariable && !node.ContainsAny(NodeKinds.Lambda | NodeKinds.Nondeterministic) && !node.CanFail;
}
