using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Tests.Compatibility;

/// <summary>Keeps <c>docs/spark-support.md</c> as the engine answers. SQLSPARK_GENERATE_GOLDEN_FILES=1 writes it anew.</summary>
public sealed partial class SupportPageTests : IDisposable
{
    private const string Yes = "yes";

    // Alternatives that only lead to others.
    private static readonly string[] Branches = ["create", "replace", "alter", "drop", "show", "describe", "set", "analyze", "alterNamespace", "alterTable", "alterView", "setMalformedTimeZone"];

    private static readonly string[] Rules =
    [
        "statement", "setStatement", "analyzeStatement", "describeStatement", "showStatement", "dropStatement", "createStatement", "replaceStatement", "alterStatement",
        "alterNamespaceAction", "alterTableAction", "alterViewAction", "dataChange",
    ];

    private static readonly (string Type, string Small, string Large)[] Types =
    [
        ("BOOLEAN", "false", "true"), ("TINYINT", "1Y", "2Y"), ("SMALLINT", "1S", "2S"), ("INT", "1", "2"), ("BIGINT", "1L", "2L"), ("FLOAT", "1.5F", "2.5F"), ("DOUBLE", "1.5D", "2.5D"),
        ("DECIMAL(38,10)", "CAST(1.5 AS DECIMAL(38,10))", "CAST(12345678901234567890.5 AS DECIMAL(38,10))"), ("STRING", "'a'", "'b'"), ("STRING COLLATE UNICODE", "'a' COLLATE UNICODE", "'b' COLLATE UNICODE"),
        ("BINARY", "X'41'", "X'42'"), ("DATE", "DATE '2026-01-01'", "DATE '2026-01-02'"), ("TIMESTAMP", "TIMESTAMP '2026-01-01 00:00:00.5'", "TIMESTAMP '2026-01-02 00:00:00'"),
        ("TIMESTAMP_NTZ", "TIMESTAMP_NTZ '2026-01-01 00:00:00.5'", "TIMESTAMP_NTZ '2026-01-02 00:00:00'"), ("TIME(6)", "TIME '01:02:03.5'", "TIME '01:02:04'"),
        ("INTERVAL YEAR TO MONTH", "INTERVAL '1-2' YEAR TO MONTH", "INTERVAL '1-3' YEAR TO MONTH"),
        ("INTERVAL DAY TO SECOND", "INTERVAL '1 02:03:04.5' DAY TO SECOND", "INTERVAL '2 00:00:00' DAY TO SECOND"), ("INTERVAL", "make_interval(1, 2, 0, 3)", "make_interval(1, 2, 0, 4)"),
        ("ARRAY<INT>", "array(1, 2)", "array(1, 3)"), ("MAP<STRING,INT>", "map('k', 1)", "map('k', 2)"), ("STRUCT<a: INT, b: STRING>", "named_struct('a', 1, 'b', 'x')", "named_struct('a', 1, 'b', 'y')"),
        ("VARIANT", "parse_json('1')", "parse_json('2')"), ("VOID", "NULL", "NULL"),
    ];

