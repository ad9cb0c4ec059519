using System.Globalization;
using System.Text;
using SqlSpark.Core.Collections;

namespace SqlSpark.Sql.Differential;

/// <summary>
/// Runs random queries and reports what came of them. A run is a row of seeds, each of which makes a few tables and some queries over them, so
/// that a seed and the number of queries repeat a case.
/// </summary>
/// <param name="name">What is run, for the report.</param>
/// <param name="features">What queries are made of.</param>
/// <param name="open">Makes the check over some tables, for a seed.</param>
internal sealed class RandomRun(string name, Features features, Func<int, EquatableArray<RandomTable>, ICaseCheck> open)
{
    /// <summary>How many queries to run, in place of the few that always run.</summary>
    public const string CountVariable = "SQLSPARK_RANDOM_QUERIES";

    /// <summary>The first seed: a number, or <c>random</c>.</summary>
    public const string SeedVariable = "SQLSPARK_RANDOM_SEED";

    /// <summary>A file that counts and differences are appended to while the queries run; beside it, under <c>.current</c>, stands the one that runs.</summary>
    public const string ReportVariable = "SQLSPARK_RANDOM_REPORT";

    private const int QueriesPerSeed = 40;
    private const int MaxDifferences = 8;

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Count, string Example)> _causes = new(StringComparer.Ordinal);
    private readonly List<string> _differences = [];

    /// <summary>Runs the queries.</summary>
    /// <param name="usualCount">How many, unless the environment says otherwise.</param>
    /// <returns>The counts, and every difference with what repeats it.</returns>
    public (string Counts, IReadOnlyList<string> Differences) Run(int usualCount)
    {
        var count = Environment.GetEnvironmentVariable(CountVariable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usualCount;
        var seed = Environment.GetEnvironmentVariable(SeedVariable) switch
        {
            null or "" => 1,
            "random" => Random.Shared.Next(1_000_000_000),
            var number => int.Parse(number, CultureInfo.InvariantCulture),
        };
        var first = seed;
        for (var done = 0; done < count && _differences.Count < MaxDifferences; seed++)
        {
            var random = new Random(seed);
            var tables = RandomTables.Of(random);
            using var check = open(seed, tables);
            for (var i = 0; i < QueriesPerSeed && done < count && _differences.Count < MaxDifferences; i++, done++)
                RunOne(check, new RandomCase(tables, new QueryGenerator(random, tables, features).Top()), seed);
            if (seed % 25 == 0)
                Report(Summary(first, done + 1));
        }

        var summary = Summary(first, count);
        Report(summary);
        return (summary, _differences);
    }

    private void RunOne(ICaseCheck check, RandomCase found, int seed)
    {
        if (Environment.GetEnvironmentVariable(ReportVariable) is { Length: > 0 } path)
            File.WriteAllText(path + ".current", found.Script(Dialect.Spark));
        var verdict = check.Check(found.Query);
        var key = verdict.Kind.ToString();
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
        if (verdict.Kind is not (VerdictKind.Agreement or VerdictKind.Difference))
        {
            var cause = $"{key}: {verdict.Cause}";
            _causes[cause] = (_causes.GetValueOrDefault(cause).Count + 1, _causes.GetValueOrDefault(cause).Example ?? found.Query.In(Dialect.Spark));
        }

        if (verdict.Kind != VerdictKind.Difference)
            return;
        var small = verdict.Cause.EndsWith(SparkSide.Slow, StringComparison.Ordinal) ? found : new Shrinker(tables => open(seed, tables), verdict.Cause).Shrink(found);
        using var again = open(seed, small.Tables);
        var difference = $"""
            {name}: {verdict.Cause} with seed {seed}
            {again.Check(small.Query).Detail}
            {small.Script(Dialect.Spark)}
            -- DuckDB
            {small.Script(Dialect.DuckDb)}
            -- Found as
            {found.Query.In(Dialect.Spark)}
            {again.Explain(small.Query)}
            """;
        _differences.Add(difference);
        Report(difference);
    }

    private string Summary(int seed, int count)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{name}: {count} queries from seed {seed}: ");
        text.AppendJoin(", ", _counts.Select(c => $"{c.Value} {c.Key}")).Append('\n');
        foreach (var (cause, (number, example)) in _causes.OrderByDescending(c => c.Value.Count).Take(25))
            text.Append(CultureInfo.InvariantCulture, $"  {number,6} {cause}   {example[..Math.Min(example.Length, 300)]}\n");
        return text.ToString();
    }

    private static void Report(string text)
    {
        if (Environment.GetEnvironmentVariable(ReportVariable) is { Length: > 0 } path)
            File.AppendAllText(path, text + "\n");
    }
}
