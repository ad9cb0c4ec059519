using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Aggregates;

/// <summary>Makes INTERSECT ALL an aggregation: a row comes as often as the side has it that has it less often.</summary>
/// <remarks>
/// <code>
/// Intersect All                   Project [a]
/// :- left [a]                     +- Generate replicaterows(n)
/// +- right [b]            =>         +- Aggregate [a], [a, least(count(l), count(r)) AS n]
///                                       +- Union
///                                          :- Project [a, TRUE AS l, NULL AS r]
///                                          |  +- left
///                                          +- Project [b, NULL AS l, TRUE AS r]
///                                             +- right
/// </code>
/// In groups NULLs are equal, and 0 repeats nothing. Spark: <c>RewriteIntersectAll</c>.
/// </remarks>
public sealed class RewriteIntersectAll : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.SetOperation, node => node is SetOperation { Operator: SetOperator.Intersect, IsAll: true } operation
            ? Rewrite(new CountedRows(operation, context))
            : node);

    private static LogicalPlan Rewrite(CountedRows rows)
    {
        var left = rows.Aggregate("count", rows.AddMark("_left", Literal.True, Literal.Null(BooleanType.Instance)));
        var right = rows.Aggregate("count", rows.AddMark("_right", Literal.Null(BooleanType.Instance), Literal.True));
        return rows.Repeat(new If(new Comparison(ComparisonOperator.LessThan, left, right), left, right));
    }
}
