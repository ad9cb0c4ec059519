using System.Globalization;
using Xunit;

namespace SqlSpark.Cli.Tests;

/// <summary>Writes of several processes, and of one that is killed.</summary>
public sealed class WriteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-cli").FullName;

    private string Target => Path.Combine(_folder, "out");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_are_named_in_FROM_by_their_path()
    {
        Assert.Equal(0, CommandLine.Run("sql", $"INSERT OVERWRITE DIRECTORY '{Target}' USING parquet OPTIONS (maxRecordsPerFile 40) SELECT id FROM range(100)").ExitCode);
        var result = CommandLine.Run("sql", $"SELECT count(*) AS n, sum(t.id) AS s FROM '{Target}/*.parquet' AS t WHERE id > 9", "--format", "csv");
        Assert.Equal("n,s\n90,4905\n", result.Output);
        Assert.Equal(1, CommandLine.Run("sql", $"SELECT * FROM '{Target}/*.parquet'", "--conf", "sqlspark.sql.fileRelations=false").ExitCode);
        Assert.Contains("[PATH_NOT_FOUND]", CommandLine.Run("sql", $"SELECT * FROM '{_folder}/missing.csv'").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_is_killed_leaves_the_old_files_and_the_next_one_cleans_up()
    {
        Assert.Equal(0, CommandLine.Run("sql", Insert("SELECT 'old' AS a")).ExitCode);
        using (var process = CommandLine.Start("sql", Insert("SELECT id FROM range(1000000000000)")))
        {
            SpinWait.SpinUntil(
                () => process.HasExited || Directory.EnumerateFiles(Target, "part-*", SearchOption.AllDirectories).Any(file => file.Contains("_temporary", StringComparison.Ordinal)),
                TimeSpan.FromMinutes(1));
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        Assert.True(Directory.Exists(Path.Combine(Target, "_temporary")));
        Assert.Equal("_c0\nold\n", Select("*"));
        Assert.Equal(0, CommandLine.Run("sql", Insert("SELECT 'new' AS a")).ExitCode);
        Assert.Equal("_c0\nnew\n", Select("*"));
        Assert.False(Directory.Exists(Path.Combine(Target, "_temporary")));
        Assert.Single(Directory.EnumerateFiles(Target, "part-*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Processes_that_write_at_the_same_time_replace_each_other_as_a_whole()
    {
        var processes = Enumerable.Range(0, 3).Select(i => CommandLine.Start(
            "sql", string.Join("; ", Enumerable.Repeat(Insert(string.Create(CultureInfo.InvariantCulture, $"SELECT {i} AS writer, id FROM range(1000)")), 5)))).ToList();
        foreach (var process in processes)
        {
            using (process)
            {
                var error = process.StandardError.ReadToEnd();
                process.WaitForExit();
                Assert.True(process.ExitCode == 0, error);
            }
        }

        Assert.Equal("n,writers,rows\n1000,1,1000\n", Select("count(*) AS n, count(DISTINCT _c0) AS writers, count(DISTINCT _c1) AS rows"));
        Assert.False(Directory.Exists(Path.Combine(Target, "_temporary")));
    }

    private string Insert(string query) => $"INSERT OVERWRITE DIRECTORY '{Target}' USING csv {query}";

    private string Select(string list) => CommandLine.Run("sql", $"SELECT {list} FROM csv.`{Target}`", "--format", "csv").Output;
}
