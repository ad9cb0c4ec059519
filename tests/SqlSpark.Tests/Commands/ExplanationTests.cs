using Xunit;

namespace SqlSpark.Tests.Commands;

public sealed class ExplanationTests : IDisposable
{
    private readonly SparkSession _session = SparkSession.Builder().Master("local[1]").GetOrCreate();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void COST_prints_what_is_estimated_of_every_logical_node()
    {
        var text = Explain("COST", "SELECT id + 1 AS x FROM range(1000) WHERE id = 7");
        var lines = text.Split('\n');
        Assert.Equal("== Optimized Logical Plan ==", lines[0]);
        Assert.EndsWith(", Statistics(sizeInBytes=16.0 B, rowCount=1)", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Project", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(", Statistics(sizeInBytes=16.0 B, rowCount=1)", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("+- Filter", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(", Statistics(sizeInBytes=7.8 KiB, rowCount=1.00E+3)", lines[3], StringComparison.Ordinal);
        Assert.Contains("== Physical Plan ==", text, StringComparison.Ordinal);
    }

    [Fact]
    public void EXTENDED_prints_no_estimates() =>
        Assert.DoesNotContain("Statistics(", Explain("EXTENDED", "SELECT id FROM range(1000)"), StringComparison.Ordinal);

    [Fact]
    public void CODEGEN_prints_the_programs_of_filters_and_projections()
    {
        var text = Explain("CODEGEN", "SELECT id * 2 AS x FROM range(10) WHERE id > 3");
        Assert.StartsWith("Found 1 programs.\n== Program 1 / 1 ==\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("== Physical Plan ==", text, StringComparison.Ordinal);
    }

    [Fact]
    public void CODEGEN_of_a_plan_without_expressions_finds_none() =>
        Assert.StartsWith("Found 0 programs.", Explain("CODEGEN", "SELECT * FROM range(10)"), StringComparison.Ordinal);

    private string Explain(string mode, string query) => (string)_session.Sql($"EXPLAIN {mode} {query}").CollectValues()[0][0]!;
}
