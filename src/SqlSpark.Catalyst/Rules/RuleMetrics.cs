using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SqlSpark.Catalyst.Rules;

/// <summary>What one rule cost and did.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Runs">How often it ran.</param>
/// <param name="EffectiveRuns">How often it changed the plan.</param>
/// <param name="Elapsed">The time of all runs.</param>
/// <param name="EffectiveElapsed">The time of those runs that changed the plan.</param>
public sealed record RuleMetric(string Rule, int Runs, int EffectiveRuns, TimeSpan Elapsed, TimeSpan EffectiveElapsed);

/// <summary>Counts runs and time per rule, and keeps the plan change log when asked to. For one query and thread.</summary>
/// <param name="logsChanges">True to keep the plans before and after every effective rule as text.</param>
public sealed class RuleMetrics(bool logsChanges = false) : IRuleTrace
{
    private readonly Dictionary<string, Counter> _counters = new(StringComparer.Ordinal);
    private readonly StringBuilder _log = new();

    /// <summary>One entry a rule, dearest first.</summary>
    public IReadOnlyList<RuleMetric> Rules =>
    [
        .. _counters.Select(c => new RuleMetric(
                c.Key, c.Value.Runs, c.Value.EffectiveRuns, Stopwatch.GetElapsedTime(0, c.Value.Ticks), Stopwatch.GetElapsedTime(0, c.Value.EffectiveTicks)))
            .OrderByDescending(m => m.Elapsed),
    ];

    /// <summary>The plan change log.</summary>
    public string ChangeLog => _log.ToString();

    /// <inheritdoc />
    public void RuleRan(string batch, string rule, object before, object after, long elapsedTicks)
    {
        if (!_counters.TryGetValue(rule, out var counter))
            _counters.Add(rule, counter = new Counter());
        counter.Runs++;
        counter.Ticks += elapsedTicks;
        if (ReferenceEquals(before, after))
            return;
        counter.EffectiveRuns++;
        counter.EffectiveTicks += elapsedTicks;
        if (logsChanges)
            _log.Append("=== ").Append(batch).Append(": ").Append(rule).Append(" ===\n").Append(before).Append("\n=>\n").Append(after).Append('\n');
    }

    /// <inheritdoc />
    public void BatchEnded(string batch, int iterations, bool isFixedPoint)
    {
        if (logsChanges)
            _log.Append(CultureInfo.InvariantCulture, $"=== {batch} ended after {iterations} iterations{(isFixedPoint ? "" : ", at its limit")} ===\n");
    }

    private sealed class Counter
    {
        public int Runs { get; set; }

        public int EffectiveRuns { get; set; }

        public long Ticks { get; set; }

        public long EffectiveTicks { get; set; }
    }
}
