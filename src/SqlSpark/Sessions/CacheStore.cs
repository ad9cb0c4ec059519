using SqlSpark.Catalyst.Optimizer;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Caching;
using SqlSpark.Execution.Results;

namespace SqlSpark.Sessions;

/// <summary>
/// What CACHE TABLE keeps, for all sessions that share a catalog. Each entry remembers the name it was made by and asks before each query what the name means: when that has become
/// another plan (rows were written, the table was altered, the view replaced) the kept rows go, and the next query that reads them keeps them anew. Spark: <c>CacheManager</c>.
/// </summary>
/// <param name="memory">The pool that pays.</param>
internal sealed class CacheStore(MemoryPool memory)
{
    private readonly Lock _lock = new();
    private EquatableArray<Entry> _entries = [];
    private MemoryAccount? _account;

    public bool IsEmpty => _entries.IsEmpty;

    /// <summary>Makes an entry without rows; false when the name has one.</summary>
    public bool TryAdd(SessionState owner, EquatableArray<string> name, LogicalPlan plan)
    {
        lock (_lock)
        {
            if (Find(owner, name) is not null)
                return false;
            _entries = [.. _entries, new Entry(owner, name, plan, NewTable(name, plan))];
            return true;
        }
    }

    /// <summary>Keeps the rows of an entry now.</summary>
    /// <exception cref="SqlSparkException">The query failed, or <c>MEMORY_LIMIT_EXCEEDED</c>: there is no entry then.</exception>
    public void Fill(SessionState owner, EquatableArray<string> name, CancellationToken cancellationToken)
    {
        if (Find(owner, name) is not { } entry)
            return;
        try
        {
            entry.Table.Fill(() => entry.Start(cancellationToken));
        }
        catch
        {
            Remove(owner, name);
            throw;
        }
    }

    /// <summary>Lets the rows of an entry go; they are kept anew by the next query that reads them.</summary>
    public void Invalidate(SessionState owner, EquatableArray<string> name)
    {
        lock (_lock)
        {
            if (Find(owner, name) is { } entry)
                Replace(entry, entry with { Table = NewTable(entry.Name, entry.Plan) });
        }
    }

    /// <summary>Removes an entry; false when there is none.</summary>
    public bool Remove(SessionState owner, EquatableArray<string> name)
    {
        lock (_lock)
        {
            if (Find(owner, name) is not { } entry)
                return false;
            Replace(entry, null);
            return true;
        }
    }

    /// <summary>Removes all entries.</summary>
    public void Clear() => RemoveAll(static _ => true);

    /// <summary>Removes the entries that a session made.</summary>
    public void RemoveOf(SessionState owner)
    {
        RemoveAll(entry => ReferenceEquals(entry.Owner, owner));
        lock (_lock)
        {
            // Results that are still being read may hold batches; then the account stays.
            if (!_entries.IsEmpty || _account is not { UsedBytes: 0 } account)
                return;
            _account = null;
            account.Dispose();
        }
    }

    /// <summary>A query that reads kept rows.</summary>
    /// <param name="analyzed">The analyzed query.</param>
    /// <param name="fills">True to keep the rows that the query will read and that are not kept yet.</param>
    /// <param name="cancellationToken">Cancels keeping.</param>
    public LogicalPlan Use(LogicalPlan analyzed, bool fills, CancellationToken cancellationToken)
    {
        if (_entries.IsEmpty)
            return analyzed;
        Refresh();
        var entries = _entries.Where(static entry => !entry.IsRefused).ToList();
        while (true)
        {
            var used = new HashSet<ITable>(ReferenceEqualityComparer.Instance);
            var plan = CachedPlans.Use(analyzed, [.. entries.Select(static entry => new CachedPlan(entry.Plan, entry.Table))], used);
            if (!fills || entries.Find(entry => used.Contains(entry.Table) && !TryFill(entry, cancellationToken)) is not { } refused)
                return plan;
            entries.Remove(refused);
        }
    }

    private bool TryFill(Entry entry, CancellationToken cancellationToken)
    {
        try
        {
            entry.Table.Fill(() => entry.Start(cancellationToken));
            return entry.Table.IsFilled;
        }
        catch (SqlSparkException error) when (error.Condition == "MEMORY_LIMIT_EXCEEDED")
        {
            // The query itself needs less: it reads what it would have read.
            lock (_lock)
                Replace(entry, entry with { IsRefused = true });
            return false;
        }
    }

    /// <summary>Lets go what names do not mean any more.</summary>
    private void Refresh()
    {
        lock (_lock)
        {
            foreach (var entry in _entries)
            {
                if (entry.CurrentPlan() is not { } plan)
                    Replace(entry, null);
                else if (!CachedPlans.AreEqual(plan, entry.Plan))
                    Replace(entry, new Entry(entry.Owner, entry.Name, plan, NewTable(entry.Name, plan)));
            }
        }
    }

    private void RemoveAll(Func<Entry, bool> isMeant)
    {
        lock (_lock)
        {
            foreach (var entry in _entries.Where(isMeant).ToList())
                Replace(entry, null);
        }
    }

    private void Replace(Entry entry, Entry? replacement)
    {
        if (!ReferenceEquals(entry.Table, replacement?.Table))
            entry.Table.Drop();
        _entries = _entries.Where(other => !ReferenceEquals(other.Table, entry.Table)).Concat(replacement is null ? [] : [replacement]).ToEquatableArray();
    }

    /// <summary>Names of temporary views are those of a session; all others are full ones.</summary>
    private Entry? Find(SessionState owner, EquatableArray<string> name) =>
        _entries.FirstOrDefault(entry => entry.Name.SequenceEqual(name, StringComparer.OrdinalIgnoreCase) && (name.Count > 1 || ReferenceEquals(entry.Owner, owner)));

    private CachedTable NewTable(EquatableArray<string> name, LogicalPlan plan) => new(SqlIdentifier.QuoteIfNeeded(name), plan.Schema, _account ??= memory.CreateAccount("cache"));

    /// <param name="Owner">The session that made it.</param>
    /// <param name="Name">The full name, or that of a temporary view.</param>
    /// <param name="Plan">What the name meant when it was last asked.</param>
    /// <param name="Table">The rows.</param>
    private sealed record Entry(SessionState Owner, EquatableArray<string> Name, LogicalPlan Plan, CachedTable Table)
    {
        /// <summary>True when the rows did not fit: queries go without.</summary>
        public bool IsRefused { get; init; }

        public QueryResult Start(CancellationToken cancellationToken) => Owner.ExecuteUncached(Plan, cancellationToken);

        public LogicalPlan? CurrentPlan()
        {
            try
            {
                return Owner.PlanOf(Name);
            }
            catch (SqlSparkException)
            {
                // The table or view is gone, or cannot be read any more.
                return null;
            }
        }
    }
}
