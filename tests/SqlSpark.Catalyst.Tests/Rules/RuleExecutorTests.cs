using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Rules;

public sealed class RuleExecutorTests
{
    private static readonly LogicalPlan Ten = new Limit(Literal.Int(10), new OneRowRelation());

    [Fact]
    public void Runs_a_batch_until_nothing_changes()
    {
        var metrics = new RuleMetrics();
        var result = Run(RuleBatch<LogicalPlan>.FixedPoint("Count down", new CountDown(4)), metrics);
        Assert.Equal(Literal.Int(4), ((Limit)result).LimitExpression);
        Assert.Equal((7, 6), (metrics.Rules[0].Runs, metrics.Rules[0].EffectiveRuns));
    }

    [Fact]
    public void Runs_a_batch_once() => Assert.Equal(
        Literal.Int(9), ((Limit)Run(RuleBatch<LogicalPlan>.Once("Count down", new CountDown(4)), null)).LimitExpression);

    [Fact]
    public void Stops_at_the_limit_of_a_batch()
    {
        var batch = new RuleBatch<LogicalPlan>("Count down", 3, [new CountDown(0)]);
        var metrics = new RuleMetrics(logsChanges: true);
        Assert.Equal(Literal.Int(7), ((Limit)Run(batch, metrics)).LimitExpression);
        Assert.Contains("Count down ended after 3 iterations, at its limit", metrics.ChangeLog, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_does_not_settle_is_a_bug_when_plans_are_validated()
    {
        var executor = new RuleExecutor<LogicalPlan>([new RuleBatch<LogicalPlan>("Count down", 3, [new CountDown(0)])], PlanValidator.Check);
        Assert.Contains("Count down", Assert.Throws<InternalException>(() => executor.Execute(Ten, RuleContext.Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_breaks_a_plan_is_named()
    {
        var executor = new RuleExecutor<LogicalPlan>([RuleBatch<LogicalPlan>.Once("Break", new LoseColumns())], PlanValidator.Check);
        var plan = new Project([new Alias(Literal.Int(1), "a")], new OneRowRelation());
        Assert.Contains("LoseColumns", Assert.Throws<InternalException>(() => executor.Execute(plan, RuleContext.Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Logs_plans_before_and_after_effective_rules()
    {
        var metrics = new RuleMetrics(logsChanges: true);
        Run(RuleBatch<LogicalPlan>.FixedPoint("Count down", new CountDown(9)), metrics);
        Assert.StartsWith("=== Count down: CountDown ===\nLimit 10\n+- OneRowRelation\n=>\nLimit 9\n+- OneRowRelation\n", metrics.ChangeLog, StringComparison.Ordinal);
    }

    private static LogicalPlan Run(RuleBatch<LogicalPlan> batch, RuleMetrics? metrics) => new RuleExecutor<LogicalPlan>([batch]).Execute(
        Ten, new RuleContext(RuleContext.Default.Conf, RuleContext.Default.Functions, RuleContext.Default.Catalog, metrics));

    private sealed class CountDown(int last) : Rule<LogicalPlan>
    {
        public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => plan.TransformUp(node =>
            node is Limit { LimitExpression: Literal { Value: int n } } limit && n > last ? limit with { LimitExpression = Literal.Int(n - 1) } : node);
    }

    private sealed class LoseColumns : Rule<LogicalPlan>
    {
        public override LogicalPlan Apply(LogicalPlan plan, RuleContext context) => new OneRowRelation();
    }
}
