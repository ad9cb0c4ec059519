using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Sources;

/// <summary>What a source does with a pushed condition.</summary>
public enum FilterPush : byte
{
    /// <summary>Nothing: the plan keeps it.</summary>
    Refused,

    /// <summary>It skips data that cannot match, but returns rows that don't: the plan keeps the condition too.</summary>
    Pruning,

    /// <summary>It returns only rows for which the condition is TRUE: the plan drops it.</summary>
    Exact,
}

/// <summary>What is known of a scan before it runs.</summary>
/// <param name="RowCount">Rows, or null when unknown.</param>
/// <param name="SizeInBytes">Bytes to read, or null when unknown.</param>
public sealed record ScanStatistics(long? RowCount, long? SizeInBytes)
{
    /// <summary>Nothing is known.</summary>
    public static ScanStatistics Unknown { get; } = new(null, null);

    /// <summary>What is known of the wanted columns, in their order; empty when nothing is.</summary>
    public EquatableArray<ColumnStatistics> Columns { get; init; } = [];
}

/// <summary>Plans a scan. Calls come in this order: filters, columns, limit, then estimate and build.</summary>
public interface IScanBuilder
{
    /// <summary>Offers conditions over <see cref="BoundReference"/>s into the table's schema; one answer each.</summary>
    IReadOnlyList<FilterPush> PushFilters(IReadOnlyList<Expression> conjuncts);

    /// <summary>Says which columns are wanted, as ordinals of the table's schema in the order wanted; may be none.</summary>
    void Prune(IReadOnlyList<int> columns);

    /// <summary>Says that no more than this many rows are wanted. Returns true when the source will never bring more in all.</summary>
    bool PushLimit(long rowCount);

    /// <summary>What is known of the scan as planned so far.</summary>
    ScanStatistics Estimate();

    /// <summary>The scan.</summary>
    IScan Build();
}

/// <summary>A planned scan. Immutable; safe for use by several threads.</summary>
public interface IScan
{
    /// <summary>The columns it brings.</summary>
    StructType Schema { get; }

    /// <summary>True when its readers leave out rows by <see cref="ScanContext.Filters"/>.</summary>
    bool AppliesRuntimeFilters => false;

    /// <summary>The parts that can be read independently, in the order of the source.</summary>
    IReadOnlyList<ScanSplit> Splits { get; }

    /// <summary>Opens a reader of one split.</summary>
    IScanReader Open(ScanSplit split, ScanContext context);

    /// <summary>One line for EXPLAIN: format, location, pushed filters.</summary>
    string Describe();
}

/// <summary>A part of a scan: sources derive their own.</summary>
/// <param name="Ordinal">The position in the order of the source.</param>
/// <param name="SizeInBytes">Bytes to read, for balancing.</param>
public abstract record ScanSplit(int Ordinal, long SizeInBytes);

/// <summary>What a reader may use.</summary>
/// <param name="account">Pays for buffers.</param>
/// <param name="batchCapacity">Rows of a batch at most.</param>
/// <param name="cancellation">Cancels the query; readers check it between pieces of work of at most some milliseconds.</param>
public sealed class ScanContext(MemoryAccount account, int batchCapacity, CancellationToken cancellation)
{
    /// <summary>Pays for buffers.</summary>
    public MemoryAccount Account { get; } = account;

    /// <summary>Rows of a batch at most.</summary>
    public int BatchCapacity { get; } = batchCapacity;

    /// <summary>Cancels the query.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Conditions that become known while the query runs. A reader may leave out rows that do not match.</summary>
    public IReadOnlyList<RuntimeFilter> Filters { get; init; } = [];
}

/// <summary>Reads one split, batch by batch, on one worker.</summary>
public interface IScanReader : IDisposable
{
    /// <summary>Reads the next batch: borrowed until the next call, never without rows. Returns false at the end.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">Malformed data, with file, line or offset, and column.</exception>
    bool TryRead(out RecordBatch batch);
}
