using System.Collections.Immutable;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Sources;

/// <summary>How far a filter is that becomes known while a query runs.</summary>
public enum RuntimeFilterState : byte
{
    /// <summary>Not known yet: read on, and look again later.</summary>
    Pending,

    /// <summary>Known: <see cref="RuntimeFilter.Content"/> says what matches.</summary>
    Ready,

    /// <summary>Not worth applying, or never to be known.</summary>
    Disabled,
}

/// <summary>
/// A condition on one column of a scan that becomes known while the query runs: what a join's build side has. It only saves work: rows that do not match may come
/// all the same. Safe for use by several threads.
/// </summary>
/// <remarks>Readers look at <see cref="State"/> when they start a part of a file, a page or a batch.</remarks>
public sealed class RuntimeFilter
{
    // So many rows tell whether the filter is worth its time.
    private const long SampleRows = 64 * 1024;

    private readonly Lock _gate = new();
    private RuntimeFilterContent? _content;
    private volatile RuntimeFilterState _state;
    private long _testedRows;
    private long _keptRows;
    private long _skippedRows;

    /// <param name="column">The column, as ordinal of the scan's schema.</param>
    /// <param name="type">Its type.</param>
    public RuntimeFilter(int column, DataType type)
    {
        Column = column;
        Type = type;
    }

    /// <summary>The column, as ordinal of the scan's schema.</summary>
    public int Column { get; }

    /// <summary>The type of the column.</summary>
    public DataType Type { get; }

    /// <summary>How far the filter is. From <see cref="RuntimeFilterState.Disabled"/> it does not come back.</summary>
    public RuntimeFilterState State => _state;

    /// <summary>What matches, once the filter is <see cref="RuntimeFilterState.Ready"/>.</summary>
    public RuntimeFilterContent? Content => _state == RuntimeFilterState.Ready ? _content : null;

    /// <summary>Rows that were left out because of the filter.</summary>
    public long RemovedRows => Volatile.Read(ref _skippedRows) + Volatile.Read(ref _testedRows) - Volatile.Read(ref _keptRows);

    /// <summary>Makes the filter known; does nothing once it is known or disabled.</summary>
    public void Publish(RuntimeFilterContent content)
    {
        lock (_gate)
        {
            if (_state != RuntimeFilterState.Pending)
                return;
            _content = content;
            _state = RuntimeFilterState.Ready;
        }
    }

    /// <summary>Says that the filter will not be known, or is not worth applying.</summary>
    public void Disable()
    {
        lock (_gate)
            _state = RuntimeFilterState.Disabled;
    }

    /// <summary>Says how many rows <see cref="RuntimeFilterContent.Rows"/> was asked for and kept; a filter that keeps most disables itself.</summary>
    public void Report(int testedRows, int keptRows)
    {
        var tested = Interlocked.Add(ref _testedRows, testedRows);
        var kept = Interlocked.Add(ref _keptRows, keptRows);
        if (tested >= SampleRows && kept > tested * 7 / 10)
            Disable();
    }

    /// <summary>Says how many rows were not read because of bounds or values.</summary>
    public void ReportSkipped(long rows) => Interlocked.Add(ref _skippedRows, rows);
}

/// <summary>What matches a run-time filter. NULL never does.</summary>
/// <param name="Min">No lesser value matches; null where there is no bound.</param>
/// <param name="Max">No greater value matches; null where there is no bound.</param>
/// <param name="Values">All values that match, when they are few; default when they are not listed. An empty list matches nothing.</param>
/// <param name="Rows">Tests rows: a Bloom filter or bitmap; null when there is none.</param>
public sealed record RuntimeFilterContent(
    Literal? Min = null, Literal? Max = null, ImmutableArray<Literal> Values = default, IRuntimeRowFilter? Rows = null)
{
    /// <summary>True when nothing matches.</summary>
    public bool IsEmpty => !Values.IsDefault && Values.IsEmpty;

    /// <summary>The bounds and values as conditions on a column.</summary>
    public IReadOnlyList<Expression> ToConditions(BoundReference column)
    {
        var conditions = new List<Expression> { new IsNotNull(column) };
        if (Min is not null)
            conditions.Add(new Comparison(ComparisonOperator.GreaterThanOrEqual, column, Min));
        if (Max is not null)
            conditions.Add(new Comparison(ComparisonOperator.LessThanOrEqual, column, Max));
        if (!Values.IsDefault)
            conditions.Add(new In(column, Core.Collections.EquatableArray.Create<Expression>([.. Values])));
        return conditions;
    }
}

/// <summary>Tests the rows of a column against the values of a join's build side. Safe for use by several threads.</summary>
public interface IRuntimeRowFilter
{
    /// <summary>Clears the bits of rows that do not match for certain; NULL does not match.</summary>
    /// <param name="column">The column: loaded, of any encoding.</param>
    /// <param name="rows">A bitmap of the column's rows; bits of rows that are not wanted are zero already.</param>
    void Keep(Vector column, Span<ulong> rows);
}
