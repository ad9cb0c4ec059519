using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Compares a column itself, in place of its cast to a wider type, with a literal.</summary>
/// <remarks>
/// <code>
/// cast(a as bigint) > 5L                      =>     a > 5
/// cast(a as decimal(12,1)) >= 5.5             =>     a > 5
/// cast(a as bigint) = 3000000000L             =>     FALSE, or NULL where a is NULL
/// cast(a as bigint) IN (5L, 3000000000L)      =>     a IN (5)
/// </code>
/// The cast must keep every value and their order: between integers, from integers to decimals and to floating point that holds all of
/// them, and between decimals. So sources see a plain column, which they can test. Spark: <c>UnwrapCastInBinaryComparison</c>.
/// </remarks>
public sealed class UnwrapCastInBinaryComparison : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => plan.ContainsAny(NodeKinds.Cast)
        ? plan.TransformExpressionsUp(NodeKinds.Comparison | NodeKinds.In, static e => e switch
        {
            Comparison { Left: Cast cast, Right: Literal { IsNull: false } literal } comparison => Unwrap(comparison, cast, literal),
            Comparison { Left: Literal { IsNull: false } literal, Right: Cast cast } comparison => Unwrap(comparison, cast, literal),
            In { Value: Cast cast } test when test.Items.All(item => item is Literal) => UnwrapIn(test, cast),
            _ => e,
        })
        : plan;

    private static Expression Unwrap(Comparison comparison, Cast cast, Literal literal)
    {
        if (!ValueGrid.IsKeptBy(cast))
            return comparison;
        var value = cast.Child;
        var position = ValueGrid.Of(value.DataType).Locate(literal);
        var comparator = ReferenceEquals(comparison.Left, cast) ? comparison.Operator : comparison.Flip().Operator;
        if (comparator is ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe)
        {
            if (position.IsExact)
                return new Comparison(comparator, value, position.ToLiteral(value.DataType));
            return comparator == ComparisonOperator.Equal ? UnlessNull(value, Literal.False) : Literal.False;
        }

        // Between two values of the column's type the literal lies above the lower one, so both > and >= begin above it.
        var excludesLower = !position.IsExact || comparator is ComparisonOperator.GreaterThan or ComparisonOperator.LessThanOrEqual;
        var isAbove = comparator is ComparisonOperator.GreaterThan or ComparisonOperator.GreaterThanOrEqual;
        if (position.IsBelowAll || (position.IsLowest && !excludesLower))
            return UnlessNull(value, Literal.Boolean(isAbove));
        if (position.IsAboveAll || (position.IsHighest && excludesLower))
            return UnlessNull(value, Literal.Boolean(!isAbove));
        var bound = position.ToLiteral(value.DataType);
        return (isAbove, excludesLower) switch
        {
            (true, true) => Comparison.GreaterThan(value, bound),
            (true, false) => Comparison.GreaterThanOrEqual(value, bound),
            (false, true) => Comparison.LessThanOrEqual(value, bound),
            (false, false) => Comparison.LessThan(value, bound),
        };
    }

    /// <summary>Items that no value of the column's type equals are dropped; NULL stays, since it makes the answer NULL.</summary>
    private static Expression UnwrapIn(In test, Cast cast)
    {
        if (!ValueGrid.IsKeptBy(cast))
            return test;
        var type = cast.Child.DataType;
        var grid = ValueGrid.Of(type);
        var items = new List<Expression>(test.Items.Count);
        foreach (var item in test.Items)
        {
            var literal = (Literal)item;
            if (literal.IsNull)
                items.Add(Literal.Null(type));
            else if (grid.Locate(literal) is { IsExact: true } position)
                items.Add(position.ToLiteral(type));
        }

        return items.Count == 0 ? UnlessNull(cast.Child, Literal.False) : new In(cast.Child, items.ToEquatableArray());
    }

    /// <summary>The answer where the value is not NULL, and NULL elsewhere.</summary>
    private static Expression UnlessNull(Expression value, Literal answer)
    {
        if (!value.Nullable)
            return answer;
        return answer.IsTrue
            ? new Or(new IsNotNull(value), Literal.Null(BooleanType.Instance))
            : new And(new IsNull(value), Literal.Null(BooleanType.Instance));
    }
}
