using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Execution.Operators.Sorts;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>One aggregate of a GROUP BY over columns that are already computed.</summary>
/// <param name="Function">The function, bound to the types of its arguments.</param>
/// <param name="Arguments">The input columns that are its arguments.</param>
internal sealed record AggregateSpec(BoundAggregate Function, EquatableArray<int> Arguments)
{
    /// <summary>The BOOLEAN input column of <c>FILTER (WHERE ...)</c>: rows where it is FALSE or NULL are left out; null when there is none.</summary>
    public int? Filter { get; init; }

    /// <summary>True when equal arguments count once a group.</summary>
    public bool IsDistinct { get; init; }

    /// <summary>The order in which the rows of a group are fed to the function; empty for any order.</summary>
    public EquatableArray<SortKey> OrderBy { get; init; }

    /// <summary>Where the call stands in the SQL text, for errors.</summary>
    public QueryContext? Context { get; init; }

    /// <summary>Whether another aggregate over rows as they come has the same state.</summary>
    public bool SharesState(AggregateSpec other) =>
        Function.StateKey is { } key && key.Equals(other.Function.StateKey) && Function.IgnoresNulls == other.Function.IgnoresNulls
        && Arguments == other.Arguments && Filter == other.Filter;
}
