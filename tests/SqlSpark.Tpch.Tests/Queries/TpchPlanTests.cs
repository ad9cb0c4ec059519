using System.Globalization;
using System.Text.RegularExpressions;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Tpch.Queries;

/// <summary>
/// Plans of the queries over what files of scale factor 1 tell of the tables: they show what a change of the optimizer does. <c>SQLSPARK_GENERATE_GOLDEN_FILES=1</c> writes them anew.
/// </summary>
public sealed partial class TpchPlanTests
{
    private static readonly string StatisticsFile = RepositoryRoot.File("tpch", "statistics", "sf1.tsv");

    public static TheoryData<int> Numbers => [.. Enumerable.Range(1, TpchQueries.Count)];

    private static bool Generates => Environment.GetEnvironmentVariable("SQLSPARK_GENERATE_GOLDEN_FILES") == "1";

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_query_has_the_plan_that_was_recorded(int number)
    {
        var plan = TpchPlans.Explain(StatisticsFile, TpchQueries.Get(number)).ReplaceLineEndings("\n");
        plan = WithSmallIds(plan).TrimEnd() + "\n";
        var file = RepositoryRoot.File("tests", "SqlSpark.Tpch.Tests", "Plans", string.Create(CultureInfo.InvariantCulture, $"q{number}.txt"));
        if (Generates)
            File.WriteAllText(file, plan);
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), plan);
    }

    /// <summary><c>SQLSPARK_TPCH_DATA</c> names the folder of Parquet files whose statistics are recorded.</summary>
    [SkippableFact]
    public void Statistics_are_recorded_from_files()
    {
        var folder = Environment.GetEnvironmentVariable("SQLSPARK_TPCH_DATA");
        Skip.If(folder is null || !Generates, "nothing to record");
        File.WriteAllLines(StatisticsFile, TpchPlans.ReadStatistics(folder!));
    }

    /// <summary>Ids of columns, which are unique in the process, by the order in which they appear.</summary>
    private static string WithSmallIds(string plan)
    {
        var ids = new Dictionary<string, int>();
        return Id().Replace(plan, match =>
        {
            if (!ids.TryGetValue(match.Value, out var id))
                ids.Add(match.Value, id = ids.Count);
            return string.Create(CultureInfo.InvariantCulture, $"#{id}");
        });
    }

    [GeneratedRegex("#[0-9]+(?![0-9])")]
    private static partial Regex Id();
}
