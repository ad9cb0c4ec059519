using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Tests.Parquet.Building;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Pruning;

/// <summary>What plans are told of the columns of Parquet files.</summary>
public sealed class ColumnEstimatesTests : IDisposable
{
    private readonly ParquetReading _parquet = new();
    private readonly MemoryPool _pool = new(1L << 30);

    public void Dispose()
    {
        _parquet.Dispose();
        _pool.Dispose();
    }

    [Fact]
    public void Bounds_and_nulls_are_those_of_all_row_groups()
    {
        var column = Estimate(Int("a"), [[5, null, 7], [-3, 4], [null, null]]);
        Assert.Equal(new ColumnStatistics(null, -3, 7, 3), column);
    }

    [Fact]
    public void Bounds_have_the_form_of_the_type()
    {
        Assert.Equal(new ColumnStatistics(null, 1.5, 2.5, 0), Estimate(Leaf("a", ParquetType.Double), [[1.5], [2.5]]));
        Assert.Equal(new ColumnStatistics(null, (Int128)150, (Int128)250, 0), Estimate(Leaf("a", ParquetType.Int64, new(LogicalKind.Decimal, 2, 12)), [[150L, 250L]]));
        Assert.Equal(new ColumnStatistics(null, (short)-2, (short)3, 0), Estimate(Leaf("a", ParquetType.Int32, new(LogicalKind.Integer, BitWidth: 16, IsSigned: true)), [[-2, 3]]));
        Assert.Equal(new ColumnStatistics(null, 1L, (long)uint.MaxValue, 0), Estimate(Leaf("a", ParquetType.Int32, new(LogicalKind.Integer, BitWidth: 32, IsSigned: false)), [[1, -1]]));
    }

    [Fact]
    public void Bounds_of_strings_are_left_out_as_they_may_be_cut() =>
        Assert.Equal(new ColumnStatistics(null, null, null, 1), Estimate(Leaf("a", ParquetType.ByteArray, new(LogicalKind.String)), [["b"u8.ToArray(), null]]));

    [Fact]
    public void A_row_group_without_statistics_makes_all_unknown()
    {
        var column = Estimate(Int("a"), [[5, 6], [7, 8]], statistics: (_, entries) => (int)entries.Values[0]! == 7 ? null : Bounds(0, entries));
        Assert.Equal(ColumnStatistics.Unknown, column);
    }

    [Fact]
    public void Bounds_that_older_writers_ordered_by_sign_count_for_signed_numbers_only()
    {
        static ParquetStatistics Legacy(int leaf, LeafEntries entries) =>
            new() { LegacyMin = BitConverter.GetBytes(1), LegacyMax = BitConverter.GetBytes(9), NullCount = 0 };
        Assert.Equal(new ColumnStatistics(null, 1, 9, 0), Estimate(Int("a"), [[1, 9]], statistics: Legacy, order: null));
        Assert.Equal(
            new ColumnStatistics(null, null, null, 0),
            Estimate(Leaf("a", ParquetType.Int32, new(LogicalKind.Integer, BitWidth: 32, IsSigned: false)), [[1, 9]], statistics: Legacy, order: null));
    }

    [Fact]
    public void Nan_is_in_no_bound() =>
        Assert.Equal(
            new ColumnStatistics(null, null, null, 0),
            Estimate(Leaf("a", ParquetType.Double), [[double.NaN]], statistics: (_, _) => new() { Min = BitConverter.GetBytes(double.NaN), Max = BitConverter.GetBytes(double.NaN), NullCount = 0 }));

    [Fact]
    public void Distinct_values_come_from_dictionaries()
    {
        // The same values come again in each row group.
        Assert.Equal(3, Estimate(Int("a"), [Cycle(1, 2, 3), Cycle(3, 1, 2)], hasDictionary: true).DistinctCount);

        // Those of each row group lie apart.
        Assert.Equal(6, Estimate(Int("a"), [Cycle(1, 2, 3), Cycle(11, 12, 13)], hasDictionary: true).DistinctCount);

        // So many that other row groups may have others.
        Assert.Null(Estimate(Int("a"), [[1, 2, 3], [2, 3, 4]], hasDictionary: true).DistinctCount);
        Assert.Null(Estimate(Int("a"), [Cycle(1, 2, 3)], hasDictionary: false).DistinctCount);
    }

    [Fact]
    public void A_pruned_scan_is_told_of_what_is_left()
    {
        var builder = Open(Int("a"), [[1, 2], [11, 12]], Bounds, ColumnOrder.TypeDefined, hasDictionary: false).NewScanBuilder();
        builder.PushFilters([new Comparison(ComparisonOperator.GreaterThan, new BoundReference(0, IntegerType.Instance, true), new Literal(5, IntegerType.Instance))]);
        var statistics = builder.Estimate();
        Assert.Equal(2, statistics.RowCount);
        Assert.Equal(new ColumnStatistics(null, 11, 12, 0), statistics.Columns[0]);
    }

    private static object?[] Cycle(params int[] values) => [.. Enumerable.Range(0, 20).Select(i => (object?)values[i % values.Length])];

    private static ParquetNode Int(string name) => Leaf(name, ParquetType.Int32);

    private static ParquetNode Leaf(string name, ParquetType type, LogicalAnnotation annotation = default) =>
        new(new SchemaElement { Name = name, Repetition = Repetition.Optional, Type = type, Annotation = annotation });

    private static ParquetStatistics? Bounds(int leaf, LeafEntries entries)
    {
        var values = entries.Values.Where(value => value is not null).ToList();
        var nullCount = entries.Count - values.Count;
        if (values.Count == 0)
            return new() { NullCount = nullCount };
        if (values.Contains(-1))    // the greatest of unsigned numbers
            return new() { Min = BitConverter.GetBytes(values.Cast<int>().Min(v => (uint)v)), Max = BitConverter.GetBytes(values.Cast<int>().Max(v => (uint)v)), NullCount = nullCount };
        return new() { Min = Bytes(values.Min()!), Max = Bytes(values.Max()!), NullCount = nullCount };

        static byte[] Bytes(object value) => value switch
        {
            int n => BitConverter.GetBytes(n),
            long n => BitConverter.GetBytes(n),
            double n => BitConverter.GetBytes(n),
            _ => (byte[])value,
        };
    }

    private ColumnStatistics Estimate(
        ParquetNode node, IReadOnlyList<object?[]> rowGroups, Func<int, LeafEntries, ParquetStatistics?>? statistics = null, ColumnOrder? order = ColumnOrder.TypeDefined, bool hasDictionary = false) =>
        Open(node, rowGroups, statistics ?? Bounds, order, hasDictionary).NewScanBuilder().Estimate().Columns[0];

    private ITable Open(ParquetNode node, IReadOnlyList<object?[]> rowGroups, Func<int, LeafEntries, ParquetStatistics?> statistics, ColumnOrder? order, bool hasDictionary)
    {
        using var account = _pool.CreateAccount("builder");
        var rows = rowGroups.Select(group => (IReadOnlyList<object?[]>)[.. group.Select(value => new[] { value })]).ToList();
        return ParquetReading.Open(_parquet.Write(
            new ParquetFileBuilder(new Random(1), account) { Order = order, Statistics = statistics, HasDictionary = hasDictionary }.Build([node], rows)));
    }
}
