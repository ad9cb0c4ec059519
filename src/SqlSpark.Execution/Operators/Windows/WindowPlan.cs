using System.Collections.Immutable;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Sorts;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>The first rows of each partition that are wanted: those with a rank up to a limit.</summary>
/// <param name="Rank">The function whose value is the rank.</param>
/// <param name="Limit">The largest rank.</param>
internal sealed record GroupLimit(WindowColumn.Place Rank, int Limit);

/// <summary>What all workers of a window share: the columns that are kept, and which functions look at them.</summary>
internal sealed class WindowPlan
{
    /// <summary>Plans a window.</summary>
    /// <param name="inputTypes">The types of the input columns.</param>
    /// <param name="partitionBy">The columns that partition; none of them constant.</param>
    /// <param name="orderBy">The order inside of partitions.</param>
    /// <param name="output">The input columns that are the first of the output.</param>
    /// <param name="functions">The functions, whose results follow.</param>
    /// <param name="groupLimit">Which rows are wanted, or null for all.</param>
    public WindowPlan(
        EquatableArray<DataType> inputTypes,
        EquatableArray<int> partitionBy,
        EquatableArray<SortKey> orderBy,
        EquatableArray<int> output,
        EquatableArray<WindowColumn> functions,
        GroupLimit? groupLimit)
    {
        InputTypes = inputTypes;
        Functions = functions;
        GroupLimit = groupLimit;
        OrderBy = orderBy;
        Keys = [.. partitionBy.Select(k => new SortKey(k, IsAscending: true, NullsFirst: true)), .. orderBy];
        PartitionKeyCount = partitionBy.Where(k => inputTypes[k].PhysicalType != PhysicalType.Void).Distinct().Count();
        var bounds = functions.Where(f => f.Frame?.HasValues == true).SelectMany(f => new[] { orderBy[0].Ordinal, f.Frame!.Lower.Values, f.Frame.Upper.Values });
        Kept = output.Concat(functions.SelectMany(f => f.Inputs)).Concat(bounds.Where(b => b >= 0)).Distinct().ToEquatableArray();
        Output = [.. output.Select(Place)];
        LooksAtPeers = functions.Any(f => f.LooksAtPeers) || groupLimit?.Rank.LooksAtPeers == true;
    }

    /// <summary>The types of the input columns.</summary>
    public EquatableArray<DataType> InputTypes { get; }

    /// <summary>Partitioning, then order.</summary>
    public EquatableArray<SortKey> Keys { get; }

    /// <summary>The order.</summary>
    public EquatableArray<SortKey> OrderBy { get; }

    /// <summary>How many different keys partition; the first of the sort.</summary>
    public int PartitionKeyCount { get; }

    /// <summary>The input columns that are kept for each row.</summary>
    public EquatableArray<int> Kept { get; }

    /// <summary>For the first columns of the output, which of <see cref="Kept"/> they are.</summary>
    public ImmutableArray<int> Output { get; }

    /// <summary>The functions.</summary>
    public EquatableArray<WindowColumn> Functions { get; }

    /// <summary>Which rows are wanted, or null for all.</summary>
    public GroupLimit? GroupLimit { get; }

    /// <summary>True when it matters which rows are equal in the order.</summary>
    public bool LooksAtPeers { get; }

    /// <summary>True when all rows are one partition.</summary>
    public bool IsGlobal => PartitionKeyCount == 0;

    /// <summary>Which of <see cref="Kept"/> an input column is.</summary>
    public int Place(int input) => Kept.AsSpan().IndexOf(input);
}
