using System.Globalization;

namespace SqlSpark.Sql.Golden;

/// <summary>One way to run a query; no answer may depend on it.</summary>
/// <param name="BatchCapacity">Rows of a batch.</param>
/// <param name="WorkerCount">Threads of the pool, and tasks of the query.</param>
/// <param name="Optimizes">The optimizer is on.</param>
/// <param name="IsChecked">Memory is checked.</param>
internal sealed record ExecutionShape(int BatchCapacity, int WorkerCount, bool Optimizes, bool IsChecked = true)
{
    private static readonly int[] BatchCapacities = [1, 63, 64, 65, 4096];
    private static readonly int[] WorkerCounts = [1, 2, 8];

    /// <summary>The shape that golden files are recorded in.</summary>
    public static ExecutionShape Reference { get; } = new(4096, 1, Optimizes: true);

    /// <summary>Every combination, and two without checks: freed memory is used again at once there.</summary>
    public static IReadOnlyList<ExecutionShape> All { get; } =
    [
        .. from capacity in BatchCapacities from workers in WorkerCounts from optimizes in (bool[])[true, false] select new ExecutionShape(capacity, workers, optimizes),
        new(65, 2, Optimizes: true, IsChecked: false),
        new(4096, 8, Optimizes: true, IsChecked: false),
    ];

    /// <summary>Every pair of values: each capacity with each worker count, the optimizer on and off with each of both.</summary>
    public static IReadOnlyList<ExecutionShape> Pairs { get; } =
    [
        .. from c in Enumerable.Range(0, BatchCapacities.Length)
           from w in Enumerable.Range(0, WorkerCounts.Length)
           select new ExecutionShape(BatchCapacities[c], WorkerCounts[w], Optimizes: (c + w) % 2 == 0),
    ];

    /// <summary>For expressions over constants or a row, which never see a second batch: folded, and run by small and by full batches.</summary>
    public static IReadOnlyList<ExecutionShape> Few { get; } = [Reference, new(1, 2, Optimizes: false), new(64, 8, Optimizes: true)];

    /// <summary>The settings of a session of this shape. Morsels and splits shrink with batches, so that small inputs have many of them.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings
    {
        get
        {
            var (morselRows, splitBytes) = BatchCapacity switch
            {
                1 => (3, 3000),
                63 => (20, 700),
                64 => (64, 7000),
                65 => (200, 20_000),
                _ => (4096, 4 << 20),
            };
            return
            [
                Setting("sqlspark.batch.capacity", BatchCapacity),
                new("sqlspark.master", string.Create(CultureInfo.InvariantCulture, $"local[{WorkerCount}]")),
                new("sqlspark.optimizer.enabled", Optimizes ? "true" : "false"),
                Setting("sqlspark.morsel.rows", morselRows),
                Setting("spark.sql.files.maxPartitionBytes", splitBytes),
            ];
        }
    }

    /// <summary>The shapes by the name that input files use.</summary>
    public static IReadOnlyList<ExecutionShape> Named(string? name) => name switch
    {
        null => Pairs,
        "full" => All,
        "few" => Few,
        _ => throw new FormatException($"'{name}' is no matrix"),
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"batches of {BatchCapacity}, {WorkerCount} workers, optimizer {(Optimizes ? "on" : "off")}{(IsChecked ? "" : ", unchecked memory")}");

    private static KeyValuePair<string, string> Setting(string key, int value) => new(key, value.ToString(CultureInfo.InvariantCulture));
}
