using SqlSpark.Testing;
using Xunit;
using static SqlSpark.Parser.Tests.Parsing;

namespace SqlSpark.Parser.Tests;

/// <summary>Statements of every form. The inputs are files, grouped by area: one statement each, separated by lines that end in ";".</summary>
public sealed class GrammarCoverageTests
{
    public static TheoryData<string, string> Statements()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.File("tests", "SqlSpark.Parser.Tests", "Inputs"), "*.sql").Order(StringComparer.Ordinal))
            foreach (var sql in File.ReadAllText(file).Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                data.Add(Path.GetFileNameWithoutExtension(file), sql);
        return data;
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void Parses_with_local_prediction(string area, string sql)
    {
        Assert.NotEmpty(area);
        Parses(sql);
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void Parses_in_capitals_and_over_many_lines(string area, string sql)
    {
        Assert.NotEmpty(area);
        if (sql.Contains("--", StringComparison.Ordinal) || sql.StartsWith("set ", StringComparison.OrdinalIgnoreCase))
            return;
        Parses(sql.ToUpperInvariant().Replace(" ", "\r\n\t /* x */ ", StringComparison.Ordinal).Replace("/* x */ */", "*/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_inputs_hold_all_22_queries_of_TPC_H() => Assert.Equal(22, Statements().Count(row => (string)row[0]! == "tpch"));
}
