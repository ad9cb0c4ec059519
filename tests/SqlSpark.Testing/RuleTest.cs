using System.Globalization;
using System.Text.RegularExpressions;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Optimizer;
using SqlSpark.Catalyst.Optimizer.Rules.Expressions;
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
/// Tests one rule of the optimizer, and checks what every rule owes: the schema stays and becomes at most narrower in nullability, a second
/// run returns the very same instance, and the plan gives the same rows, or fails with the same error, over all kinds of data.
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

    /// <summary>The rules that run before this one, so that it meets the plans it was written for: no calls that are declared as rewrites.</summary>
    protected virtual Rule<LogicalPlan>[] Preparation => [new ReplaceRewriteCalls()];

    /// <summary>A <see cref="Preparation"/> for rules that look for literals.</summary>
    protected static Rule<LogicalPlan>[] WithFoldedConstants => [new ReplaceRewriteCalls(), new ConstantFolding()];

    /// <inheritdoc cref="TestPlan.Relation"/>
    protected static TestPlan Relation(string columns) => TestPlan.Relation(columns);

    /// <inheritdoc cref="TestPlan.EmptyRelation"/>
    protected static TestPlan EmptyRelation(string columns) => TestPlan.EmptyRelation(columns);

    /// <inheritdoc cref="TestPlan.Query"/>
    protected static TestPlan Query(string sql) => TestPlan.Query(sql);

    /// <summary>The rule makes this plan of it, printed without ids.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="expected">The plan after the rule.</param>
    /// <param name="runs">False when the plan holds what cannot be run, such as a volatile function.</param>
    /// <param name="losesErrors">True when Spark's rule drops what may fail too, so that rows may stand where the plan failed before.</param>
    protected void Rewrites(TestPlan plan, string expected, bool runs = true, bool losesErrors = false)
    {
        var before = Prepare(plan, TestData.Typical);
        var after = _rule.Apply(before, Context);
        Assert.Equal(expected.ReplaceLineEndings("\n").TrimEnd(), Print(after));
        Assert.NotSame(before, after);
        foreach (var data in TestData.All)
            CheckDuties(Prepare(plan, data), data, runs, losesErrors);
    }

    /// <summary>The plan over the usual rows after the rule, printed without ids.</summary>
    protected string Printed(TestPlan plan)
    {
        foreach (var data in TestData.All)
            CheckDuties(Prepare(plan, data), data, runs: true);
        return Print(_rule.Apply(Prepare(plan, TestData.Typical), Context));
    }

    /// <summary>The rule returns the very same instance.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="ofFewRows">Also where an input has one row or none.</param>
    protected void LeavesAlone(TestPlan plan, bool ofFewRows = true)
    {
        foreach (var data in TestData.All)
        {
            if (data.RowCount <= 1 && !ofFewRows)
                continue;
            var before = Prepare(plan, data);
            var after = _rule.Apply(before, Context);
            if (!ReferenceEquals(before, after))
                Assert.Fail($"Over data {data.Name} the rule changed\n{before}\n=>\n{after}");
        }
    }

    private LogicalPlan Prepare(TestPlan plan, TestData data) =>
        Preparation.Aggregate(plan.Build(data), (prepared, rule) => rule.Apply(prepared, Context));

    private void CheckDuties(LogicalPlan before, TestData data, bool runs, bool losesErrors = false)
    {
        PlanValidator.Check(before);
        var after = _rule.Apply(before, Context);
        if (ReferenceEquals(before, after))
            return;
        PlanValidator.Check(_rule, before, after);
        var again = _rule.Apply(after, Context);
        if (!ReferenceEquals(after, again))
            Assert.Fail($"A second run of the rule changed\n{after}\n=>\n{again}");
        if (!runs)
            return;

        var expected = Run(before);
        var actual = Run(after);
        var agree = expected == actual || (losesErrors && expected.Error is not null && actual.Error is null);
        if (!agree)
            Assert.Fail($"Over data {data.Name} the plan\n{before}\n=>\n{after}\ngives\n{actual}\nin place of\n{expected}");
    }

    /// <summary>Runs the plan as it is. A NULL in a column that the plan says has none fails the test.</summary>
    protected Outcome Run(LogicalPlan plan)
    {
        try
        {
            using var result = Engine.Execute(LogicalOptimizer.Optimize(plan, new RuleContext(WithoutOptimizer, Context.Functions, Context.Catalog)), WithoutOptimizer);
            var rows = result.CollectRows();
            for (var column = 0; column < plan.Output.Count; column++)
            {
                if (!plan.Output[column].IsNullable && rows.Any(row => row[column] is null))
                    Assert.Fail($"{plan.Output[column]} is never NULL, says the plan, but is:\n{plan}");
            }

            return new Outcome(null, string.Join('\n', rows.Select(row => string.Join(", ", row.Select(Text))).Order(StringComparer.Ordinal)));
        }
        catch (SqlSparkException error)
        {
            return new Outcome(error.Condition, "");
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "NULL",
        string text => $"'{text}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Print(LogicalPlan plan) => Id().Replace(plan.ToString(), "").TrimEnd();

    [GeneratedRegex("#[0-9]+|(?<=CTERelation...) [0-9]+")]
    private static partial Regex Id();
}

/// <summary>What running a plan came to.</summary>
/// <param name="Error">The condition it failed with, or null.</param>
/// <param name="Rows">The rows as text, in an order of their own.</param>
public sealed record Outcome(string? Error, string Rows);
