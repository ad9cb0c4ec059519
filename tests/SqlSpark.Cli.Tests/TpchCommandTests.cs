using System.Text.Json;
using Xunit;

namespace SqlSpark.Cli.Tests;

public sealed class TpchCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sqlspark-cli-test-");

    [Fact]
    public void Generates_the_tables_that_were_asked_for()
    {
        var result = CommandLine.Run("tpch", "generate", "--scale", "0.001", "--output", _folder.FullName, "--tables", "Nation,region", "--threads", "2");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["nation.tbl", "region.tbl"], Files());
        Assert.Equal(25, File.ReadAllLines(Path.Combine(_folder.FullName, "nation.tbl")).Length);
        Assert.StartsWith("0|ALGERIA|0| haggle. carefully final deposits detect slyly agai|", File.ReadAllText(Path.Combine(_folder.FullName, "nation.tbl")));
        Assert.Contains("nation.tbl\t25 rows\t2224 bytes", result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void Generates_all_tables_without_a_list_into_a_new_folder()
    {
        var folder = Path.Combine(_folder.FullName, "new");
        var result = CommandLine.Run("tpch", "generate", "--scale", "0.001", "--output", folder, "--format", "csv", "--header", "false");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(8, Directory.GetFiles(folder, "*.csv").Length);
        Assert.Equal(1500, File.ReadAllLines(Path.Combine(folder, "orders.csv")).Length);
    }

    [Theory]
    [InlineData("snappy")]
    [InlineData("zstd")]
    [InlineData("none")]
    public void Parquet_files_hold_the_same_tables(string compression)
    {
        var parquet = CommandLine.Run(
            "tpch", "generate", "--scale", "0.01", "--output", _folder.FullName, "--format", "parquet", "--compression", compression, "--threads", "2");
        Assert.Equal("", parquet.Error);
        Assert.Equal(0, parquet.ExitCode);
        Assert.Equal(8, Files().Count());
        Assert.All(Files(), file => Assert.EndsWith(".parquet", file));
        var json = Path.Combine(_folder.FullName, "results.json");
        var run = CommandLine.Run(
            "tpch", "run", "--scale", "0.01", "--data", _folder.FullName, "--runs", "1", "--threads", "2", "--verify", "--json", json);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(22, run.Lines.Count(line => line.Contains("| yes", StringComparison.Ordinal)));
        Assert.Contains("\"mode\":\"parquet\"", File.ReadAllText(json));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_fails_the_command()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");
        var result = CommandLine.Run("tpch", "generate", "--scale", "0.001", "--output", Path.Combine(file, "folder"), "--tables", "region");
        Assert.Equal(1, result.ExitCode);
        Assert.NotEmpty(result.Error);
    }

    [Theory]
    [InlineData("generate", "--scale", "1.5", "--output", "x")]
    [InlineData("generate", "--scale", "0.001")]
    [InlineData("generate", "--scale", "0.001", "--output", "x", "--tables", "nations")]
    [InlineData("generate", "--scale", "0.001", "--output", "x", "--threads", "0")]
    [InlineData("generate", "--scale", "0.001", "--output", "x", "--compression", "zstd")]
    [InlineData("generate", "--scale", "0.001", "--output", "x", "--format", "parquet", "--compression", "lzo")]
    [InlineData("run", "--scale", "0.001", "--queries", "23")]
    [InlineData("run", "--scale", "0.001", "--queries", "6-1")]
    [InlineData("run", "--scale", "0.001", "--runs", "0")]
    [InlineData("run", "--scale", "0.001", "--queries", "1", "--verify")]
    [InlineData("verify", "--scale", "2")]
    public void Wrong_usage_is_exit_code_2(params string[] arguments)
    {
        var result = CommandLine.Run(["tpch", .. arguments]);
        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.Error);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("8")]
    public void All_queries_verify_over_generated_data(string threads)
    {
        var result = CommandLine.Run("tpch", "run", "--scale", "0.01", "--runs", "1", "--threads", threads, "--verify");
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(22, result.Lines.Count(line => line.Contains("| yes", StringComparison.Ordinal)));
        Assert.Contains(result.Lines, line => line.StartsWith("22 of 22 verified; medians: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Results_are_written_as_JSON()
    {
        var json = Path.Combine(_folder.FullName, "results.json");
        var result = CommandLine.Run("tpch", "run", "--scale", "0.01", "--queries", "1,6", "--runs", "2", "--threads", "2", "--verify", "--json", json);
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, result.Lines.Count(line => line.Contains("| yes", StringComparison.Ordinal)));

        using var document = JsonDocument.Parse(File.ReadAllText(json));
        var root = document.RootElement;
        Assert.Equal((0.01m, 2, "parquet"), (root.GetProperty("scale").GetDecimal(), root.GetProperty("threads").GetInt32(), root.GetProperty("mode").GetString()));
        var queries = root.GetProperty("queries").EnumerateArray().ToArray();
        Assert.Equal([(1, 4, true), (6, 1, true)], queries.Select(q =>
            (q.GetProperty("query").GetInt32(), q.GetProperty("rows").GetInt32(), q.GetProperty("verified").GetBoolean())));
        Assert.All(queries, query =>
        {
            var runs = query.GetProperty("runs_ms").EnumerateArray().Select(r => r.GetDouble()).ToArray();
            Assert.Equal(2, runs.Length);
            Assert.InRange(query.GetProperty("median_ms").GetDouble(), runs.Min(), runs.Max());
        });
    }

    [Fact]
    public void Rows_that_differ_from_the_answer_fail_the_command()
    {
        CommandLine.Run("tpch", "generate", "--scale", "0.001", "--output", _folder.FullName, "--tables", "lineitem");
        var result = CommandLine.Run("tpch", "verify", "--scale", "0.01", "--data", _folder.FullName, "--queries", "6");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Query 6: row 1, revenue: ", result.Output);
        Assert.Contains("0 of 1 verified", result.Output);
        Assert.Contains("| no", result.Output);
    }

    [Fact]
    public void Data_may_be_csv_files_and_folders_of_them()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "lineitem"));
        CommandLine.Run("tpch", "generate", "--scale", "0.01", "--output", Path.Combine(_folder.FullName, "lineitem"), "--tables", "lineitem", "--format", "csv");
        var json = Path.Combine(_folder.FullName, "results.json");
        var result = CommandLine.Run("tpch", "verify", "--scale", "0.01", "--data", _folder.FullName, "--queries", "6", "--json", json);
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("\"mode\":\"csv\"", File.ReadAllText(json));
    }

    [Fact]
    public void Files_in_a_format_without_a_source_are_named_in_the_error()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "lineitem.parquet"), "");
        var result = CommandLine.Run("tpch", "run", "--scale", "1", "--data", _folder.FullName, "--queries", "6");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("parquet", result.Output);
    }

    [Fact]
    public void Tables_that_are_missing_fail_their_queries()
    {
        var result = CommandLine.Run("tpch", "run", "--scale", "1", "--data", _folder.FullName, "--queries", "6");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("PATH_NOT_FOUND", result.Output);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<string> Files() => _folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal);
}
