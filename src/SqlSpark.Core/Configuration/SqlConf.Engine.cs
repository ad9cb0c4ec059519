namespace SqlSpark.Core.Configuration;

/// <summary>This engine's own keys.</summary>
public static partial class SqlConf
{
    /// <summary>The largest <c>sqlspark.batch.capacity</c>.</summary>
    public const int MaxBatchCapacity = 32768;

#if DEBUG
    private const bool ValidatesPlansByDefault = true;
#else
    private const bool ValidatesPlansByDefault = false;
#endif

    /// <summary><c>sqlspark.master</c>.</summary>
    public static readonly ConfigEntry<string> Master = Add(new ConfigEntry<string>(
        "sqlspark.master", ConfigValueForms.RequiredText, "local[*]", "0.1.0", "How many tasks of a query run at a time: local, local[N], local[N,F] or local[*].")
    {
        Alternatives = ["spark.master"],
        Scope = ConfigScope.Static,
        Requirement = ConfigRequirement<string>.Of("It must be local, local[N], local[N,F] or local[*].", LocalMaster.IsValid),
    });

    /// <summary><c>sqlspark.app.name</c>.</summary>
    public static readonly ConfigEntry<string> AppName = Add(new ConfigEntry<string>(
        "sqlspark.app.name", ConfigValueForms.RequiredText, "sqlspark", "0.1.0", "The name of the program.")
    {
        Alternatives = ["spark.app.name"],
        Scope = ConfigScope.Static,
    });

    /// <summary><c>sqlspark.sql.fileRelations</c>.</summary>
    public static readonly ConfigEntry<bool> FileRelations = Flag(
        "sqlspark.sql.fileRelations", false, "0.1.0", "FROM 'path' reads files; their format follows from the extension. On in the command line.");

    /// <summary><c>sqlspark.batch.capacity</c>.</summary>
    public static readonly ConfigEntry<int> BatchCapacity = Add(new ConfigEntry<int>(
        "sqlspark.batch.capacity", ConfigValueForms.Int, 4096, "0.1.0", "How many rows a record batch holds.")
    {
        Requirement = ConfigRequirement<int>.Of("It must be between 1 and 32768.", static value => value is >= 1 and <= MaxBatchCapacity),
    });

    /// <summary><c>sqlspark.memory.limit</c>.</summary>
    public static readonly ConfigEntry<long?> MemoryLimit = Add(new ConfigEntry<long?>(
        "sqlspark.memory.limit", ConfigValueForms.OptionalBytes, null, "0.1.0", "How many bytes queries of this process may use; not set is a share of what the container allows.")
    {
        Scope = ConfigScope.Static,
        Requirement = ConfigRequirement<long?>.Of("It must be greater than 0.", static value => value > 0),
    });

    /// <summary><c>sqlspark.fusion</c>.</summary>
    public static readonly ConfigEntry<FusionMode> Fusion = Choice(
        "sqlspark.fusion", FusionMode.Off, "0.1.0", "When runs of expression instructions are compiled into one.");

    /// <summary><c>sqlspark.checked</c>.</summary>
    public static readonly ConfigEntry<bool> Checked = Add(new ConfigEntry<bool>(
        "sqlspark.checked", ConfigValueForms.Boolean, false, "0.1.0", "Freed memory is poisoned and vectors are stamped, to find use after release.")
    {
        Scope = ConfigScope.Static,
    });

    /// <summary><c>sqlspark.morsel.rows</c>.</summary>
    public static readonly ConfigEntry<int> MorselRows = Add(new ConfigEntry<int>(
        "sqlspark.morsel.rows", ConfigValueForms.Int, 65536, "0.1.0", "How many rows a worker takes from a source at a time, before timing adapts it.")
    {
        Requirement = Declarations.IsPositive,
    });

    /// <summary><c>sqlspark.planCache.size</c>.</summary>
    public static readonly ConfigEntry<int> PlanCacheSize = Add(new ConfigEntry<int>(
        "sqlspark.planCache.size", ConfigValueForms.Int, 256, "0.1.0", "For how many prepared statements, with their parameters, a session keeps plans; 0 for none.")
    {
        Scope = ConfigScope.Static,
        Requirement = ConfigRequirement<int>.Of("It must not be negative.", static value => value >= 0),
    });

    /// <summary><c>sqlspark.optimizer.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> OptimizerEnabled = Flag(
        "sqlspark.optimizer.enabled", true, "0.1.0", "Logical plans are optimized; off runs them as analyzed, for tests.");

    /// <summary><c>sqlspark.runtimeFilters.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> RuntimeFiltersEnabled = Flag(
        "sqlspark.runtimeFilters.enabled", true, "0.1.0", "Joins tell scans which keys they have, so that rows without a match are not read.");

    /// <summary><c>sqlspark.validatePlans</c>.</summary>
    public static readonly ConfigEntry<bool> ValidatePlans = Flag(
        "sqlspark.validatePlans", ValidatesPlansByDefault, "0.1.0", "Plans are checked after every phase.");

    /// <summary><c>sqlspark.spill.dir</c>.</summary>
    public static readonly ConfigEntry<string?> SpillDirectory = Add(new ConfigEntry<string?>(
        "sqlspark.spill.dir", ConfigValueForms.Text, null, "0.1.0", "The directory of temporary files; not set is the system's.")
    {
        Alternatives = ["spark.local.dir"],
        Scope = ConfigScope.Static,
    });

    /// <summary><c>sqlspark.io.threads</c>.</summary>
    public static readonly ConfigEntry<int> IoThreads = Add(new ConfigEntry<int>(
        "sqlspark.io.threads", ConfigValueForms.Int, 8, "0.1.0", "How many threads read and write files.")
    {
        Requirement = Declarations.IsPositive,
        Scope = ConfigScope.Static,
    });
}
