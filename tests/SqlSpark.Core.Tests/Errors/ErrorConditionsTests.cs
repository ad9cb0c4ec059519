using System.Text.Json;
using System.Text.RegularExpressions;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Core.Tests.Errors;

public sealed partial class ErrorConditionsTests
{
    [Fact]
    public void Finds_a_condition_and_a_sub_condition_by_full_name()
    {
        Assert.True(ErrorConditions.TryFind("DIVIDE_BY_ZERO", out var condition));
        Assert.Equal("22012", condition.SqlState);
        Assert.Null(condition.SubCondition);

        Assert.True(ErrorConditions.TryFind("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", out var subCondition));
        Assert.Equal(("DATATYPE_MISMATCH", "UNEXPECTED_INPUT_TYPE", "42K09"), (subCondition.Name, subCondition.SubCondition, subCondition.SqlState));
    }

    [Fact]
    public void A_sub_condition_begins_with_the_text_of_its_condition()
    {
        var main = ErrorConditions.Get("UNRESOLVED_COLUMN");
        Assert.True(main.HasSubConditions);
        Assert.Equal(main.MessageTemplate, ErrorConditions.Get("UNRESOLVED_COLUMN.WITHOUT_SUGGESTION").MessageTemplate);
        Assert.StartsWith(main.MessageTemplate + " ", ErrorConditions.Get("UNRESOLVED_COLUMN.WITH_SUGGESTION").MessageTemplate, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_condition_is_a_bug()
    {
        Assert.False(ErrorConditions.TryFind("NO_SUCH_CONDITION", out _));
        Assert.Throws<InternalException>(() => ErrorConditions.Get("NO_SUCH_CONDITION"));
    }

    [Fact]
    public void Every_condition_has_a_well_formed_name_and_SQLSTATE()
    {
        Assert.True(ErrorConditions.All.Count > 1000);
        foreach (var condition in ErrorConditions.All)
        {
            Assert.Matches(NamePattern(), condition.FullName);
            if (condition.Name.StartsWith("_LEGACY_ERROR_TEMP_", StringComparison.Ordinal))
                Assert.Null(condition.SqlState);
            else
                Assert.Matches(SqlStatePattern(), condition.SqlState);
        }
    }

    [Fact]
    public void Every_condition_that_is_raised_has_a_text()
    {
        foreach (var condition in ErrorConditions.All.Where(static condition => !condition.HasSubConditions))
            Assert.False(string.IsNullOrWhiteSpace(condition.MessageTemplate), condition.FullName);
    }

    [Fact]
    public void Angle_brackets_stand_for_parameters_only()
    {
        foreach (var condition in ErrorConditions.All)
        {
            var withoutParameters = PlaceholderPattern().Replace(condition.MessageTemplate, "");
            Assert.True(withoutParameters.IndexOf('<', StringComparison.Ordinal) < 0, condition.FullName + ": " + condition.MessageTemplate);
            Assert.Equal(
                PlaceholderPattern().Matches(condition.MessageTemplate).Select(static match => match.Groups[1].Value).Distinct(StringComparer.Ordinal),
                condition.ParameterNames);
        }
    }

    [Fact]
    public void The_file_is_sorted()
    {
        using var stream = typeof(ErrorConditions).Assembly.GetManifestResourceStream("SqlSpark.Core.Errors.error-conditions.json")!;
        using var document = JsonDocument.Parse(stream);
        AssertSorted(document.RootElement);
        foreach (var condition in document.RootElement.EnumerateObject())
        {
            if (condition.Value.TryGetProperty("subClass", out var subConditions))
                AssertSorted(subConditions);
        }
    }

    [Fact]
    public void Conditions_of_this_engine_are_marked()
    {
        Assert.Equal(ErrorOrigin.SqlSpark, ErrorConditions.Get("MEMORY_LIMIT_EXCEEDED").Origin);
        Assert.Equal(ErrorOrigin.SqlSpark, ErrorConditions.Get("UNSUPPORTED_FEATURE.SPILL").Origin);
        Assert.Equal(ErrorOrigin.Spark, ErrorConditions.Get("UNSUPPORTED_FEATURE.TIME_TRAVEL").Origin);
        Assert.Equal(ErrorOrigin.Spark, ErrorConditions.Get("UNSUPPORTED_FEATURE").Origin);
    }

    [SkippableFact]
    public void Every_condition_of_the_conformance_suite_exists_with_its_SQLSTATE()
    {
        var cases = FindConformanceCases();
        Skip.If(cases is null, "the conformance suite is not next to the repository");
        var seen = 0;
        foreach (var file in Directory.EnumerateFiles(cases, "*.jsonl", SearchOption.AllDirectories))
        {
            foreach (var line in File.ReadLines(file))
            {
                using var document = JsonDocument.Parse(line);
                if (!document.RootElement.TryGetProperty("error", out var error)
                    || !error.TryGetProperty("class", out var name)
                    || !NamePattern().IsMatch(name.GetString()!))
                {
                    continue;
                }

                seen++;
                Assert.True(ErrorConditions.TryFind(name.GetString()!, out var condition), name.GetString());
                if (error.TryGetProperty("sqlState", out var sqlState))
                    Assert.Equal(condition.FullName + " " + sqlState.GetString(), condition.FullName + " " + condition.SqlState);
            }
        }

        Assert.True(seen > 1000);
    }

    private static string? FindConformanceCases()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var cases = Path.Combine(folder.FullName, "shared", "conformance", "cases");
            if (Directory.Exists(cases))
                return cases;
        }

        return null;
    }

    private static void AssertSorted(JsonElement element)
    {
        var names = element.EnumerateObject().Select(static property => property.Name).ToArray();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [GeneratedRegex("^_?[A-Z][A-Z0-9]*(_[A-Z0-9]+)*(\\.[A-Z][A-Z0-9]*(_[A-Z0-9]+)*)?$", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[0-9A-Z]{5}$", RegexOptions.None, 1000)]
    private static partial Regex SqlStatePattern();

    [GeneratedRegex("<([a-zA-Z0-9_-]+)>", RegexOptions.None, 1000)]
    private static partial Regex PlaceholderPattern();
}
