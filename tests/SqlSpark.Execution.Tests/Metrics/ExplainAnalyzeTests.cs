using System.Text.RegularExpressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Configuration;
using Xunit;
using static SqlSpark.Execution.Expressions;

namespace SqlSpark.Execution.Metrics;

public sealed partial class ExplainAnalyzeTests
{
    [Fact]
    public void Every_operator_shows_its_rows_and_batches()
    {
        using var engine = new EngineFixture();
        var limited = EngineFixture.Limit(EngineFixture.Numbers(10_000), 5000);
        var plan = EngineFixture.Limit(new Union([limited, EngineFixture.Numbers(10)]), 5005);
        var text = engine.Engine.ExplainAnalyze(plan, EngineFixture.Conf(1000, 10_000, 1));
        Assert.Equal(
            """
            == Physical Plan ==
            GlobalLimit 5005, 0 (rows=5005, batches=6, time=T)
            +- Union (rows=5010, batches=6, time=T)
               :- GlobalLimit 5000, 0 (rows=5000, batches=5, time=T)
               :  +- Range (0, 10000, step=1) (rows=5000, batches=5, time=T)
               +- Range (0, 10, step=1) (rows=10, batches=1, time=T)

            """,
            Measures().Replace(text, "time=T"));
    }

    [Fact]
    public void Explain_prints_the_plan_without_running_it()
    {
        using var engine = new EngineFixture();
        Assert.Equal(
            "== Physical Plan ==\nRange (0, 1000000000000, step=1)\n",
            engine.Engine.Explain(EngineFixture.Numbers(1_000_000_000_000), ConfSnapshot.Default));
    }

    [Fact]
    public void Explain_codegen_lists_the_program_of_every_chain()
    {
        using var engine = new EngineFixture();
        var numbers = EngineFixture.Numbers(10);
        var filter = new Filter(Above(numbers.Attribute, 3), numbers);
        var text = engine.Engine.ExplainCodegen(new Filter(Above(numbers.Attribute, 4), EngineFixture.Limit(filter, 2)), ConfSnapshot.Default);
        Assert.StartsWith("Found 2 programs.\n== Program 1 / 2 ==\nFilter ", text);
        Assert.Contains("== Program 2 / 2 ==\nFilter ", text);
    }

    [GeneratedRegex(@"time=\d+\.\d{3} ms", RegexOptions.None, 1000)]
    private static partial Regex Measures();
}
