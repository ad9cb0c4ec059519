using System.Collections.Immutable;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>What all workers of an aggregation share: the layout of groups, and which aggregates see their rows at once and which later.</summary>
internal sealed class AggregatePlan
{
    /// <summary>Partitions of groups, for merging in parallel.</summary>
    public const int PartitionCount = 64;

    /// <summary>Plans an aggregation.</summary>
    public AggregatePlan(
        EquatableArray<DataType> inputTypes, EquatableArray<int> groupingKeys, EquatableArray<AggregateSpec> aggregates, MemoryAccount account)
    {
        InputTypes = inputTypes;
        GroupingKeys = groupingKeys;
        Aggregates = aggregates;
        OutputTypes = [.. groupingKeys.Select(k => inputTypes[k]), .. aggregates.Select(a => a.Function.Type)];
        DataType[] keyTypes = [.. groupingKeys.Select(k => inputTypes[k])];
        Deferred = DeferredPlan.Collect(this, keyTypes.Length > 0, account);
        var deferred = Deferred.SelectMany(d => d.Aggregates).ToHashSet();
        StateOwners = FindStateOwners(aggregates, deferred);
        Immediate = [.. Enumerable.Range(0, aggregates.Count).Where(a => !deferred.Contains(a) && StateOwners[a] == a)];
        using var states = new AggregateStates(this, account);
        DataType[] payload = Deferred.IsEmpty ? [] : [LongType.Instance];
        Layout = new TupleLayout(keyTypes, payload, states.StateBytes);
    }

    /// <summary>The types of the input columns.</summary>
    public EquatableArray<DataType> InputTypes { get; }

    /// <summary>The input columns that are the keys.</summary>
    public EquatableArray<int> GroupingKeys { get; }

    /// <summary>The aggregates.</summary>
    public EquatableArray<AggregateSpec> Aggregates { get; }

    /// <summary>Keys, then aggregates.</summary>
    public EquatableArray<DataType> OutputTypes { get; }

    /// <summary>True without GROUP BY: one group, also over no rows.</summary>
    public bool IsGlobal => GroupingKeys.IsEmpty;

    /// <summary>Keys and states of a group; before the states the address of the group it was merged into, if <see cref="Deferred"/> has need of it.</summary>
    public TupleLayout Layout { get; }

    /// <summary>For each aggregate the one whose state it finishes: mostly itself, else an earlier one. See <see cref="BoundAggregate.StateKey"/>.</summary>
    public ImmutableArray<int> StateOwners { get; }

    /// <summary>The aggregates that see rows as they come, without those that finish the state of another.</summary>
    public ImmutableArray<int> Immediate { get; }

    /// <summary>The aggregates that see rows when all are there: DISTINCT and ordered ones.</summary>
    public ImmutableArray<DeferredPlan> Deferred { get; }

    /// <summary>Where a group says which group it was merged into; only with <see cref="Deferred"/>.</summary>
    public int ForwardOffset => Layout.Payload[0].Offset;

    /// <summary>See <see cref="DirectGroups"/>.</summary>
    public long GroupReach { get; init; } = DirectGroups.MaxReach;

    /// <summary>Reads lazy columns that the aggregation needs.</summary>
    public void Load(RecordBatch batch)
    {
        foreach (var key in GroupingKeys.AsSpan())
            Load(batch, key);
        foreach (var aggregate in Aggregates.AsSpan())
        {
            foreach (var argument in aggregate.Arguments.AsSpan())
                Load(batch, argument);
            foreach (var key in aggregate.OrderBy.AsSpan())
                Load(batch, key.Ordinal);
            if (aggregate.Filter is { } filter)
                Load(batch, filter);
        }
    }

    private static ImmutableArray<int> FindStateOwners(EquatableArray<AggregateSpec> aggregates, HashSet<int> deferred)
    {
        var owners = ImmutableArray.CreateBuilder<int>(aggregates.Count);
        for (var i = 0; i < aggregates.Count; i++)
        {
            var owner = 0;
            while (owner < i && (deferred.Contains(owner) || deferred.Contains(i) || !aggregates[owner].SharesState(aggregates[i])))
                owner++;
            owners.Add(owner);
        }

        return owners.ToImmutable();
    }

    private static void Load(RecordBatch batch, int ordinal)
    {
        if (batch[ordinal] is LazyVector lazy)
            lazy.Load(batch.Rows);
    }
}
