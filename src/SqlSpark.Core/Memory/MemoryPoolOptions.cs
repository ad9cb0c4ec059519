namespace SqlSpark.Core.Memory;

/// <summary>How a <see cref="MemoryPool"/> behaves, apart from its limit.</summary>
public sealed record MemoryPoolOptions
{
    /// <summary>The environment variable that switches <see cref="MemoryPool.Shared"/> to the checked mode when it is <c>1</c>.</summary>
    public const string CheckedVariable = "SQLSPARK_CHECKED";

    /// <summary>The environment variable that makes <see cref="RecordsSites"/> the default when it is <c>1</c>.</summary>
    public const string SitesVariable = "SQLSPARK_MEMORY_SITES";

    /// <summary>
    /// The checked mode finds misuse at a cost: memory is poisoned when it is handed out and when it comes back, a canary
    /// stands after each block, freed blocks rest in a quarantine, and leaks are reported.
    /// </summary>
    public bool IsChecked { get; init; }

    /// <summary>
    /// In the checked mode, whether errors say with their stacks where a block was allocated and released. Looking at the stack twice a block costs more
    /// than all other checks together, so this is for finding the cause of an error that is known.
    /// </summary>
    public bool RecordsSites { get; init; } = Environment.GetEnvironmentVariable(SitesVariable) == "1";

    /// <summary>Asks the system for huge pages. Ignored where the limit is under 256 MiB or the system has none.</summary>
    public bool UsesHugePages { get; init; } = true;

    /// <summary>How long memory stays free before <see cref="MemoryPool.TrimIdle"/> gives it back.</summary>
    public TimeSpan IdleRelease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many bytes of freed blocks the checked mode keeps from being used again.</summary>
    public long QuarantineBytes { get; init; } = 16L << 20;

    /// <summary>Measures idle time.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where pages come from; null chooses by the operating system.</summary>
    internal Pages.IPageSource? PageSource { get; init; }
}
