using System.Collections.Immutable;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>What all workers of a sort share: the columns that are kept, which are the output and those keys that are not in it.</summary>
internal sealed class SortPlan
{
    /// <summary>Plans a sort.</summary>
    /// <param name="inputTypes">The types of the input columns.</param>
    /// <param name="keys">The keys, most significant first.</param>
    /// <param name="output">The input columns that are the output, in order.</param>
    /// <param name="hasPositions">True when rows carry their place in the source, which is then the last key.</param>
    public SortPlan(EquatableArray<DataType> inputTypes, EquatableArray<SortKey> keys, EquatableArray<int> output, bool hasPositions = false)
    {
        // A key of type void is NULL in every row; a key that was there before orders nothing.
        SortKey[] kept = [.. keys.Where(k => inputTypes[k.Ordinal].PhysicalType != PhysicalType.Void).DistinctBy(k => k.Ordinal)];
        int[] hidden = [.. kept.Select(k => k.Ordinal).Where(k => IsNested(inputTypes[k]) || !output.Contains(k))];
        Columns = [.. output, .. hidden];
        OutputCount = output.Count;
        OutputTypes = [.. output.Select(c => inputTypes[c])];
        DataType[] positions = hasPositions ? [LongType.Instance, LongType.Instance] : [];
        Layout = new TupleLayout([], [.. Columns.Select(c => inputTypes[c]), .. positions]);
        PositionColumns = [.. Layout.Payload.Skip(Columns.Length)];
        SortColumns =
        [
            .. kept.Select(k => new TupleSortColumn(ColumnOf(inputTypes, k.Ordinal, output, hidden), k.IsAscending, k.NullsFirst)),
            .. PositionColumns.Select(c => new TupleSortColumn(c, IsAscending: true, NullsFirst: true)),
        ];
        KeyCount = kept.Length;
        KeyColumns = [.. kept.Select(k => PlaceOf(inputTypes, k.Ordinal, output, hidden))];
        Pages = new ColumnLayout([.. Columns.Select(c => inputTypes[c])], OutputCount);
        if (kept.Length == 0)
            return;
        FirstKey = kept[0].Ordinal;
        FirstColumn = new SortColumn(inputTypes[FirstKey], !kept[0].IsAscending, kept[0].NullsFirst);
    }

    /// <summary>The input columns that rows carry: the output, then keys that are not in it, or are nested.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>How many of <see cref="Columns"/> are the output.</summary>
    public int OutputCount { get; }

    /// <summary>The types of the output.</summary>
    public ImmutableArray<DataType> OutputTypes { get; }

    /// <summary>The columns as rows, for a top-N.</summary>
    public TupleLayout Layout { get; }

    /// <summary>The columns as pages, for a sort of all rows.</summary>
    public ColumnLayout Pages { get; }

    /// <summary>For each key, which of <see cref="Columns"/> it is.</summary>
    public ImmutableArray<int> KeyColumns { get; }

    /// <summary>The order over rows: the keys, then the position.</summary>
    public ImmutableArray<TupleSortColumn> SortColumns { get; }

    /// <summary>How many of <see cref="SortColumns"/> are keys.</summary>
    public int KeyCount { get; }

    /// <summary>Where the place in the source stands: partition, then batch and row; empty when rows do not carry it.</summary>
    public ImmutableArray<TupleColumn> PositionColumns { get; }

    /// <summary>The input column of the first key; -1 when all rows are equal.</summary>
    public int FirstKey { get; } = -1;

    /// <summary>The first key, for its 64-bit words.</summary>
    public SortColumn FirstColumn { get; }

    /// <summary>True when rows carry the column as a key, in the form in which equal values are equal bytes.</summary>
    public bool IsHidden(int column) => column >= OutputCount;

    private TupleColumn ColumnOf(EquatableArray<DataType> types, int ordinal, EquatableArray<int> output, int[] hidden) =>
        Layout.Payload[PlaceOf(types, ordinal, output, hidden)];

    private static int PlaceOf(EquatableArray<DataType> types, int ordinal, EquatableArray<int> output, int[] hidden)
    {
        var place = IsNested(types[ordinal]) ? -1 : output.AsSpan().IndexOf(ordinal);
        return place >= 0 ? place : output.Count + Array.IndexOf(hidden, ordinal);
    }

    private static bool IsNested(DataType type) => type.PhysicalType.IsNested();
}
