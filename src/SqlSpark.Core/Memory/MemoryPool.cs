using SqlSpark.Core.Memory.Blocks;

namespace SqlSpark.Core.Memory;

/// <summary>
/// The native memory of the process: an arena of blocks and the root of the tree of accounts that pay for them. Thread-safe.
/// </summary>
/// <remarks>
/// Blocks are cut from chunks of 64 MiB with huge pages. Free memory stays at hand until <see cref="Trim"/> or
/// <see cref="TrimIdle"/> gives it back; the pool has no thread or timer of its own.
/// </remarks>
public sealed class MemoryPool : IDisposable
{
    private const double DefaultShare = 0.7;
    private const long FallbackLimitBytes = 1L << 30;

    private static readonly Lock SharedLock = new();
    private static MemoryPool? _shared;

    private readonly MemoryAccount _root;

    /// <summary>Makes a pool; a process has one, <see cref="Shared"/>, tests make their own.</summary>
    /// <param name="limitBytes">The most that all accounts may use together.</param>
    /// <param name="options">How it behaves; null for the defaults.</param>
    public MemoryPool(long limitBytes, MemoryPoolOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limitBytes);
        Arena = new Arena(options ?? new MemoryPoolOptions(), limitBytes);
        _root = new MemoryAccount(this, null, "memory pool", limitBytes);
        ForeignAccount = new MemoryAccount(this, _root, "foreign memory", long.MaxValue) { IsForeign = true };
    }

    /// <summary>
    /// The pool of the process. Unless <see cref="ConfigureShared"/> said otherwise, its limit is 70 % of the memory that the
    /// machine or the container allows.
    /// </summary>
    public static MemoryPool Shared
    {
        get
        {
            if (Volatile.Read(ref _shared) is { } pool)
                return pool;
            lock (SharedLock)
                return _shared ??= new MemoryPool(DefaultLimitBytes, DefaultOptions);
        }
    }

    /// <summary>The most that all accounts may use together, in bytes.</summary>
    public long LimitBytes => _root.LimitBytes;

    /// <summary>The bytes of all buffers and reservations.</summary>
    public long UsedBytes => _root.UsedBytes;

    /// <summary>The most that was used at a time, including what accounts kept idle.</summary>
    public long PeakBytes => _root.PeakBytes;

    /// <summary>Bytes of memory that was handed out and has not been given back to the system, in use or free.</summary>
    public long ResidentBytes => Arena.ResidentBytes;

    /// <summary>Whether the checked mode is on; see <see cref="MemoryPoolOptions.IsChecked"/>.</summary>
    public bool IsChecked => Arena.Checks is not null;

    /// <summary>Asked to free memory, as <see cref="MemoryAccount.OnPressure"/>, after those of the accounts: for caches that all queries share.</summary>
    public Func<long, long>? OnPressure
    {
        get => _root.OnPressure;
        set => _root.OnPressure = value;
    }

    /// <summary>Where the blocks come from.</summary>
    internal Arena Arena { get; }

    /// <summary>Stands for the payer of foreign memory that nobody pays for.</summary>
    internal MemoryAccount ForeignAccount { get; }

    private static long DefaultLimitBytes =>
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes is var bytes and > 0 ? (long)(bytes * DefaultShare) : FallbackLimitBytes;

    private static MemoryPoolOptions DefaultOptions => new()
    {
        IsChecked = Environment.GetEnvironmentVariable(MemoryPoolOptions.CheckedVariable) == "1",
    };

    /// <summary>Makes <see cref="Shared"/>; possible once, before its first use.</summary>
    /// <param name="limitBytes">The most that all accounts may use together; null for the default.</param>
    /// <param name="options">How it behaves; null for the defaults.</param>
    public static void ConfigureShared(long? limitBytes, MemoryPoolOptions? options = null)
    {
        lock (SharedLock)
        {
            if (!TryConfigureShared(limitBytes, options))
                throw new InvalidOperationException("The memory pool of the process is in use; configure it before its first use.");
        }
    }

    /// <summary>Makes <see cref="Shared"/> unless it is in use already. Returns whether it did.</summary>
    /// <param name="limitBytes">The most that all accounts may use together; null for the default.</param>
    /// <param name="options">How it behaves; null for the defaults.</param>
    public static bool TryConfigureShared(long? limitBytes, MemoryPoolOptions? options = null)
    {
        lock (SharedLock)
        {
            if (_shared is not null)
                return false;
            _shared = new MemoryPool(limitBytes ?? DefaultLimitBytes, options ?? DefaultOptions);
            return true;
        }
    }

    /// <summary>Makes an account of a query, or of something else that outlives queries.</summary>
    /// <param name="name">What it stands for.</param>
    /// <param name="limitBytes">Its own limit.</param>
    public MemoryAccount CreateAccount(string name, long limitBytes = long.MaxValue) => _root.CreateChild(name, limitBytes);

    /// <summary>Gives all free memory back to the system: whole huge pages without a block in use. In checked mode verifies and frees what rests in quarantine.</summary>
    public void Trim()
    {
        Arena.Checks?.Flush();
        Arena.Trim(onlyIdle: false);
    }

    /// <summary>Gives back what has been free for <see cref="MemoryPoolOptions.IdleRelease"/>; for a worker that has nothing to do.</summary>
    public void TrimIdle() => Arena.Trim(onlyIdle: true);

    /// <summary>Frees all memory; no buffer or account of the pool may be used afterwards. Not for <see cref="Shared"/>.</summary>
    public void Dispose()
    {
        Arena.Checks?.Flush();
        Arena.Close();
    }
}
