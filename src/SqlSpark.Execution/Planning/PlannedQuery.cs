namespace SqlSpark.Execution.Planning;

/// <summary>A query that <see cref="QueryEngine.Plan"/> has planned, to be run any number of times, also at the same time. Immutable.</summary>
public sealed class PlannedQuery
{
    internal PlannedQuery(PhysicalPlan plan) => Plan = plan;

    /// <summary>How it is run.</summary>
    internal PhysicalPlan Plan { get; }
}
