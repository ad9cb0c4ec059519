using System.Collections.Immutable;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet;

/// <summary>A scan of Parquet files.</summary>
internal sealed class ParquetScan : IScan
{
    private readonly ImmutableArray<ParquetSplit> _splits;
    private readonly HashSet<int> _conditionColumns;
    private readonly int _prunedRowGroups;

    /// <param name="table">The files and their schema.</param>
    /// <param name="columns">The wanted columns, in order, as ordinals of the table's schema.</param>
    /// <param name="splits">The row groups to read.</param>
    /// <param name="conditions">The pushed conditions, over ordinals of the table's schema.</param>
    /// <param name="prunedRowGroups">Row groups that statistics left out.</param>
    /// <param name="limit">Rows that are wanted at most.</param>
    public ParquetScan(
        ParquetTable table, ImmutableArray<int> columns, ImmutableArray<ParquetSplit> splits, IReadOnlyList<Expression> conditions, int prunedRowGroups, long limit)
    {
        Table = table;
        _splits = splits;
        Conditions = conditions;
        TableOrdinals = columns;
        _prunedRowGroups = prunedRowGroups;
        Limit = limit;
        var fields = table.Schema.Fields;
        Schema = new StructType(EquatableArray.Create<StructField>([.. columns.Select(c => fields[c])]));
        _conditionColumns = conditions.SelectMany(static condition => condition.Collect<BoundReference>()).Select(static column => column.Ordinal).ToHashSet();
        IsLazy = [.. columns.Select(c => conditions.Count > 0 && !_conditionColumns.Contains(c) && !table.IgnoresCorruptFiles)];
        Options = PageOptions.Of(table.Conf);
    }

    /// <inheritdoc />
    public StructType Schema { get; }

    /// <inheritdoc />
    public bool AppliesRuntimeFilters => true;

    /// <inheritdoc />
    public IReadOnlyList<ScanSplit> Splits => _splits;

    /// <summary>The files and their schema.</summary>
    public ParquetTable Table { get; }

    /// <summary>Rows that are wanted at most.</summary>
    public long Limit { get; }

    /// <summary>For each column whether it is read on first touch: with a filter above, those that the filter does not
    /// look at. Not where damage is to be passed over: it must show while the batch is read.</summary>
    public ImmutableArray<bool> IsLazy { get; }

    /// <summary>The pushed conditions, over ordinals of the table's schema.</summary>
    public IReadOnlyList<Expression> Conditions { get; }

    /// <summary>The columns of <see cref="Schema"/> as ordinals of the table's schema.</summary>
    public ImmutableArray<int> TableOrdinals { get; }

    /// <summary>How pages are read.</summary>
    public PageOptions Options { get; }

    /// <summary>Whether a pushed condition looks at a column, given as ordinal of <see cref="Schema"/>.</summary>
    public bool IsConditionColumn(int column) => _conditionColumns.Contains(TableOrdinals[column]);

    /// <inheritdoc />
    public IScanReader Open(ScanSplit split, ScanContext context) => new ParquetScanReader(this, (ParquetSplit)split, context);

    /// <inheritdoc />
    public string Describe()
    {
        var files = Table.Listing.Files.Length == 1 ? Table.Name : $"{Table.Listing.Files.Length} files";
        var pruned = _prunedRowGroups == 0 ? "" : $", {_prunedRowGroups} pruned";
        var filters = Conditions.Count == 0 ? "" : $" PushedFilters: [{string.Join(", ", Conditions)}]";
        var limit = Limit == long.MaxValue ? "" : $" limit {Limit}";
        return $"parquet [{string.Join(", ", Schema.Fields.Select(f => f.DataType is StructType or ArrayType or MapType ? $"{f.Name}: {f.DataType.SimpleString}" : f.Name))}] {files}, {_splits.Select(static split => split.RowGroup).Distinct(ReferenceEqualityComparer.Instance).Count()} row groups{pruned}{filters}{limit}";
    }
}
