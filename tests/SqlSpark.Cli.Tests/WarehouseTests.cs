using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace SqlSpark.Cli.Tests;

/// <summary>Processes that share a warehouse, and some that are killed.</summary>
public sealed class WarehouseTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-cli").FullName;

    private string Warehouse => Path.Combine(_folder, "warehouse");

    private string[] Settings => ["--conf", $"spark.sql.warehouse.dir={Warehouse}"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Tables_views_and_functions_stay_from_run_to_run()
    {
        Assert.Empty(Sql("CREATE TABLE t AS SELECT 1 AS a; CREATE VIEW v AS SELECT a + 1 AS b FROM t; CREATE FUNCTION f(x INT) RETURNS INT RETURN x * 10").Output);
        Assert.Equal("a,b,c\n1,2,20\n", Sql("SELECT t.a, v.b, f(v.b) AS c FROM t, v", "--format", "csv").Output);
        Assert.Contains("[TABLE_OR_VIEW_NOT_FOUND]", Sql("SELECT * FROM t", "--conf", "spark.sql.catalogImplementation=in-memory").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_leaves_no_folder()
    {
        Assert.Equal(0, Sql("SELECT count(*) FROM range(10); CREATE TEMPORARY VIEW v AS SELECT 1 AS a; SELECT * FROM v").ExitCode);
        Assert.False(Directory.Exists(Warehouse));
    }

    /// <summary>
    /// Two processes at a time create, fill, rename and drop tables of their own, and change one that they share, until they are killed in the middle of something. What they said was done is done, the
    /// statement that each was running is done or not, and nothing else is there.
    /// </summary>
    [Fact]
    public void Processes_that_are_killed_lose_nothing_and_leave_nothing_half_done()
    {
        const int Rounds = 3;
        var seed = Random.Shared.Next();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}"));
        var random = new Random(seed);
        var expected = new Expectation();
        Assert.Equal(0, Sql("CREATE TABLE shared (worker INT, step INT)").ExitCode);
        using var session = SparkSession.Builder().Config("spark.sql.catalogImplementation", "warehouse").Config("spark.sql.warehouse.dir", Warehouse).GetOrCreate();
        for (var round = 0; round < Rounds; round++)
        {
            var kills = Enumerable.Range(0, 2).Select(i => (Worker: (2 * round) + i, Lines: random.Next(3, 60), Delay: random.Next(0, 30))).ToArray();
            var runs = kills.AsParallel().WithDegreeOfParallelism(kills.Length).Select(kill => (kill.Worker, Results: RunAndKill(kill.Worker, round, kill.Lines, kill.Delay))).ToArray();
            foreach (var (worker, results) in runs)
                expected.Add(worker, Steps(worker, round), results);
            expected.Check(session, seed);
        }

        // The next change removes what is left of the dead.
        session.Sql("ALTER TABLE shared SET TBLPROPERTIES ('last' = 'x')");
        var tables = session.Sql("SHOW TABLES").CollectValues().Select(row => (string)row[1]!).Where(name => name[0] != 'v').Append("_sqlspark-catalog");
        Assert.Equal(tables.Order(StringComparer.Ordinal), new DirectoryInfo(Warehouse).GetDirectories().Select(d => d.Name).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFiles(Path.Combine(Warehouse, "_sqlspark-catalog", "claims")));
    }

    /// <summary>What a worker does, in order.</summary>
    private static IReadOnlyList<Step> Steps(int worker, int round)
    {
        var steps = new List<Step>();
        for (var i = 0; i < 200; i++)
        {
            var table = $"t_{worker}_{i}";
            steps.Add(new("table", table, i.ToString(CultureInfo.InvariantCulture), $"CREATE TABLE {table} AS SELECT {i} AS a"));
            steps.Add(new("row", table, "", $"INSERT INTO {table} VALUES ({i})"));
            steps.Add(new("view", $"v_{worker}_{i}", "", $"CREATE VIEW v_{worker}_{i} AS SELECT {i} AS a"));
            steps.Add(new("property", $"p_{worker}_{i}", "", $"ALTER TABLE shared SET TBLPROPERTIES ('p_{worker}_{i}' = 'x')"));
            steps.Add(new("function", $"f_{worker}_{i}", i.ToString(CultureInfo.InvariantCulture), $"CREATE FUNCTION f_{worker}_{i}() RETURNS INT RETURN {i}"));
            steps.Add(new("shared", $"{worker}.{i}", "", $"INSERT INTO shared VALUES ({worker}, {i})"));
            steps.Add(new("race", $"race_{round}_{i}", "", $"CREATE TABLE race_{round}_{i} (a INT)"));
            if (i % 3 == 0)
                steps.Add(new("rename", table, $"r_{worker}_{i}", $"ALTER TABLE {table} RENAME TO r_{worker}_{i}"));
            else if (i % 3 == 1)
                steps.Add(new("drop", table, "", $"DROP TABLE {table}"));
        }

        return steps;
    }

    private CommandResult Sql(string statements, params string[] arguments) => CommandLine.Run(["sql", statements, .. Settings, .. arguments]);

    /// <summary>Runs a worker, and kills it a moment after it has reported some statements. Returns the conditions of what it reported; null for success.</summary>
    private List<string?> RunAndKill(int worker, int round, int lines, int delayMilliseconds)
    {
        var file = Path.Combine(_folder, $"worker{worker}.json");
        File.WriteAllText(file, JsonSerializer.Serialize(Steps(worker, round).Select(step => step.Sql).ToArray()));
        using var process = CommandLine.Start(["run", "--statements", file, "--format", "json", "--on-error", "continue", "--master", "local[1]", .. Settings]);
        var error = process.StandardError.ReadToEndAsync();
        var results = new List<string?>();
        while (results.Count < lines && process.StandardOutput.ReadLine() is { } line)
            results.Add(ConditionOf(line));
        var start = Stopwatch.GetTimestamp();
        SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(start).TotalMilliseconds > delayMilliseconds);
        process.Kill();

        // What it wrote before it died counts, but for the beginning of a line.
        var rest = process.StandardOutput.ReadToEnd();
        results.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ConditionOf));
        process.WaitForExit();
        Assert.True(results.Count >= lines, error.Result);
        return results;
    }

    private static string? ConditionOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.TryGetProperty("error", out var error) ? error.GetProperty("class").GetString() : null;
    }

    /// <summary>A statement of a worker.</summary>
    /// <param name="Kind">What it does.</param>
    /// <param name="Name">What it is done to.</param>
    /// <param name="Value">What with.</param>
    /// <param name="Sql">The statement.</param>
    private sealed record Step(string Kind, string Name, string Value, string Sql);

    /// <summary>What is there after all that was said to be done.</summary>
    private sealed class Expectation
    {
        private readonly Dictionary<string, (int Value, int Rows)> _tables = [];
        private readonly HashSet<string> _views = [];
        private readonly HashSet<string> _races = [];
        private readonly HashSet<string> _properties = [];
        private readonly HashSet<string> _rows = [];
        private readonly Dictionary<string, int> _functions = [];
        private readonly List<Step> _open = [];

        public void Add(int worker, IReadOnlyList<Step> steps, List<string?> results)
        {
            for (var i = 0; i < results.Count; i++)
            {
                if (results[i] is not { } condition)
                    Add(steps[i]);
                else
                    Assert.True(steps[i].Kind == "race" && condition == "TABLE_OR_VIEW_ALREADY_EXISTS", $"Worker {worker}: {steps[i].Sql} failed with {condition}");
            }

            if (results.Count < steps.Count)
                _open.Add(steps[results.Count]);
        }

        public void Check(SparkSession session, int seed)
        {
            var found = session.Sql("SHOW TABLES").CollectValues().Select(row => (string)row[1]!).ToHashSet();
            foreach (var step in _open)
                Settle(step, session, found);
            _open.Clear();
            var names = _tables.Keys.Concat(_views).Concat(_races).Append("shared");
            Assert.True(found.SetEquals(names), $"Seed {seed}: {string.Join(", ", found.Except(names))} should not be, {string.Join(", ", names.Except(found))} are missing");
            foreach (var (name, (value, rows)) in _tables)
                Assert.Equal([(long)rows, (long)rows * value], session.Sql($"SELECT count(*), sum(a) FROM {name}").CollectValues()[0]);
            foreach (var name in _views.Concat(_races))
                session.Sql($"SELECT a FROM {name}").CollectValues();
            foreach (var (name, value) in _functions)
                Assert.Equal([value], session.Sql($"SELECT {name}()").CollectValues()[0]);
            Assert.Superset(_properties, PropertiesIn(session));
            Assert.Superset(_rows, RowsIn(session));
        }

        private static HashSet<string> PropertiesIn(SparkSession session) => [.. session.Sql("SHOW TBLPROPERTIES shared").CollectValues().Select(row => (string)row[0]!)];

        private static HashSet<string> RowsIn(SparkSession session) => [.. session.Sql("SELECT worker, step FROM shared").CollectValues().Select(row => $"{row[0]}.{row[1]}")];

        private void Add(Step step)
        {
            switch (step.Kind)
            {
                case "table":
                    _tables.Add(step.Name, (int.Parse(step.Value, CultureInfo.InvariantCulture), 1));
                    break;
                case "row":
                    _tables[step.Name] = _tables[step.Name] with { Rows = 2 };
                    break;
                case "view":
                    _views.Add(step.Name);
                    break;
                case "property":
                    _properties.Add(step.Name);
                    break;
                case "function":
                    _functions.Add(step.Name, int.Parse(step.Value, CultureInfo.InvariantCulture));
                    break;
                case "shared":
                    _rows.Add(step.Name);
                    break;
                case "race":
                    Assert.True(_races.Add(step.Name), $"{step.Name} was created twice");
                    break;
                case "rename":
                    _tables.Remove(step.Name, out var table);
                    _tables.Add(step.Value, table);
                    break;
                default:
                    _tables.Remove(step.Name);
                    break;
            }
        }

        /// <summary>A statement that nobody heard the end of has happened or not. Where it has not, it can be run now.</summary>
        private void Settle(Step step, SparkSession session, HashSet<string> found)
        {
            var happened = step.Kind switch
            {
                "table" or "view" => found.Contains(step.Name),
                "rename" => found.Contains(step.Value),
                "drop" => !found.Contains(step.Name),
                "row" => (long)session.Sql($"SELECT count(*) FROM {step.Name}").CollectValues()[0][0]! == 2,
                "property" => PropertiesIn(session).Contains(step.Name),
                "shared" => RowsIn(session).Contains(step.Name),
                "function" => session.Sql($"SHOW USER FUNCTIONS LIKE '{step.Name}'").CollectValues().Count > 0,
                _ => found.Contains(step.Name),
            };
            if (step.Kind == "race" && happened && _races.Contains(step.Name))
                return;
            if (!happened)
            {
                session.Sql(step.Sql);
                found.Remove(step.Kind is "rename" or "drop" ? step.Name : "");
                if (step.Kind is "table" or "view" or "race")
                    found.Add(step.Name);
                if (step.Kind == "rename")
                    found.Add(step.Value);
            }

            Add(step);
        }
    }
}
