using SqlSpark.Catalyst.Expressions;

namespace SqlSpark.Catalyst.Optimizer;

/// <summary>Replaces columns in expressions by what computes them.</summary>
internal static class Substitution
{
    /// <summary>What the columns of a SELECT list stand for: aliases by their expression; plain columns are left out.</summary>
    public static Dictionary<ExprId, Expression> Of(IEnumerable<Expression> namedExpressions)
    {
        var map = new Dictionary<ExprId, Expression>();
        foreach (var expression in namedExpressions)
        {
            if (expression is Alias alias)
                map[alias.ExprId] = alias.Child;
        }

        return map;
    }

    /// <summary>The expression over the input of the list that <paramref name="map"/> was made of.</summary>
    public static Expression Apply(Expression expression, Dictionary<ExprId, Expression> map) => map.Count == 0
        ? expression
        : expression.TransformUp(e => e is AttributeReference attribute && map.TryGetValue(attribute.ExprId, out var replacement) ? replacement : e);
}
