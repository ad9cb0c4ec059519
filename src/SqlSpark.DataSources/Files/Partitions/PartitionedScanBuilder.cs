using System.Collections.Immutable;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Core.Collections;

namespace SqlSpark.DataSources.Files.Partitions;

/// <summary>
/// Plans the scan of a partitioned table: conditions over partition columns alone choose the partitions, those over columns of the files go on
/// to the format. Files of other partitions are never opened.
/// </summary>
internal sealed class PartitionedScanBuilder(PartitionedTable table) : IScanBuilder
{
    private readonly List<Expression> _partitionFilters = [];
    private ImmutableArray<int> _columns = [.. Enumerable.Range(0, table.Columns.Length)];
    private IScanBuilder? _files;
    private int _partitionCount = table.Partitions.Values.Length;

    private IScanBuilder Files => _files ??= table.Files.NewScanBuilder();

    /// <inheritdoc />
    public IReadOnlyList<FilterPush> PushFilters(IReadOnlyList<Expression> conjuncts)
    {
        var answers = new FilterPush[conjuncts.Count];
        var fileFilters = new List<(int Index, Expression Condition)>();
        for (var i = 0; i < conjuncts.Count; i++)
        {
            var sources = conjuncts[i].Collect<BoundReference>().Select(reference => table.Columns[reference.Ordinal].IsPartition).Distinct().ToList();
            if (sources.Count != 1)
                continue;
            if (sources[0])
            {
                _partitionFilters.Add(conjuncts[i]);
                answers[i] = FilterPush.Exact;
            }
            else
            {
                fileFilters.Add((i, ToSource(conjuncts[i])));
            }
        }

        if (_partitionFilters.Count > 0)
            Prune();
        if (fileFilters.Count > 0)
        {
            var pushed = Files.PushFilters([.. fileFilters.Select(static filter => filter.Condition)]);
            for (var i = 0; i < pushed.Count; i++)
                answers[fileFilters[i].Index] = pushed[i];
        }

        return answers;
    }

    /// <inheritdoc />
    public void Prune(IReadOnlyList<int> columns)
    {
        _columns = [.. columns];
        Files.Prune([.. _columns.Select(column => table.Columns[column]).Where(static column => !column.IsPartition).Select(static column => column.Ordinal)]);
    }

    /// <inheritdoc />
    public bool PushLimit(long rowCount) => Files.PushLimit(rowCount);

    /// <inheritdoc />
    public ScanStatistics Estimate()
    {
        var files = Files.Estimate();
        if (files.Columns.IsEmpty)
            return files;
        var next = 0;
        return files with
        {
            Columns = _columns.Select(column => table.Columns[column].IsPartition
                ? new ColumnStatistics(CountDistinct(table.Columns[column].Ordinal), null, null, null)
                : files.Columns[next++]).ToEquatableArray(),
        };
    }

    /// <inheritdoc />
    public IScan Build()
    {
        Prune(_columns);
        var filters = string.Join(", ", _partitionFilters.Select(WithNames));
        return new PartitionedScan(table, _columns, Files.Build(), $"{_partitionCount} of {table.Partitions.Values.Length} partitions, PartitionFilters: [{filters}]");
    }

    private void Prune()
    {
        var isKept = PartitionPruner.Test(table.Partitions, [.. _partitionFilters.Select(ToSource)]);
        _partitionCount = isKept.Count(static kept => kept);
        var listing = table.Listing;
        _files = table.Files.With(listing with
        {
            Files = [.. listing.Files.Where((_, i) => isKept[table.Partitions.PartitionOfFile[i]])],
        }).NewScanBuilder();
    }

    private long CountDistinct(int partitionColumn) =>
        table.Partitions.Values.Select(values => values[partitionColumn]).Where(static value => value is not null).Distinct().LongCount();

    /// <summary>A condition over the ordinals of the partition columns, or of the files' ones.</summary>
    private Expression ToSource(Expression condition) => condition.TransformUp(e =>
        e is BoundReference reference ? reference with { Ordinal = table.Columns[reference.Ordinal].Ordinal } : e);

    private Expression WithNames(Expression condition) => condition.TransformUp(e =>
        e is BoundReference reference ? new PrettyAttribute(table.Schema.Fields[reference.Ordinal].Name, reference.Type) : e);
}
