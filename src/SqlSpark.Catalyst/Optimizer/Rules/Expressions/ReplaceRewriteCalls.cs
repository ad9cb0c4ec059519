using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Puts the expression that a function is declared as in the place of its call.</summary>
/// <remarks>
/// <code>
/// nvl(a, b)      =>     coalesce(a, b)
/// </code>
/// Always valid: the call computes its replacement. Runs first, so that no other rule knows such calls. Spark: <c>ReplaceExpressions</c>.
/// </remarks>
public sealed class ReplaceRewriteCalls : Rule<LogicalPlan>
{
    /// <inheritdoc />
    public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) =>
        plan.TransformExpressionsUp(NodeKinds.RewriteCall, static e => e is RewriteCall call ? call.Replacement : e);
}
