using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace SqlSpark.Core.Memory;

/// <summary>
/// Counts the memory of a query, a task or an operator. Accounts form a tree under their <see cref="MemoryPool"/>: what an
/// account uses, its ancestors use too, and none may pass its limit. Thread-safe.
/// </summary>
/// <remarks>
/// An account takes from its parent in grains of up to 1 MiB and keeps a little of what comes back, so that allocating touches
/// nothing that other threads write. What is kept idle counts as used nowhere, and goes back when somebody is short.
/// </remarks>
public sealed partial class MemoryAccount : IDisposable
{
    private const long MaxGrainBytes = 1 << 20;
    private const long MinGrainBytes = 4 << 10;

    private readonly MemoryAccount? _parent;
    private readonly long _grainBytes;
    private readonly Lock _growing = new();      // taken from the leaves to the root
    private readonly Lock _childrenLock = new();  // taken from the root to the leaves, after every _growing
    private readonly HashSet<MemoryAccount> _children = [];
    private Ledger _ledger;
    private bool _isDisposed;
    private bool _isAbandoned;

    internal MemoryAccount(MemoryPool pool, MemoryAccount? parent, string name, long limitBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegative(limitBytes);
        Pool = pool;
        Name = name;
        LimitBytes = limitBytes;
        _parent = parent;
        var tightest = Math.Min(limitBytes, parent is null ? 0 : parent._parent is null ? parent.LimitBytes : parent._grainBytes * 64);
        var grain = Math.Min(MaxGrainBytes, tightest / 64);
        _grainBytes = grain < MinGrainBytes ? 0 : grain;
    }

    /// <summary>What the account stands for, in messages.</summary>
    public string Name { get; }

    /// <summary>The account above, or null for one that the pool made.</summary>
    public MemoryAccount? Parent => _parent?._parent is null ? null : _parent;

    /// <summary>The pool that the memory comes from.</summary>
    public MemoryPool Pool { get; }

    /// <summary>The most that the account and those under it may use together, in bytes.</summary>
    public long LimitBytes { get; }

    /// <summary>The bytes of buffers and reservations charged to this account and those under it.</summary>
    public long UsedBytes => Math.Max(0, GrantedBytes - IdleBytes);

    /// <summary>The most that was used at a time; for an account with others under it, including what those kept idle.</summary>
    public long PeakBytes => Volatile.Read(ref _ledger.Peak);

    /// <summary>
    /// Asked to free memory when this account or one under it cannot have what it needs, before the request fails. The
    /// argument is how many bytes are wanted, the result how many were freed; 0 gives up.
    /// </summary>
    /// <remarks>
    /// Called on the thread that asks, outside of any lock of this folder, by several threads at once if several are short.
    /// A request made within it fails at once instead of asking again.
    /// </remarks>
    public Func<long, long>? OnPressure { get; set; }

    /// <summary>
    /// Whether <see cref="Dispose"/> frees what is left, as for an abandoned query, rather than reporting it as a leak.
    /// </summary>
    public bool ForceFree { get; set; }

    /// <summary>Whether the account stands for memory that nobody pays for.</summary>
    internal bool IsForeign { get; init; }

    private long GrantedBytes => Volatile.Read(ref _ledger.Granted);

    private long IdleBytes
    {
        get
        {
            lock (_childrenLock)
            {
                var bytes = Volatile.Read(ref _ledger.Available);
                foreach (var child in _children)
                    bytes += child.IdleBytes;
                return bytes;
            }
        }
    }

    // What is charged here itself, not to accounts below.
    private long OwnBytes
    {
        get
        {
            lock (_childrenLock)
            {
                var bytes = GrantedBytes - Volatile.Read(ref _ledger.Available);
                foreach (var child in _children)
                    bytes -= child.GrantedBytes;
                return bytes;
            }
        }
    }

    /// <summary>Makes an account under this one.</summary>
    /// <param name="name">What it stands for.</param>
    /// <param name="limitBytes">Its own limit.</param>
    public MemoryAccount CreateChild(string name, long limitBytes = long.MaxValue)
    {
        var child = new MemoryAccount(Pool, this, name, limitBytes);
        lock (_childrenLock)
        {
            if (_isDisposed)
                throw MemoryErrors.AccountDisposed(this);
            _children.Add(child);
        }

        return child;
    }

    /// <summary>
    /// Closes the account and those under it. What is still charged is freed if <see cref="ForceFree"/> asks for it; else the
    /// checked mode throws an <see cref="Errors.InternalException"/> that lists the buffers and where they were allocated,
    /// and otherwise they stay charged until they are released.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        if (ForceFree)
        {
            FreeAll();
            Close();
            return;
        }

