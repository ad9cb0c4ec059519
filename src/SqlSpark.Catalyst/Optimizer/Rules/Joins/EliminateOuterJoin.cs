using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Joins;

/// <summary>Makes outer joins inner, or full ones one-sided, where a filter drops the rows without a match anyway.</summary>
/// <remarks>
/// <code>
/// Filter b > 2                       Filter b > 2
/// +- Join LeftOuter, a = b     =>    +- Join Inner, a = b
///    :- left [a]                        :- left [a]
///    +- right [b]                       +- right [b]
/// </code>
/// A condition drops rows without a match on a side if it reads columns of that side only and is not TRUE when all of them are NULL, or if it compares (not by &lt;=>) what is
/// then NULL. Spark: <c>EliminateOuterJoin</c>.
/// </remarks>
public sealed class EliminateOuterJoin : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => plan.TransformUp(NodeKinds.Join, static node =>
    {
        if (node is not Filter { Child: Join { Type: JoinType.LeftOuter or JoinType.RightOuter or JoinType.FullOuter } join } filter)
            return node;
        var conditions = And.Split(filter.Condition);
        var (dropsNullLeft, dropsNullRight) = (conditions.Any(c => DropsNulls(c, join.Left)), conditions.Any(c => DropsNulls(c, join.Right)));
        var type = (join.Type, dropsNullLeft, dropsNullRight) switch
        {
            (JoinType.LeftOuter, _, true) or (JoinType.RightOuter, true, _) or (JoinType.FullOuter, true, true) => JoinType.Inner,
            (JoinType.FullOuter, true, false) => JoinType.LeftOuter,
            (JoinType.FullOuter, false, true) => JoinType.RightOuter,
            _ => join.Type,
        };
        return type == join.Type ? node : filter with { Child = join with { Type = type } };
    });

    private static bool DropsNulls(Expression condition, LogicalPlan side) =>
        OfNulls(condition, side) is { IsTrue: false }
        || (condition is Comparison { Operator: not ComparisonOperator.EqualNullSafe } comparison
            && (OfNulls(comparison.Left, side) is { IsNull: true } || OfNulls(comparison.Right, side) is { IsNull: true }));

    /// <summary>The value of an expression over one side alone when all columns are NULL; null when it is over another or has no value.</summary>
    private static Literal? OfNulls(Expression expression, LogicalPlan side)
    {
        if (!expression.IsDeterministic || expression.References.IsEmpty || !expression.References.IsSubsetOf(side.OutputSet) || expression.ContainsAny(NodeKinds.Subquery))
            return null;
        return ConstantFolder.TryFold(expression.TransformUp(static e => e is AttributeReference attribute ? new Literal(null, attribute.Type) : e));
    }
}
