using System.Collections.Immutable;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>Aggregates over the same arguments that must wait until all rows are there: because equal arguments count once, or because of an order.</summary>
/// <remarks>
/// Their rows are the address of the group (unless there is no GROUP BY), the arguments, the keys of the order and, where duplicates count, the
/// position in the source, which breaks ties.
/// </remarks>
internal sealed class DeferredPlan
{
    private DeferredPlan(AggregatePlan plan, AggregateSpec first, ImmutableArray<int> aggregates, bool hasGroups, MemoryAccount account)
    {
        First = first;
        Aggregates = aggregates;
        IsDistinct = IsReallyDistinct(first);
        Arguments = [.. first.Arguments];
        Columns = [.. first.Arguments, .. first.OrderBy.Select(k => k.Ordinal)];
        DataType[] group = hasGroups ? [LongType.Instance] : [];
        DataType[] types = [.. group, .. Columns.Select(c => plan.InputTypes[c])];
        Layout = IsDistinct
            ? new TupleLayout(types)
            : new TupleLayout([], [.. types, LongType.Instance, LongType.Instance]);
        var columns = IsDistinct ? Layout.Keys : Layout.Payload;
        GroupColumn = hasGroups ? columns[0] : null;
        ValueColumns = [.. columns.Skip(group.Length).Take(Columns.Length)];
        PositionColumns = IsDistinct ? [] : [.. columns.Skip(types.Length)];
        var orderColumns = ValueColumns.Skip(Arguments.Length).ToArray();
        SortColumns =
        [
            .. hasGroups ? [new TupleSortColumn(columns[0], IsAscending: true, NullsFirst: true)] : Array.Empty<TupleSortColumn>(),
            .. first.OrderBy.Select((k, i) => new TupleSortColumn(orderColumns[i], k.IsAscending, k.NullsFirst)),
            .. PositionColumns.Select(c => new TupleSortColumn(c, IsAscending: true, NullsFirst: true)),
        ];
        PartitionCount = hasGroups || !IsOrdered ? AggregatePlan.PartitionCount : 1;
        if (IsDistinct && !IsOrdered && !hasGroups)
            Values = new AggregatePlan(plan.InputTypes, [.. Columns], [], account);
    }

    /// <summary>One of the aggregates, which have filter, DISTINCT and order in common.</summary>
    public AggregateSpec First { get; }

    /// <summary>The aggregates by their position in the plan.</summary>
    public ImmutableArray<int> Aggregates { get; }

    /// <summary>True when equal arguments count once.</summary>
    public bool IsDistinct { get; }

    /// <summary>True when rows are fed in an order.</summary>
    public bool IsOrdered => !First.OrderBy.IsEmpty;

    /// <summary>The input columns that are the arguments.</summary>
    public ImmutableArray<int> Arguments { get; }

    /// <summary>The input columns that are kept: arguments, then keys of the order.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>The rows.</summary>
    public TupleLayout Layout { get; }

    /// <summary>
    /// The different values as groups of their own, with rows of <see cref="Layout"/>: found as the keys of a GROUP BY are; null where there is a GROUP BY
    /// already, or an order.
    /// </summary>
    public AggregatePlan? Values { get; }

    /// <summary>Where the address of the group stands; null without GROUP BY.</summary>
    public TupleColumn? GroupColumn { get; }

    /// <summary>Where <see cref="Columns"/> stand.</summary>
    public ImmutableArray<TupleColumn> ValueColumns { get; }

    /// <summary>Where the position in the source stands: partition, then batch and row.</summary>
    public ImmutableArray<TupleColumn> PositionColumns { get; }

    /// <summary>The order in which rows are fed: by group first.</summary>
    public ImmutableArray<TupleSortColumn> SortColumns { get; }

    /// <summary>Partitions of the rows: by the hash of the group, or of the row when there is no GROUP BY.</summary>
    public int PartitionCount { get; }

    /// <summary>The deferred aggregates of a plan, those with common rows together.</summary>
    public static ImmutableArray<DeferredPlan> Collect(AggregatePlan plan, bool hasGroups, MemoryAccount account)
    {
        var result = ImmutableArray.CreateBuilder<DeferredPlan>();
        var groups = plan.Aggregates.Select((spec, index) => (Spec: spec, Index: index))
            .Where(a => IsReallyDistinct(a.Spec) || (!a.Spec.OrderBy.IsEmpty && a.Spec.Function.IsOrderSensitive))
            .GroupBy(a => (a.Spec.Arguments, a.Spec.Filter, IsReallyDistinct(a.Spec), a.Spec.OrderBy, a.Spec.Function.IgnoresNulls));
        foreach (var group in groups)
            result.Add(new DeferredPlan(plan, group.First().Spec, [.. group.Select(a => a.Index)], hasGroups, account));
        return result.ToImmutable();
    }

    private static bool IsReallyDistinct(AggregateSpec spec) => spec.IsDistinct && !spec.Function.IgnoresDuplicates;
}
