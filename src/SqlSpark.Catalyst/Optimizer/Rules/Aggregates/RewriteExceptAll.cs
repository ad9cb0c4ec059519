using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Aggregates;

/// <summary>Makes EXCEPT ALL an aggregation: a row comes as often as the left side has it more than the right one.</summary>
/// <remarks>
/// <code>
/// Except All                      Project [a]
/// :- left [a]                     +- Generate replicaterows(n)
/// +- right [b]            =>         +- Aggregate [a], [a, sum(v) AS n]
///                                       +- Union
///                                          :- Project [a, 1 AS v]
///                                          |  +- left
///                                          +- Project [b, -1 AS v]
///                                             +- right
/// </code>
/// In groups NULLs are equal, and a negative number repeats nothing. Spark: <c>RewriteExceptAll</c>.
/// </remarks>
public sealed class RewriteExceptAll : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.SetOperation, node => node is SetOperation { Operator: SetOperator.Except, IsAll: true } operation
            ? Rewrite(new CountedRows(operation, context))
            : node);

    private static LogicalPlan Rewrite(CountedRows rows)
    {
        var mark = rows.AddMark("_sign", Literal.Long(1), Literal.Long(-1));
        return rows.Repeat(rows.Aggregate("sum", mark));
    }
}