    // Names that the grammar or the analyzer knows; operators stand between their operands.
    private static readonly Dictionary<string, string> Syntax = new(StringComparer.Ordinal)
    {
        ["cast"] = "SELECT cast(1 AS STRING)",
        ["div"] = "SELECT 4 div 2",
        ["grouping"] = "SELECT grouping(a) FROM VALUES (1) AS t(a) GROUP BY CUBE (a)",
        ["grouping_id"] = "SELECT grouping_id() FROM VALUES (1) AS t(a) GROUP BY CUBE (a)",
        ["current_catalog"] = "SELECT current_catalog()",
        ["current_database"] = "SELECT current_database()",
        ["current_schema"] = "SELECT current_schema()",
        ["current_path"] = "SELECT current_path()",
        ["range"] = "SELECT * FROM range(3)",
        ["collate"] = "SELECT collate('a', 'UTF8_BINARY')",
        ["!"] = "SELECT ! true",
        ["not"] = "SELECT NOT true",
        ["in"] = "SELECT 1 IN (1, 2)",
        ["and"] = "SELECT true AND false",
        ["or"] = "SELECT true OR false",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-support").FullName;
    private readonly SparkSession _session;

    public SupportPageTests() =>
        _session = SparkSession.Builder().Master("local[2]").Config("spark.sql.warehouse.dir", Path.Combine(_folder, "warehouse")).GetOrCreate();

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_page_says_what_the_engine_does()
    {
        var path = Path.Combine(Here(), "..", "..", "..", "docs", "spark-support.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("SQLSPARK_GENERATE_GOLDEN_FILES") == "1")
            File.WriteAllText(path, page);
        Assert.Equal(page, File.ReadAllText(path));
    }

    [Fact]
    public void Every_statement_of_the_grammar_has_an_example()
    {
        var grammar = File.ReadAllText(Path.Combine(Here(), "..", "..", "..", "grammar", "SqlSparkParser.g4"));
        var labels = Rules.SelectMany(rule => Label().Matches(RuleText(grammar, rule)).Select(m => m.Groups[1].Value)).Except(Branches);
        var examples = Script().Where(line => line.StartsWith("-- @", StringComparison.Ordinal)).Select(line => line[4..line.IndexOf(' ', 4)]).Except(["compoundBlock"]);
        Assert.Equal(labels.Order(StringComparer.Ordinal), examples.Distinct().Order(StringComparer.Ordinal));
    }

    private static string RuleText(string grammar, string rule)
    {
        var start = grammar.IndexOf($"\n{rule}\n", StringComparison.Ordinal);
        return grammar[start..grammar.IndexOf("\n    ;", start, StringComparison.Ordinal)];
    }

    private string Page()
    {
        var page = new StringBuilder();
        page.Append("# What of Spark SQL is there\n");
        page.Append("Generated by running the examples; [compatibility.md](compatibility.md) has the details, [functions.md](functions.md) each function.\n");
        page.Append("`SQLSPARK_GENERATE_GOLDEN_FILES=1 dotnet test tests/SqlSpark.Tests --filter SupportPageTests` writes this page anew. What is not there is refused with the condition that a cell shows.\n");
        AppendStatements(page);
        AppendTypes(page);
        AppendFunctions(page);
        return page.ToString();
    }

    private void AppendStatements(StringBuilder page)
    {
        page.Append("\n## Statements\n");
        string? title = null;
        foreach (var line in Script())
        {
            if (line.StartsWith("-- ## ", StringComparison.Ordinal))
            {
                page.Append("\n### ").Append(line[6..]).Append("\n| Statement | Example | |\n| --- | --- | --- |\n");
            }
            else if (line.StartsWith("-- @", StringComparison.Ordinal))
            {
                title = line[(line.IndexOf(' ', 4) + 1)..];
            }
            else if (!line.StartsWith("--", StringComparison.Ordinal) && line.Length > 0)
            {
                var state = Try(line);
                if (title is not null)
                    page.Append(CultureInfo.InvariantCulture, $"| {title} | `{Cell(line.TrimEnd(';').Replace("warehouse:", string.Empty, StringComparison.Ordinal))}` | {state} |\n");
                else
                    Assert.Equal(Yes, state);
                title = null;
            }
        }
    }

    private void AppendTypes(StringBuilder page)
    {
        page.Append("\n## Types\n| Type | to text and back | ORDER BY | GROUP BY | join | Parquet | CSV | JSON |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var (type, small, large) in Types)
        {
            var values = $"(SELECT {small} AS v UNION ALL SELECT {large})";
            string[] cells =
            [
                Check($"SELECT CAST(CAST(CAST({small} AS STRING) AS {type}) AS STRING) <=> CAST({small} AS STRING)"),
                Check($"SELECT count(*) = 2 FROM (SELECT v FROM {values} ORDER BY v)"),
                Check($"SELECT count(*) > 0 FROM (SELECT v FROM {values} GROUP BY v)"),
                Check($"SELECT count(*) < 3 FROM {values} AS l JOIN {values} AS r ON l.v = r.v"),
                .. new[] { "parquet", "csv", "json" }.Select(format => TryFile(format, type, small, large)),
            ];
            page.Append(CultureInfo.InvariantCulture, $"| {type} | {string.Join(" | ", cells)} |\n");
        }
    }

    private string TryFile(string format, string type, string small, string large)
    {
        var folder = Path.Combine(_folder, "types", format, Guid.NewGuid().ToString("N"));
        var state = Try($"INSERT OVERWRITE DIRECTORY '{folder}' USING {format} SELECT {small} AS v UNION ALL SELECT {large}");
        if (state == Yes)
            state = Try($"CREATE OR REPLACE TEMPORARY VIEW written (v {type}) USING {format} OPTIONS (path '{folder}')");
        return state == Yes ? Check($"SELECT count(*) > 0 FROM written WHERE CAST(v AS STRING) <=> CAST({small} AS STRING)") : state;
    }

    private void AppendFunctions(StringBuilder page)
    {
        var here = Column("SHOW ALL FUNCTIONS").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var spark = File.ReadLines(Path.Combine(Here(), "spark-functions.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        here.UnionWith(spark.Select(f => f[0]).Where(name => !here.Contains(name) && Example(name) is { } sql && Try(sql) == Yes));
        var count = spark.Count(f => here.Contains(f[0]));
        page.Append(CultureInfo.InvariantCulture, $"\n## Functions\n{count} of the {spark.Count} functions and operators that Spark 4.1 documents.\n\n| Group | There | Missing |\n| --- | ---: | --- |\n");
        foreach (var group in spark.GroupBy(f => f[1]).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var missing = group.Select(f => f[0]).Where(name => !here.Contains(name)).Order(StringComparer.Ordinal).ToList();
            page.Append(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count() - missing.Count} of {group.Count()} | {string.Join(", ", missing.Select(m => $"`{Cell(m)}`"))} |\n");
        }
    }

    private static string? Example(string name) => Syntax.TryGetValue(name, out var sql) ? sql : name.Any(char.IsLetter) ? null : $"SELECT 4 {name} 2";

    /// <summary>Yes when the only value of a query is true.</summary>
    private string Check(string sql)
    {
        var state = Try(sql);
        return state != Yes || Column(sql) is ["true"] ? state : "wrong";
    }

    private string Try(string sql)
    {
        try
        {
            Column(sql.TrimEnd(';').Replace("warehouse:", Path.Combine(_folder, "files"), StringComparison.Ordinal));
            return Yes;
        }
        catch (SqlSparkException error)
        {
            return $"`{error.Condition}`";
        }
    }

    private List<string> Column(string sql)
    {
        using var result = _session.Sql(sql).Execute();
        return result.CollectRows().ConvertAll(row => row.Length == 0 ? string.Empty : row[0] switch { true => "true", var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty });
    }

    private static string[] Script() => File.ReadAllLines(Path.Combine(Here(), "statements.sql"));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"#(\w+)")]
    private static partial Regex Label();
}
