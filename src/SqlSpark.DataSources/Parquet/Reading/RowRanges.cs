using System.Collections.Immutable;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>Some rows of a row group: ranges that ascend and neither overlap nor touch.</summary>
/// <param name="Ranges">The ranges; none for no row.</param>
internal sealed record RowRanges(ImmutableArray<RowRange> Ranges)
{
    /// <summary>No row.</summary>
    public static RowRanges Empty { get; } = new([]);

    /// <summary>How many rows.</summary>
    public long Count => Ranges.Sum(static range => range.End - range.First);

    /// <summary>True for no row.</summary>
    public bool IsEmpty => Ranges.IsEmpty;

    /// <summary>The rows from one up to but not including another.</summary>
    public static RowRanges Of(long first, long end) => first >= end ? Empty : new([new RowRange(first, end)]);

    /// <summary>The rows of ranges in any order.</summary>
    public static RowRanges Of(IEnumerable<RowRange> ranges)
    {
        var merged = ImmutableArray.CreateBuilder<RowRange>();
        foreach (var range in ranges.Where(static range => range.First < range.End).OrderBy(static range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].End)
                merged[^1] = new RowRange(merged[^1].First, Math.Max(merged[^1].End, range.End));
            else
                merged.Add(range);
        }

        return new RowRanges(merged.ToImmutable());
    }

    /// <summary>The rows of either.</summary>
    public RowRanges Union(RowRanges other) => Of(Ranges.Concat(other.Ranges));

    /// <summary>The rows of both.</summary>
    public RowRanges Intersect(RowRanges other)
    {
        var common = ImmutableArray.CreateBuilder<RowRange>();
        for (int left = 0, right = 0; left < Ranges.Length && right < other.Ranges.Length;)
        {
            var (a, b) = (Ranges[left], other.Ranges[right]);
            var range = new RowRange(Math.Max(a.First, b.First), Math.Min(a.End, b.End));
            if (range.First < range.End)
                common.Add(range);
            if (a.End < b.End)
                left++;
            else
                right++;
        }

        return new RowRanges(common.ToImmutable());
    }
}

/// <summary>Neighboring rows, counted from the first of the row group.</summary>
/// <param name="First">The first one.</param>
/// <param name="End">The one after the last.</param>
internal readonly record struct RowRange(long First, long End);
