using System.Collections.Immutable;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Optimizer;

/// <summary>Rewrites analyzed plans into cheaper ones with the same result. Spark: <c>Optimizer</c>.</summary>
public static class LogicalOptimizer
{
    /// <summary>
    /// The optimized plan. <c>sqlspark.optimizer.enabled</c> leaves out all but the required batches, <c>spark.sql.optimizer.excludedRules</c> single
    /// rules by name; <c>sqlspark.validatePlans</c> checks the plan after every rule.
    /// </summary>
    public static LogicalPlan Optimize(LogicalPlan plan, RuleContext context)
    {
        var batches = context.Conf.Get(SqlConf.OptimizerEnabled) ? OptimizerBatches.All : OptimizerBatches.Required;
        if (context.Conf.Get(SqlConf.OptimizerExcludedRules) is { Length: > 0 } excluded)
            batches = Without(batches, excluded);
        return new RuleExecutor<LogicalPlan>(batches, context.Conf.Get(SqlConf.ValidatePlans) ? PlanValidator.Check : null).Execute(plan, context);
    }

    private static EquatableArray<RuleBatch<LogicalPlan>> Without(EquatableArray<RuleBatch<LogicalPlan>> batches, ImmutableArray<string> excluded)
    {
        // Spark programs give the full names of Spark's classes; the last part is the rule's name here too.
        var names = excluded.Select(name => name[(name.LastIndexOf('.') + 1)..]).ToHashSet(StringComparer.Ordinal);
        return batches.Map(batch => OptimizerBatches.Required.Contains(batch)
            ? batch
            : batch with { Rules = batch.Rules.Where(rule => !names.Contains(rule.Name)).ToEquatableArray() });
    }
}
