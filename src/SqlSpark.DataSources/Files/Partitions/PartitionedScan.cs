using System.Collections.Immutable;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Files.Partitions;

/// <summary>A scan of files in folders of partitions: that of the files, with the columns of the partitions put in.</summary>
internal sealed class PartitionedScan : IScan
{
    private readonly PartitionedTable _table;
    private readonly IScan _files;
    private readonly string _description;
    private readonly Dictionary<string, int> _partitionOfFile = new(StringComparer.Ordinal);

    /// <param name="table">The table.</param>
    /// <param name="columns">The wanted columns, in order, as ordinals of the table's schema.</param>
    /// <param name="files">The scan of the wanted columns that are in the files, in the same order.</param>
    /// <param name="description">What EXPLAIN says of the partitions.</param>
    public PartitionedScan(PartitionedTable table, ImmutableArray<int> columns, IScan files, string description)
    {
        _table = table;
        _files = files;
        _description = description;
        Columns = [.. columns.Select(column => table.Columns[column])];
        Schema = new StructType(EquatableArray.Create<StructField>([.. columns.Select(column => table.Schema.Fields[column])]));
        for (var i = 0; i < table.Listing.Files.Length; i++)
            _partitionOfFile[table.Listing.Files[i].Path] = table.Partitions.PartitionOfFile[i];
    }

    /// <inheritdoc />
    public StructType Schema { get; }

    /// <inheritdoc />
    public bool AppliesRuntimeFilters => _files.AppliesRuntimeFilters;

    /// <inheritdoc />
    public IReadOnlyList<ScanSplit> Splits => _files.Splits;

    /// <summary>Where each wanted column comes from.</summary>
    public ImmutableArray<PartitionedColumn> Columns { get; }

    /// <summary>The partition columns.</summary>
    public StructType PartitionSchema => _table.Partitions.Schema;

    /// <inheritdoc />
    public IScanReader Open(ScanSplit split, ScanContext context)
    {
        var partition = _partitionOfFile[((IFileSplit)split).FilePath];
        return new PartitionedScanReader(this, _table.Partitions.Values[partition], _files.Open(split, ForFiles(context)), context);
    }

    /// <summary>
    /// What the readers of the files may use: run-time filters over their columns. They name columns by ordinal; one whose column stands behind
    /// one of the partitions is left out, and only saves no work.
    /// </summary>
    private ScanContext ForFiles(ScanContext context)
    {
        if (context.Filters.Count == 0)
            return context;
        var fileColumns = 0;
        while (fileColumns < Columns.Length && !Columns[fileColumns].IsPartition)
            fileColumns++;
        return new ScanContext(context.Account, context.BatchCapacity, context.Cancellation)
        {
            Filters = [.. context.Filters.Where(filter => filter.Column < fileColumns)],
        };
    }

    /// <inheritdoc />
    public string Describe() => $"{_files.Describe()}, {_description}";
}