        Close();
        if (Pool.Arena.Checks is not { } checks)
            return;
        checks.Verify(this);
        if (UsedBytes is var leaked and > 0)
        {
            var buffers = Pool.Arena.FindLive(this);
            var failure = MemoryErrors.Leaked(this, leaked, buffers);
            FreeAll();
            throw failure;
        }
    }

    /// <summary>
    /// Frees every buffer charged to this account and those under it, whoever refers to it, and drops their reservations.
    /// For a query that was abandoned: nothing may run on it any more.
    /// </summary>
    public void FreeAll()
    {
        ExceptionDispatchInfo? failure = null;
        foreach (var buffer in Pool.Arena.FindLive(this))
        {
            try
            {
                buffer.FreeAbandoned();
            }
            catch (Exception exception)
            {
                // A damaged block or a failing owner of foreign memory must not keep the others from being freed.
                failure ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        DropReservations();
        failure?.Throw();
    }

    /// <summary>Whether this account is <paramref name="ancestor"/> or under it.</summary>
    internal bool IsWithin(MemoryAccount ancestor)
    {
        for (var account = this; account is not null; account = account._parent)
        {
            if (ReferenceEquals(account, ancestor))
                return true;
        }

        return false;
    }

    /// <summary>Takes from what is at hand, or from the parent.</summary>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="reclaims">Whether to call in what accounts keep idle before giving up.</param>
    /// <returns>Whether the account may use them; it never gets a part.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryTake(long bytes, bool reclaims = true)
    {
        var available = Volatile.Read(ref _ledger.Available);
        if (available >= bytes && Interlocked.CompareExchange(ref _ledger.Available, available - bytes, available) == available)
        {
            NotePeak();
            return true;
        }

        return TryTakeSlow(bytes, reclaims);
    }

    /// <summary>Gives back what <see cref="TryTake"/> took.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Refund(long bytes)
    {
        var available = Interlocked.Add(ref _ledger.Available, bytes);
        if (available > 2 * _grainBytes || Volatile.Read(ref _isDisposed))
            ReturnIdle(Volatile.Read(ref _isDisposed) ? 0 : _grainBytes);
    }

    /// <summary>Gives back for good what a buffer or a reservation was charged; call it outside of every lock.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void GiveBack(long bytes)
    {
        Refund(bytes);
        if (Volatile.Read(ref _isDisposed))
            LeaveFinished();
    }

    private bool TryTakeSlow(long bytes, bool reclaims)
    {
        var available = Volatile.Read(ref _ledger.Available);
        while (available >= bytes)
        {
            var seen = Interlocked.CompareExchange(ref _ledger.Available, available - bytes, available);
            if (seen == available)
            {
                NotePeak();
                return true;
            }

            available = seen;
        }

        return TryGrow(bytes, reclaims);
    }

    private bool TryGrow(long bytes, bool reclaims)
    {
        lock (_growing)
        {
            if (Volatile.Read(ref _isDisposed))
                throw MemoryErrors.AccountDisposed(this);
            var granted = bytes + _grainBytes;
            if (_grainBytes == 0 || !Fits(granted) || _parent?.TryTake(granted, reclaims: false) == false)
            {
                granted = bytes;
                if (!Fits(bytes) && reclaims)
                    ReclaimIdle();
                if (!Fits(bytes) || _parent?.TryTake(bytes, reclaims) == false)
                    return false;
            }

            // In this order an observer between the two sees less use than there is, and the peak is noted after both.
            Interlocked.Add(ref _ledger.Available, granted - bytes);
            Interlocked.Add(ref _ledger.Granted, granted);
        }

        NotePeak();
        return true;
    }

    private bool Fits(long bytes) => bytes <= LimitBytes - GrantedBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void NotePeak()
    {
        var used = Volatile.Read(ref _ledger.Granted) - Volatile.Read(ref _ledger.Available);
        if (used > Volatile.Read(ref _ledger.Peak))
            RaisePeak(used);
    }

    private void RaisePeak(long used)
    {
        var peak = Volatile.Read(ref _ledger.Peak);
        while (used > peak)
        {
            var seen = Interlocked.CompareExchange(ref _ledger.Peak, used, peak);
            if (seen == peak)
                return;
            peak = seen;
        }
    }

    // Calls in what this account and those under it keep idle.
    private void ReclaimIdle()
    {
        lock (_childrenLock)
        {
            foreach (var child in _children)
                child.ReclaimIdle();
        }

        ReturnIdle(0);
    }

    private void ReturnIdle(long keptBytes)
    {
        var available = Volatile.Read(ref _ledger.Available);
        while (available > keptBytes)
        {
            var seen = Interlocked.CompareExchange(ref _ledger.Available, keptBytes, available);
            if (seen == available)
            {
                Interlocked.Add(ref _ledger.Granted, keptBytes - available);
                _parent?.Refund(available - keptBytes);
                break;
            }

            available = seen;
        }
    }

    private void Close()
    {
        MemoryAccount[] children;
        lock (_childrenLock)
        {
            Volatile.Write(ref _isDisposed, true);
            children = [.. _children];
        }

        foreach (var child in children)
            child.Close();
        ReturnIdle(0);
        LeaveFinished();
    }

    // Disposed accounts stay in the tree until nothing is charged to them.
    private void LeaveFinished()
    {
        for (var account = this; account._parent is { } parent && Volatile.Read(ref account._isDisposed) && account.GrantedBytes == 0; account = parent)
        {
            lock (parent._childrenLock)
                parent._children.Remove(account);
        }
    }

    private void DropReservations()
    {
        MemoryAccount[] children;
        lock (_childrenLock)
        {
            Volatile.Write(ref _isAbandoned, true);
            children = [.. _children];
        }

        foreach (var child in children)
            child.DropReservations();
        if (OwnBytes is var bytes and > 0)
            GiveBack(bytes);
    }

    // What changes with each allocation, on cache lines of its own.
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct Ledger
    {
        // Taken from the parent and not in use. Only ever lowered by compare-and-swap, so it cannot go below zero.
        [FieldOffset(64)]
        public long Available;

        // Taken from the parent and not given back, in use or not.
        [FieldOffset(72)]
        public long Granted;

        [FieldOffset(80)]
        public long Peak;
    }
}
