using System.Text.Json;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Parser.Tests;

/// <summary>Walks Spark's own statements, where the conformance suite lies beside the repository.</summary>
public sealed class ConformanceTests
{
    /// <summary>Conditions that the grammar itself decides; all others are for the builder and later.</summary>
    private static readonly string[] Syntactic =
    [
        "PARSE_SYNTAX_ERROR", "PARSE_EMPTY_STATEMENT", "INVALID_IDENTIFIER", "UNCLOSED_BRACKETED_COMMENT",
        "SYNTAX_DISCONTINUED.BANG_EQUALS_NOT",
    ];

    /// <summary>Where Spark finds the syntax error only when it runs the statement, or by a setting that is not the grammar's.</summary>
    private static readonly string[] DecidedLater = ["identifier-clause", "EXECUTE IMMEDIATE", "from_json(", "from_xml("];

    [SkippableFact]
    public void Statements_that_Spark_parses_parse_without_full_prediction_and_the_others_fail_as_in_Spark()
    {
        var folder = FindCases();
        Skip.If(folder is null, "no conformance suite beside the repository");

        var count = 0;
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var kind = "statement";
            var options = ParserOptions.Default;
            foreach (var line in File.ReadLines(file))
            {
                using var json = JsonDocument.Parse(line);
                var entry = json.RootElement;
                if (entry.TryGetProperty("suite", out _))
                {
                    kind = entry.TryGetProperty("kind", out var k) ? k.GetString()! : kind;
                    continue;
                }

                var sql = entry.GetProperty("sql").GetString()!;
                count++;
                if (sql.StartsWith("set spark.sql.legacy.bangEqualsNot", StringComparison.Ordinal))
                    options = options with { BangEqualsNot = sql.EndsWith("true", StringComparison.Ordinal) };
                if (!IsDecidedLater(file, sql) && Check(kind, sql, options, entry) is { } problem)
                    wrong.Add($"{Path.GetFileName(file)}: {problem}: {sql}");
            }
        }

        Assert.True(count > 16_000, $"only {count} statements");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool IsDecidedLater(string file, string sql) => DecidedLater.Any(word =>
        file.Contains(word, StringComparison.Ordinal) || sql.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The suite lies in a folder <c>shared</c> beside the repository or beside a folder above it.</summary>
    private static string? FindCases()
    {
        for (var above = Directory.GetParent(RepositoryRoot.Path); above is not null; above = above.Parent)
        {
            var cases = Path.Combine(above.FullName, "shared", "conformance", "cases");
            if (Directory.Exists(cases))
                return cases;
        }

        return null;
    }

    private static string? Check(string kind, string sql, ParserOptions options, JsonElement entry)
    {
        var (failure, usedFullContext) = Parse(kind, sql, options);
        if (entry.TryGetProperty("error", out var error))
        {
            if (!error.TryGetProperty("class", out var name))
                return null;   // any error will do, perhaps a later one
            var condition = name.GetString()!;
            if (Syntactic.Contains(condition))
                return failure?.Condition == condition ? null : $"expected {condition}, got {failure?.Condition ?? "a tree"}";
        }

        return failure is not null ? $"does not parse, {failure.Condition} at {failure.Line}:{failure.Column}" : usedFullContext ? "full prediction" : null;
    }

    private static (ParseFailure? Failure, bool UsedFullContext) Parse(string kind, string sql, ParserOptions options)
    {
        switch (kind)
        {
            case "expression":
                var expression = SqlSyntax.ParseExpression(sql, options);
                return (expression.Failure, expression.UsedFullContext);
            case "datatype":
                var type = SqlSyntax.ParseDataType(sql, options);
                return (type.Failure, type.UsedFullContext);
            case "tableschema":
                var schema = SqlSyntax.ParseTableSchema(sql, options);
                return (schema.Failure, schema.UsedFullContext);
            default:
                var statement = SqlSyntax.ParseStatement(sql, options);
                return (statement.Failure, statement.UsedFullContext);
        }
    }
}
