using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Optimizer.Rules.Windows;

/// <summary>Keeps of each partition only the first rows when a filter on ranks wants no others.</summary>
/// <remarks>
/// <code>
/// Filter r &lt;= 2                                  Filter r &lt;= 2
/// +- Window [rank() OVER w AS r], [p], [o]   =>   +- Window [rank() OVER w AS r], [p], [o]
///    +- child                                        +- WindowGroupLimit [p], [o], rank(), 2
///                                                       +- child
/// </code>
/// All functions of the window must look only at rows up to the current one, which are kept with it; so the size of the partition must not count. A limit below 1 wants
/// no rows at all. Limits above <c>spark.sql.optimizer.windowGroupLimitThreshold</c> pay less than they cost. Spark: <c>InferWindowGroupLimit</c>.
/// </remarks>
public sealed class InferWindowGroupLimit : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context)
    {
        var threshold = context.Conf.Get(SqlConf.WindowGroupLimitThreshold);
        return threshold < 1
            ? plan
            : plan.TransformDown(NodeKinds.Window, node => node is Filter { Child: Window { Child: not WindowGroupLimit, OrderBy.IsEmpty: false } window } filter
                ? Limit(filter, window, threshold)
                : node);
    }

    private static LogicalPlan Limit(Filter filter, Window window, int threshold)
    {
        if (!window.WindowExpressions.All(LooksBackOnly))
            return filter;
        var (best, rank) = (long.MaxValue, (Expression?)null);
        foreach (var condition in And.Split(filter.Condition))
        {
            foreach (var expression in window.WindowExpressions)
            {
                if (expression is Alias { Child: WindowExpression { Function: WindowCall { Bound.IsRank: true } call } } alias
                    && LimitOf(condition, alias.ExprId) is { } limit && limit < best)
                {
                    (best, rank) = (limit, call);
                }
            }
        }

        if (rank is null || best > threshold)
            return filter;
        return best < 1
            ? new LocalRelation(filter.Output, [])
            : filter with { Child = window with { Child = new WindowGroupLimit(window.PartitionBy, window.OrderBy, rank, (int)best, window.Child) } };
    }

    private static bool LooksBackOnly(Expression expression) => expression is Alias
    {
        Child: WindowExpression
        {
            Function: AggregateExpression or WindowCall { Bound.IsRank: true },
            Spec.Frame: { Unit: WindowFrameUnit.Rows, Lower.Kind: WindowBoundKind.UnboundedPreceding, Upper.Kind: WindowBoundKind.CurrentRow },
        },
    };

    /// <summary>The largest rank that the condition lets through, or null when it is not about this rank.</summary>
    private static long? LimitOf(Expression condition, ExprId rank) => condition switch
    {
        Comparison { Left: AttributeReference left, Right: Literal { Value: int limit } } comparison when left.ExprId == rank => comparison.Operator switch
        {
            ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe or ComparisonOperator.LessThanOrEqual => limit,
            ComparisonOperator.LessThan => (long)limit - 1,
            _ => null,
        },
        Comparison { Left: Literal { Value: int limit }, Right: AttributeReference right } comparison when right.ExprId == rank => comparison.Operator switch
        {
            ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe or ComparisonOperator.GreaterThanOrEqual => limit,
            ComparisonOperator.GreaterThan => (long)limit - 1,
            _ => null,
        },
        _ => null,
    };
}
