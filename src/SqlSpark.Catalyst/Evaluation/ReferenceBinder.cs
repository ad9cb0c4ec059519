using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>Replaces columns by their positions in the input. Spark: <c>BindReferences</c>.</summary>
public static class ReferenceBinder
{
    /// <summary>The expression over the columns of <paramref name="input"/>.</summary>
    /// <exception cref="InternalException">The expression reads a column that is not in the input.</exception>
    public static Expression Bind(Expression expression, EquatableArray<AttributeReference> input) => new Binding(input).Bind(expression);

    /// <summary>The expressions over the columns of <paramref name="input"/>.</summary>
    /// <exception cref="InternalException">An expression reads a column that is not in the input.</exception>
    public static EquatableArray<Expression> Bind(IEnumerable<Expression> expressions, EquatableArray<AttributeReference> input)
    {
        var binding = new Binding(input);
        return expressions.Select(binding.Bind).ToEquatableArray();
    }

    private sealed class Binding
    {
        private readonly Dictionary<ExprId, int> _ordinals = [];
        private readonly EquatableArray<AttributeReference> _input;

        public Binding(EquatableArray<AttributeReference> input)
        {
            _input = input;
            for (var i = 0; i < input.Count; i++)
                _ordinals.TryAdd(input[i].ExprId, i);
        }

        public Expression Bind(Expression expression) => Trees.DeepStack.Run(() => expression.TransformUp(Replace));

        private Expression Replace(Expression node)
        {
            if (node is not AttributeReference attribute)
                return node;
            if (!_ordinals.TryGetValue(attribute.ExprId, out var ordinal))
                throw InternalErrors.Unreachable($"{attribute} among {string.Join(", ", _input)}");
            return new BoundReference(ordinal, attribute.Type, attribute.IsNullable);
        }
    }
}
