using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>An equality of a join: rows match where both sides have equal values.</summary>
/// <param name="Left">An expression over the left side.</param>
/// <param name="Right">An expression of the same type over the right side.</param>
/// <param name="IsNullSafe">True for &lt;=&gt;, where NULL matches NULL.</param>
public sealed record EquiJoinKey(Expression Left, Expression Right, bool IsNullSafe);

/// <summary>The condition of a join taken apart: equalities of the two sides, and the rest. Spark: <c>ExtractEquiJoinKeys</c>.</summary>
/// <param name="Keys">The equalities.</param>
/// <param name="Rest">The other members of the condition; those that read one side only are among them.</param>
public sealed record EquiJoinKeys(EquatableArray<EquiJoinKey> Keys, EquatableArray<Expression> Rest)
{
    /// <summary>Takes the condition of a resolved join apart.</summary>
    public static EquiJoinKeys Of(Join join) =>
        join.Condition is null ? new EquiJoinKeys([], []) : Of(join.Condition, join.Left.OutputSet, join.Right.OutputSet);

    private static EquiJoinKeys Of(Expression condition, AttributeSet left, AttributeSet right)
    {
        var keys = new List<EquiJoinKey>();
        var rest = new List<Expression>();
        foreach (var member in And.Split(condition))
        {
            if (member is Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe } equality && equality.IsDeterministic)
            {
                var isNullSafe = equality.Operator == ComparisonOperator.EqualNullSafe;
                if (Reads(equality.Left, left) && Reads(equality.Right, right))
                {
                    keys.Add(new EquiJoinKey(equality.Left, equality.Right, isNullSafe));
                    continue;
                }

                if (Reads(equality.Left, right) && Reads(equality.Right, left))
                {
                    keys.Add(new EquiJoinKey(equality.Right, equality.Left, isNullSafe));
                    continue;
                }
            }

            rest.Add(member);
        }

        return new EquiJoinKeys(keys.ToEquatableArray(), rest.ToEquatableArray());
    }

    private static bool Reads(Expression expression, AttributeSet side) => !expression.References.IsEmpty && expression.References.IsSubsetOf(side);
}
