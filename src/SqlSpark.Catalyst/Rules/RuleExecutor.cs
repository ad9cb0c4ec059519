using System.Diagnostics;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Rules;

/// <summary>
/// Runs batches of rules over a plan. A pass that returns the very same instance ends a batch: rules return their input when they do
/// not apply, so the fixed point costs no comparison of trees. Spark: <c>RuleExecutor</c>.
/// </summary>
/// <typeparam name="TPlan">Logical or physical plans.</typeparam>
/// <param name="batches">The batches in order.</param>
/// <param name="validator">Called with the plan before and after every effective rule; null for none.</param>
public sealed class RuleExecutor<TPlan>(EquatableArray<RuleBatch<TPlan>> batches, Action<Rule<TPlan>, TPlan, TPlan>? validator = null)
    where TPlan : TreeNode<TPlan>
{
    /// <summary>The batches in order.</summary>
    public EquatableArray<RuleBatch<TPlan>> Batches { get; } = batches;

    /// <summary>The plan after all batches.</summary>
    /// <exception cref="InternalException">A rule returned what is no valid plan, or a batch did not settle in a checked build.</exception>
    public TPlan Execute(TPlan plan, RuleContext context) => DeepStack.Run(() =>
    {
        var current = plan;
        foreach (var batch in Batches)
            current = Run(batch, current, context);
        return current;
    });

    private TPlan Run(RuleBatch<TPlan> batch, TPlan plan, RuleContext context)
    {
        for (var iteration = 1; iteration <= batch.MaxIterations; iteration++)
        {
            var before = plan;
            foreach (var rule in batch.Rules)
                plan = Run(batch, rule, plan, context);
            if (ReferenceEquals(before, plan))
            {
                context.Trace?.BatchEnded(batch.Name, iteration, isFixedPoint: true);
                return plan;
            }
        }

        context.Trace?.BatchEnded(batch.Name, batch.MaxIterations, isFixedPoint: false);
        if (validator is not null && batch.MaxIterations > 1)
            throw new InternalException($"The batch {batch.Name} does not settle. Its last plan:\n{plan}");
        return plan;
    }

    private TPlan Run(RuleBatch<TPlan> batch, Rule<TPlan> rule, TPlan plan, RuleContext context)
    {
        var start = context.Trace is null ? 0 : Stopwatch.GetTimestamp();
        var result = rule.Apply(plan, context);
        context.Trace?.RuleRan(batch.Name, rule.Name, plan, result, Stopwatch.GetTimestamp() - start);
        if (validator is not null && !ReferenceEquals(plan, result))
            validator(rule, plan, result);
        return result;
    }
}
