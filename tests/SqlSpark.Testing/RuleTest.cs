using System.Globalization;
using System.Text.RegularExpressions;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Optimizer;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Execution;
using SqlSpark.Execution.Scheduling;
using Xunit;

namespace SqlSpark.Testing;

/// <summary>
/// Tests one rule of the optimizer, and checks what every rule owes: the schema stays, a second run returns the very same instance, and
/// the plan gives the same rows over all kinds of data.
/// </summary>
/// <typeparam name="TRule">The rule.</typeparam>
public abstract partial class RuleTest<TRule>
    where TRule : Rule<LogicalPlan>, new()
{
    private static readonly QueryEngine Engine = new(new WorkerPool(1), new MemoryPool(1L << 30));

    /// <summary>The plan runs as it is: only what the executor cannot do without is done to it.</summary>
    private static readonly ConfSnapshot WithoutOptimizer =
        new SessionConf([new("sqlspark.optimizer.enabled", "false"), new("sqlspark.batch.capacity", "64")]).Snapshot;

    private readonly TRule _rule = new();

    /// <summary>What the rule may ask.</summary>
    protected virtual RuleContext Context { get; } = new(ConfSnapshot.Default, TestPlan.Functions, EmptyCatalog.Instance);

    /// <inheritdoc cref="TestPlan.Relation"/>
    protected static TestPlan Relation(string columns) => TestPlan.Relation(columns);

    /// <inheritdoc cref="TestPlan.EmptyRelation"/>
    protected static TestPlan EmptyRelation(string columns) => TestPlan.EmptyRelation(columns);

    /// <inheritdoc cref="TestPlan.Query"/>
    protected static TestPlan Query(string sql) => TestPlan.Query(sql);

    /// <summary>The rule makes this plan of it, printed without the ids of columns.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="expected">The plan after the rule.</param>
    /// <param name="runs">False when the plan holds what cannot be run, such as a volatile function.</param>
    protected void Rewrites(TestPlan plan, string expected, bool runs = true)
    {
        var before = plan.Build(TestData.Typical);
        var after = _rule.Apply(before, Context);
        Assert.Equal(expected.ReplaceLineEndings("\n").TrimEnd(), Print(after));
        Assert.NotSame(before, after);
        foreach (var data in TestData.All)
            CheckDuties(plan.Build(data), data, runs);
    }

    /// <summary>The plan over the usual rows after the rule, printed without the ids of columns.</summary>
    protected string Printed(TestPlan plan)
    {
        foreach (var data in TestData.All)
            CheckDuties(plan.Build(data), data, runs: true);
        return Print(_rule.Apply(plan.Build(TestData.Typical), Context));
    }

    /// <summary>The rule returns the very same instance.</summary>
    protected void LeavesAlone(TestPlan plan)
    {
        foreach (var data in TestData.All)
        {
            var before = plan.Build(data);
            var after = _rule.Apply(before, Context);
            if (!ReferenceEquals(before, after))
                Assert.Fail($"Over data {data.Name} the rule changed\n{before}\n=>\n{after}");
        }
    }

    private void CheckDuties(LogicalPlan before, TestData data, bool runs)
    {
        PlanValidator.Check(before);
        var after = _rule.Apply(before, Context);
        if (ReferenceEquals(before, after))
            return;
        PlanValidator.Check(_rule, before, after);
        var again = _rule.Apply(after, Context);
        if (!ReferenceEquals(after, again))
            Assert.Fail($"A second run of the rule changed\n{after}\n=>\n{again}");
        if (runs && Outcome(before) is var expected && Outcome(after) is var actual && expected != actual)
            Assert.Fail($"Over data {data.Name} the plan\n{before}\n=>\n{after}\ngives\n{actual}\nin place of\n{expected}");
    }

    /// <summary>The rows in an order of their own, or the error.</summary>
    private string Outcome(LogicalPlan plan)
    {
        try
        {
            using var result = Engine.Execute(LogicalOptimizer.Optimize(plan, new RuleContext(WithoutOptimizer, Context.Functions, Context.Catalog)), WithoutOptimizer);
            return string.Join('\n', result.CollectRows().Select(row => string.Join(", ", row.Select(Text))).Order(StringComparer.Ordinal));
        }
        catch (SqlSparkException error)
        {
            return error.Condition;
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "NULL",
        string text => $"'{text}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Print(LogicalPlan plan) => Id().Replace(plan.ToString(), "").TrimEnd();

    [GeneratedRegex("#[0-9]+")]
    private static partial Regex Id();
}
