using System.Globalization;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>Windows computed as they are defined: for each row, one after the other, over all rows of its frame.</summary>
internal sealed class ReferenceWindow
{
    /// <summary>The rows of each partition in order, and the place of each row among them.</summary>
    private readonly Dictionary<int, (List<object?[]> Partition, int Place)> _places = [];
    private readonly int _order;
    private readonly bool _isAscending;

    /// <summary>Sorts rows, whose first column numbers them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="partition">The column that partitions, or -1.</param>
    /// <param name="order">The column of the order.</param>
    /// <param name="isAscending">ASC or DESC.</param>
    /// <param name="nullsFirst">Where NULLs go.</param>
    public ReferenceWindow(IReadOnlyList<object?[]> rows, int partition, int order, bool isAscending, bool nullsFirst)
    {
        _order = order;
        _isAscending = isAscending;
        foreach (var group in rows.GroupBy(r => partition < 0 ? null : r[partition]))
        {
            var sorted = group.OrderBy(r => r[order] is null == nullsFirst ? 0 : 1)
                .ThenBy(r => r[order], Comparer<object?>.Create((a, b) => isAscending ? Compare(a, b) : Compare(b, a))).ToList();
            for (var i = 0; i < sorted.Count; i++)
                _places[(int)sorted[i][0]!] = (sorted, i);
        }
    }

    /// <summary>The partition of a row and the place of the row.</summary>
    public (List<object?[]> Partition, int Place) this[int id] => _places[id];

    /// <summary>The rows of a ROWS frame; null for UNBOUNDED.</summary>
    public List<object?[]> Rows(int id, int? lower, int? upper)
    {
        var (partition, place) = _places[id];
        var start = lower is null ? 0 : Math.Clamp(place + lower.Value, 0, partition.Count);
        var end = upper is null ? partition.Count : Math.Clamp(place + upper.Value + 1, 0, partition.Count);
        return start < end ? partition[start..end] : [];
    }

    /// <summary>The rows of a RANGE frame; null for UNBOUNDED, 0 for CURRENT ROW.</summary>
    public List<object?[]> Range(int id, double? lower, double? upper)
    {
        var (partition, place) = _places[id];
        var current = partition[place][_order];
        var nullsFirst = partition[0][_order] is null;
        return partition.Where((r, i) => IsWithin(r[_order], current, lower, isLower: true, nullsFirst) && IsWithin(r[_order], current, upper, isLower: false, nullsFirst)).ToList();
    }

    /// <summary>The rows that are equal in the order.</summary>
    public int PeersBefore(int id)
    {
        var (partition, place) = _places[id];
        return partition.TakeWhile(r => Compare(r[_order], partition[place][_order]) != 0 || r[_order] is null != partition[place][_order] is null).Count();
    }

    /// <summary>Orders values as Spark does: NaN is the largest and equals itself, -0.0 is 0.0.</summary>
    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string a, string b) => string.CompareOrdinal(a, b),
        _ => ToDouble(left) switch
        {
            var a when double.IsNaN(a) => double.IsNaN(ToDouble(right)) ? 0 : 1,
            var a => double.IsNaN(ToDouble(right)) ? -1 : (a + 0.0).CompareTo(ToDouble(right) + 0.0),
        },
    };

    private bool IsWithin(object? value, object? current, double? distance, bool isLower, bool nullsFirst)
    {
        if (distance is null)
            return true;
        if (value is null || current is null)
            return value is null && current is null || (isLower ? value is null != nullsFirst : value is null == nullsFirst);
        var bound = ToDouble(current) + (_isAscending ? distance.Value : -distance.Value);
        var order = Compare(value, bound) * (_isAscending ? 1 : -1);
        return isLower ? order >= 0 : order <= 0;
    }

    private static double ToDouble(object? value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
