using System.Collections.Immutable;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Footers;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Pruning;
using SqlSpark.DataSources.Parquet.Reading;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet;

/// <summary>Plans the scan of Parquet files: prunes row groups by statistics and columns by need. Conditions stay in the plan.</summary>
internal sealed class ParquetScanBuilder(ParquetTable table) : IScanBuilder
{
    private readonly List<Expression> _conditions = [];
    private readonly List<(PrunableColumns File, RowGroupMetadata RowGroup)> _rowGroups = [];
    private ImmutableArray<int> _columns = [.. Enumerable.Range(0, table.Schema.Fields.Count)];
    private long _limit = long.MaxValue;
    private ImmutableArray<ParquetSplit>? _splits;
    private int _prunedRowGroups;

    /// <inheritdoc />
    public IReadOnlyList<FilterPush> PushFilters(IReadOnlyList<Expression> conjuncts)
    {
        var answers = new FilterPush[conjuncts.Count];
        if (!table.Conf.Get(SqlConf.ParquetFilterPushdown))
            return answers;
        for (var i = 0; i < conjuncts.Count; i++)
        {
            if (!BoundsPredicate.IsSupported(conjuncts[i]))
                continue;
            _conditions.Add(conjuncts[i]);
            answers[i] = FilterPush.Pruning;
        }

        return answers;
    }

    /// <inheritdoc />
    public void Prune(IReadOnlyList<int> columns) => _columns = [.. columns];

    /// <inheritdoc />
    /// <remarks>Row groups beyond those that have the rows for certain are left out; the last one may bring more.</remarks>
    public bool PushLimit(long rowCount)
    {
        _limit = rowCount;
        return false;
    }

    /// <inheritdoc />
    public ScanStatistics Estimate() =>
        _conditions.Count == 0 && _limit == long.MaxValue && _columns.Length == table.Schema.Fields.Count ? table.Statistics ??= EstimateAnew() : EstimateAnew();

    /// <inheritdoc />
    public IScan Build() => new ParquetScan(table, _columns, GetSplits(), _conditions, _prunedRowGroups, _limit);

    private ScanStatistics EstimateAnew()
    {
        var splits = GetSplits();
        var fields = table.Schema.Fields;
        return new ScanStatistics(splits.Sum(static split => split.Rows.End - split.Rows.First), splits.Sum(static split => split.SizeInBytes))
        {
            Columns = EquatableArray.Create<ColumnStatistics>([.. _columns.Select(column => Estimate(column, fields[column].DataType))]),
        };
    }

    // Without pruning the answer is the same for every scan of the table.
    private ColumnStatistics Estimate(int column, DataType type) => _prunedRowGroups == 0 && _limit == long.MaxValue
        ? table.ColumnStatistics.GetOrAdd(column, (column, type) => ColumnEstimates.Of(column, type, _rowGroups), type)
        : ColumnEstimates.Of(column, type, _rowGroups);

    private ImmutableArray<ParquetSplit> GetSplits()
    {
        if (_splits is { } known)
            return known;
        var matcher = new ColumnMatcher(table.Conf, table.ExistenceDefaults);
        var wanted = _columns.Concat(_conditions.SelectMany(static c => c.Collect<BoundReference>()).Select(static c => c.Ordinal)).ToHashSet();
        var read = new List<ReadColumns>();
        var rows = 0L;
        foreach (var entry in table.Listing.Files)
        {
            if (rows >= _limit && _conditions.Count == 0)
                break;
            if (Open(entry) is not { } file)
                continue;
            var columns = matcher.Match(file, table.Schema, wanted);
            var prunable = new PrunableColumns(file, columns, PageOptions.Of(table.Conf));
            var pruner = new RowGroupPruner(prunable, _conditions);
            var fileColumns = new ReadColumns([.. _columns.Select(c => columns[c]!)]);
            foreach (var rowGroup in file.Metadata.RowGroups)
            {
                if (rowGroup.RowCount == 0 || (rows >= _limit && _conditions.Count == 0))
                    continue;
                if (!pruner.MayMatch(rowGroup))
                {
                    _prunedRowGroups++;
                    continue;
                }

                _rowGroups.Add((prunable, rowGroup));
                read.Add(fileColumns);
                rows += rowGroup.RowCount;
            }
        }

        var splits = ImmutableArray.CreateBuilder<ParquetSplit>();
        var division = RowGroupDivision.For(table.Conf, _rowGroups.Count);
        for (var i = 0; i < _rowGroups.Count; i++)
        {
            var (file, rowGroup) = _rowGroups[i];
            var size = read[i].CompressedSizeIn(rowGroup);
            foreach (var range in division.Divide(rowGroup, read[i].Leaves))
                splits.Add(new ParquetSplit(splits.Count, file, rowGroup, range, read[i].Columns, size));
        }

        _splits = splits.ToImmutable();
        return _splits.Value;
    }

    private ParquetFile? Open(Files.FileEntry entry)
    {
        try
        {
            return FooterCache.Get(table.Listing.FileSystem, entry);
        }
        catch (SqlSparkException exception) when (
            (table.IgnoresMissingFiles && exception.Condition == "FAILED_READ_FILE.FILE_NOT_EXIST")
            || (table.IgnoresCorruptFiles && exception.Condition.StartsWith("FAILED_READ_FILE", StringComparison.Ordinal)))
        {
            return null;
        }
    }

    /// <summary>The wanted columns of a file and their leaves.</summary>
    private sealed class ReadColumns(ImmutableArray<ParquetColumn> columns)
    {
        public ImmutableArray<ParquetColumn> Columns => columns;

        public ImmutableArray<ParquetLeaf> Leaves { get; } = [.. columns.SelectMany(static column => column.Leaves)];

        public long CompressedSizeIn(RowGroupMetadata rowGroup)
        {
            var size = 0L;
            foreach (var leaf in Leaves)
                size += rowGroup.Columns[leaf.Field.LeafOrdinal].CompressedSize;
            return size;
        }
    }
}
