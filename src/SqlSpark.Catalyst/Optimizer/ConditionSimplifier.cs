using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;

namespace SqlSpark.Catalyst.Optimizer;

/// <summary>Simplifies a condition of which more became known than when its plan was optimized.</summary>
public static class ConditionSimplifier
{
    private static readonly RuleExecutor<LogicalPlan> Rules = new([
        RuleBatch<LogicalPlan>.FixedPoint(
            "Known Values",
            new ConstantFolding(),
            new NullPropagation(),
            new SimplifyCasts(),
            new UnwrapCastInBinaryComparison(),
            new SimplifyBinaryComparison(),
            new ReplaceNullWithFalseInPredicate(),
            new BooleanSimplification(),
            new SimplifyConditionals()),
    ]);

    /// <summary>A condition that is TRUE for the same rows.</summary>
    /// <param name="condition">A resolved BOOLEAN over <paramref name="column"/>.</param>
    /// <param name="column">The only column.</param>
    public static Expression Simplify(Expression condition, AttributeReference column) =>
        Rules.Execute(new Filter(condition, new LocalRelation([column], [])), RuleContext.Default) is Filter simplified ? simplified.Condition : condition;
}
