namespace SqlSpark.Catalyst.Rules;

/// <summary>Observes the rule executor: the plan change log and the metrics of rules.</summary>
public interface IRuleTrace
{
    /// <summary>A rule ran.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="before">The plan before.</param>
    /// <param name="after">The plan after; the same instance when the rule did not apply.</param>
    /// <param name="elapsedTicks">Stopwatch ticks.</param>
    void RuleRan(string batch, string rule, object before, object after, long elapsedTicks);

    /// <summary>A batch reached its fixed point or its limit.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="iterations">How often it ran.</param>
    /// <param name="isFixedPoint">False when the limit ended it.</param>
    void BatchEnded(string batch, int iterations, bool isFixedPoint);
}
