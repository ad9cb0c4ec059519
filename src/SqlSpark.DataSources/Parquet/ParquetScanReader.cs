using System.Collections.Immutable;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Pruning;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet;

/// <summary>Reads one split of a scan: opens it at the first batch, leaves out what conditions and run-time filters rule out, and reads the rest.</summary>
internal sealed class ParquetScanReader(ParquetScan scan, ParquetSplit split, ScanContext context) : IScanReader
{
    private readonly RecordBatch _batch = new();
    private readonly RuntimeFilterState[] _states = new RuntimeFilterState[context.Filters.Count];
    private Selection? _selection;
    private IReadableFile? _content;
    private RowGroupReader? _rowGroup;
    private SplitPruner? _pruner;
    private bool _isOpen;
    private long _sequence;

    /// <inheritdoc />
    public bool TryRead(out RecordBatch batch)
    {
        batch = _batch;
        try
        {
            if (!_isOpen)
                Open();
            while (_rowGroup is not null)
            {
                if (context.Cancellation.IsCancellationRequested)
                    throw CoreErrors.QueryCanceled();
                ApplyNewFilters();
                if (!_rowGroup.TryRead(context.BatchCapacity, _batch))
                    return false;
                if (!KeepRows())
                    continue;
                _batch.PartitionOrdinal = split.Ordinal;
                _batch.Sequence = _sequence++;
                return true;
            }

            return false;
        }
        catch (SqlSparkException exception) when (IsIgnored(exception.Condition))
        {
            Dispose();
            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _rowGroup?.Dispose();
        _rowGroup = null;
        _content?.Dispose();
        _content = null;
        _selection?.Dispose();
        _selection = null;
    }

    private bool IsIgnored(string condition) => condition switch
    {
        "FAILED_READ_FILE.FILE_NOT_EXIST" => scan.Table.IgnoresMissingFiles,
        "FILE_CORRUPT" or "FAILED_READ_FILE.NO_HINT" => scan.Table.IgnoresCorruptFiles,
        _ => false,
    };

    private void Open()
    {
        _isOpen = true;
        if (context.Cancellation.IsCancellationRequested)
            throw CoreErrors.QueryCanceled();
        _content = split.File.File.Open();
        _pruner = new SplitPruner(split, _content, context.Account);
        var rows = Select(scan.Conditions);
        if (rows.IsEmpty)
            return;
        _rowGroup = new RowGroupReader(
            split.File.File,
            split.RowGroup,
            _content,
            [.. split.Columns.Zip(scan.Schema.Fields, static (column, field) => (field.Name, column))],
            IsLazy(),
            rows,
            scan.Options,
            context.BatchCapacity,
            context.Account);
        if (!MayMatchDictionaries(scan.Conditions))
            _rowGroup.Restrict(RowRanges.Empty);
    }

    /// <summary>Columns that filters look at are read at once, the others on first touch where some filter may leave out rows.</summary>
    private ImmutableArray<bool> IsLazy()
    {
        if (context.Filters.Count == 0 || scan.Table.IgnoresCorruptFiles)
            return scan.IsLazy;
        var filtered = context.Filters.Select(static filter => filter.Column).ToHashSet();
        return [.. scan.IsLazy.Select((isLazy, column) => !filtered.Contains(column) && (isLazy || !scan.IsConditionColumn(column)))];
    }

    /// <summary>Rules out rows by filters that became known since the last batch.</summary>
    private void ApplyNewFilters()
    {
        for (var i = 0; i < _states.Length; i++)
        {
            var filter = context.Filters[i];
            var state = filter.State;
            if (state == _states[i])
                continue;
            _states[i] = state;
            if (state != RuntimeFilterState.Ready || filter.Content is not { } content)
                continue;
            var conditions = content.ToConditions(new BoundReference(scan.TableOrdinals[filter.Column], filter.Type, true));
            var rows = Select(conditions);
            var rowsLeft = _rowGroup!.RowsLeft.Count;
            _rowGroup.Restrict(!rows.IsEmpty && MayMatchDictionaries(conditions) ? rows : RowRanges.Empty);
            filter.ReportSkipped(rowsLeft - _rowGroup.RowsLeft.Count);
        }
    }

    /// <summary>Tests the rows of the batch by filters that can; false when none is left.</summary>
    private bool KeepRows()
    {
        Span<ulong> words = [];
        var kept = _batch.RowCount;
        foreach (var filter in context.Filters)
        {
            if (filter.Content?.Rows is not { } test)
                continue;
            if (words.IsEmpty)
            {
                _selection ??= new Selection(context.Account);
                words = _selection.Begin(_batch.RowCount);
                Bitmaps.SetAll(words, _batch.RowCount);
            }

            var tested = kept;
            test.Keep(_batch[filter.Column], words);
            kept = Bitmaps.Count(words);
            filter.Report(tested, kept);
            if (kept == 0)
                return false;
        }

        if (kept < _batch.RowCount)
            _batch.Set(_batch, _selection!.Publish());
        return true;
    }

    private RowRanges Select(IReadOnlyList<Expression> conditions)
    {
        try
        {
            return _pruner!.Select(conditions);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DataSourceErrors.CannotReadFile(split.File.File.Description, exception);
        }
    }

    private bool MayMatchDictionaries(IReadOnlyList<Expression> conditions)
    {
        if (conditions.Count == 0)
            return true;
        var dictionaries = new DictionaryPredicate(split.File, split.RowGroup, _rowGroup!);
        return conditions.All(dictionaries.MayBeTrue);
    }
}
