using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Relations;

/// <summary>Drops the names of relations, which only the analyzer needs.</summary>
/// <remarks>
/// <code>
/// SubqueryAlias t
/// +- child           =>     child
/// </code>
/// Always valid: columns are found by id from here on. Spark: <c>EliminateSubqueryAliases</c>.
/// </remarks>
public sealed class EliminateSubqueryAliases : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformUp(NodeKinds.SubqueryAlias, static node => node is SubqueryAlias alias ? alias.Child : node);
}
