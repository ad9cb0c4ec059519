using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Results;

namespace SqlSpark.Execution.Caching;

/// <summary>
/// The rows of a query, kept in memory in the place of the query. They are charged to an account from <see cref="Fill"/> on until <see cref="Drop"/> and the end of the last query that has batches of
/// them; nothing is taken from them when memory is short: whoever asks for more fails. Safe for use by several threads. Spark: <c>InMemoryRelation</c>.
/// </summary>
/// <param name="name">What is cached, for EXPLAIN.</param>
/// <param name="schema">The columns.</param>
/// <param name="account">Pays; lives longer than the rows.</param>
public sealed class CachedTable(string name, StructType schema, MemoryAccount account) : ITable
{
    private readonly Lock _lock = new();
    private CachedRows? _rows;
    private int _readerCount;
    private bool _isDropped;

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public string Format => "memory";

    /// <inheritdoc />
    public StructType Schema => schema;

    /// <inheritdoc />
    public bool IsInMemory => true;

    /// <summary>True once the rows are there.</summary>
    public bool IsFilled => Volatile.Read(ref _rows) is not null;

    /// <summary>The bytes that are kept.</summary>
    public long ByteLength => Volatile.Read(ref _rows)?.ByteLength ?? 0;

    /// <summary>Keeps the rows of a result; nothing happens when there are some already.</summary>
    /// <param name="start">Starts the query.</param>
    /// <exception cref="SqlSparkException">The query failed, or <c>MEMORY_LIMIT_EXCEEDED</c>: nothing is kept.</exception>
    public void Fill(Func<QueryResult> start)
    {
        lock (_lock)
        {
            if (_rows is not null || _isDropped)
                return;
            var rows = new CachedRows(schema, account);
            try
            {
                using var result = start();
                while (result.TryNext(out var batch))
                    rows.Add(batch);
                rows.Complete();
            }
            catch
            {
                rows.Dispose();
                throw;
            }

            Volatile.Write(ref _rows, rows);
        }
    }

    /// <summary>Frees the rows as soon as nobody reads them.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            _isDropped = true;
            FreeIfUnused();
        }
    }

    /// <inheritdoc />
    public IScanBuilder NewScanBuilder() => new Builder(this);

    /// <inheritdoc />
    public bool IsCurrent() => !_isDropped;

    /// <summary>The rows for one reader, which calls <see cref="EndReading"/>. Rows that were dropped are there as long as others read them.</summary>
    internal CachedRows BeginReading()
    {
        lock (_lock)
        {
            // Dropped by another session between the planning of a query and its start.
            if (_rows is not { } rows)
                throw SqlSparkException.Create("INCOMPATIBLE_TABLE_CHANGE_AFTER_ANALYSIS.TABLE_ID_MISMATCH", null, ("tableName", name), ("capturedTableId", "cached"), ("currentTableId", "uncached"));
            _readerCount++;
            return rows;
        }
    }

    /// <summary>Ends what <see cref="BeginReading"/> began.</summary>
    internal void EndReading()
    {
        lock (_lock)
        {
            _readerCount--;
            if (_isDropped)
                FreeIfUnused();
        }
    }

    private void FreeIfUnused()
    {
        if (_readerCount > 0 || _rows is not { } rows)
            return;
        Volatile.Write(ref _rows, null);
        rows.Dispose();
    }

    private sealed class Builder(CachedTable table) : IScanBuilder
    {
        private IReadOnlyList<int> _columns = [.. Enumerable.Range(0, table.Schema.Fields.Count)];

        public IReadOnlyList<FilterPush> PushFilters(IReadOnlyList<Expression> conjuncts)
        {
            var answers = new FilterPush[conjuncts.Count];
            Array.Fill(answers, FilterPush.Refused);
            return answers;
        }

        public void Prune(IReadOnlyList<int> columns) => _columns = [.. columns];

        public bool PushLimit(long rowCount) => false;

        public ScanStatistics Estimate() => Volatile.Read(ref table._rows) is { } rows ? new ScanStatistics(rows.RowCount, rows.ByteLength) : ScanStatistics.Unknown;

        public IScan Build() => new CachedScan(table, _columns, Volatile.Read(ref table._rows)?.Batches.Count ?? 0);
    }
}
