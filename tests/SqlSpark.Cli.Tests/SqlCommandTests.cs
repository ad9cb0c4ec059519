using Xunit;

namespace SqlSpark.Cli.Tests;

public sealed class SqlCommandTests
{
    [Fact]
    public void Prints_csv_with_a_header_and_empty_fields_for_null()
    {
        var result = CommandLine.Run("sql", "SELECT * FROM VALUES (1, 'a,b'), (2, NULL), (3, '') AS t(id, name)", "--format", "csv");
        Assert.Equal("id,name\n1,\"a,b\"\n2,\n3,\"\"\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void Prints_tsv() =>
        Assert.Equal("a\tb\n1\tx\n", CommandLine.Run("sql", "SELECT 1 AS a, 'x' AS b", "--format", "tsv").Output);

    [Fact]
    public void Prints_json_with_typed_values() => Assert.Equal(
        "[\n{\"n\":1,\"d\":1.50,\"s\":\"x\",\"b\":true,\"z\":null}\n]\n",
        CommandLine.Run("sql", "SELECT 1 AS n, 1.50 AS d, 'x' AS s, true AS b, NULL AS z", "--format", "json").Output);

    [Fact]
    public void Prints_an_object_a_line_as_jsonl() =>
        Assert.Equal("{\"id\":0}\n{\"id\":1}\n", CommandLine.Run("sql", "SELECT id FROM range(2)", "--format", "jsonl").Output);

    [Fact]
    public void Prints_a_markdown_table_with_numbers_to_the_right() =>
        Assert.Equal("| a | b |\n| ---: | --- |\n| 1 | x |\n", CommandLine.Run("sql", "SELECT 1 AS a, 'x' AS b", "--format", "markdown").Output);

    [Fact]
    public void Prints_a_block_a_row_vertically() =>
        Assert.Equal("-[ row 1 ]-\n  a | 1\nbcd | NULL\n", CommandLine.Run("sql", "SELECT 1 AS a, NULL AS bcd", "--format", "vertical").Output);

    [Fact]
    public void Prints_a_table_with_the_number_of_rows() =>
        Assert.EndsWith("(2 rows)\n", CommandLine.Run("sql", "SELECT id FROM range(2)").Output, StringComparison.Ordinal);

    [Fact]
    public void Runs_several_statements_in_one_session() => Assert.Equal(
        "n\n3\n",
        CommandLine.Run("sql", "CREATE TEMPORARY VIEW v AS SELECT * FROM range(3); SELECT count(*) AS n FROM v", "--format", "csv").Output);

    [Fact]
    public void An_error_points_at_the_text_and_gives_exit_code_1()
    {
        var result = CommandLine.Run("sql", "SELECT typo FROM range(3)");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("UNRESOLVED_COLUMN.WITH_SUGGESTION", result.Error, StringComparison.Ordinal);
        Assert.Contains("`id`", result.Error, StringComparison.Ordinal);
        Assert.Contains("line 1, position 8", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_syntax_error_shows_a_caret()
    {
        var result = CommandLine.Run("sql", "SELECT 1 +");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("PARSE_SYNTAX_ERROR", result.Error, StringComparison.Ordinal);
        Assert.Contains("----------^^^", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_of_the_command_line_counts() => Assert.Equal(
        "r\n\"\"\n".Replace("\"\"", "", StringComparison.Ordinal),
        CommandLine.Run("sql", "SELECT 1 / 0 AS r", "--format", "csv", "--conf", "spark.sql.ansi.enabled=false").Output);

    [Fact]
    public void Division_by_zero_is_an_error_in_ansi_mode() =>
        Assert.Contains("DIVIDE_BY_ZERO", CommandLine.Run("sql", "SELECT 1 / 0").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("sql")]
    [InlineData("sql", "SELECT 1", "--format", "xls")]
    [InlineData("sql", "SELECT 1", "--conf", "novalue")]
    [InlineData("run")]
    [InlineData("nonsense")]
    [InlineData("run", "no-such-file.sql")]
    [InlineData("sql", "SELECT 1", "--conf", "spark.sql.ansi.enabled=perhaps")]
    public void Wrong_usage_gives_exit_code_2_and_says_why(params string[] arguments)
    {
        var result = CommandLine.Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.Error);
    }

    [Fact]
    public void A_missing_file_is_a_classed_error()
    {
        var result = CommandLine.Run("sql", "CREATE TEMPORARY VIEW v USING csv OPTIONS (path 'no/such/file.csv')");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("PATH_NOT_FOUND", result.Error, StringComparison.Ordinal);
    }
}
