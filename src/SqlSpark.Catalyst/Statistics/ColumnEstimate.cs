using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>What is estimated of one column of a plan: what is known of its values, and where they come from.</summary>
/// <param name="Statistics">What is known of the values among the rows of the plan.</param>
/// <param name="DomainCount">Distinct values before conditions on other columns dropped rows: what keys of joins are compared by.</param>
/// <param name="IsCounted">False when the distinct values are only bounded, by rows and by the range of integers.</param>
/// <param name="Origin">The rows that the values come from: those of a scan, before any was dropped. Null when nothing is known.</param>
internal readonly record struct ColumnEstimate(ColumnStatistics Statistics, double DomainCount, bool IsCounted, ColumnOrigin? Origin)
{
    /// <summary>Nothing is known.</summary>
    public static ColumnEstimate Unknown { get; } = new(ColumnStatistics.Unknown, double.PositiveInfinity, false, null);

    /// <summary>From the smallest to the largest value of an integer or date, both counted; infinity when unknown.</summary>
    public double RangeOf(DataType type) =>
        type is IntegralType or DateType && NumericValue.Of(Statistics.Min, type) is { } min && NumericValue.Of(Statistics.Max, type) is { } max && max >= min
            ? max - min + 1
            : double.PositiveInfinity;

    /// <summary>Distinct values among the rows of the plan, at most <paramref name="rowCount"/>.</summary>
    public double DistinctCount(double rowCount) => Math.Min(rowCount, Statistics.DistinctCount ?? DomainCount);
}

/// <summary>The rows that columns come from, told apart by reference: values of one row belong together.</summary>
/// <param name="rowCount">How many rows.</param>
internal sealed class ColumnOrigin(double rowCount)
{
    /// <summary>How many rows.</summary>
    public double RowCount { get; } = rowCount;
}
