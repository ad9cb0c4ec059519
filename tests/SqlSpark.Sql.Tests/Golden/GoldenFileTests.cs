using System.Text;
using Xunit;

namespace SqlSpark.Sql.Golden;

/// <summary>Runs the golden files in all shapes: docs/golden-sql.md.</summary>
public sealed class GoldenFileTests(EngineMatrix engines) : IClassFixture<EngineMatrix>
{
    private const int MaxReportedDifferences = 10;

    public static TheoryData<string> Names => new(GoldenFile.All.Select(f => f.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_are_the_golden_ones_in_every_shape(string name)
    {
        var file = new GoldenFile(name);
        var input = GoldenInput.Read(file.InputPath);
        if (file.IsToBeGenerated)
        {
            var entries = Run(input, ExecutionShape.Reference, []).ConvertAll(run => run.Entry);
            GoldenResults.Write(file.ResultPath, $"Recorded from this engine: {GoldenFile.GenerateVariable}=1, docs/golden-sql.md", entries);
            return;
        }

        var expected = GoldenResults.Read(file.ResultPath);
        Assert.Equal(expected.Select(e => e.Sql), input.Statements);

        var differences = new Dictionary<string, List<ExecutionShape>>(StringComparer.Ordinal);
        List<StatementRun>? reference = null;
        foreach (var shape in input.Shapes)
        {
            var leaks = new List<string>();
            var runs = Run(input, shape, leaks);
            reference ??= runs;
            foreach (var leak in leaks)
                Add(leak, shape);
            for (var i = 0; i < runs.Count; i++)
            {
                if (GoldenDiff.Of(expected[i], runs[i].Entry) is { } difference)
                    Add(difference, shape);
                else if (runs[i].SourceOrder is { } order && reference[i].SourceOrder is { } usual && order != usual)
                    Add($"{runs[i].Entry.Sql}\ngives its rows in another order\n{GoldenDiff.Lines(usual, order)}", shape);
            }
        }

        Assert.True(differences.Count == 0, Report(name, differences));

        void Add(string difference, ExecutionShape shape)
        {
            if (!differences.TryGetValue(difference, out var shapes))
                differences.Add(difference, shapes = []);
            shapes.Add(shape);
        }
    }

    [Fact]
    public void Every_result_has_an_input() => Assert.Equal(GoldenFile.All.Select(f => f.Name), GoldenFile.AllResults);

    private List<StatementRun> Run(GoldenInput input, ExecutionShape shape, List<string> leaks)
    {
        var engine = engines.Of(shape);
        KeyValuePair<string, string>[] harness = [new("spark.sql.session.timeZone", "America/Los_Angeles"), new("spark.sql.ansi.enabled", "true")];
        using var scratch = new ScratchFolder();
        using var session = engine.NewSession([.. harness, .. scratch.Settings, .. input.Settings, .. shape.Settings]);
        var runs = new List<StatementRun>();
        foreach (var statement in input.Statements)
        {
            runs.Add(StatementRun.Of(session, statement, scratch));
            if (engine.Memory.UsedBytes != 0)
                leaks.Add($"{statement}\nleaves {engine.Memory.UsedBytes} bytes in the pool\n");
        }

        return runs;
    }

    private static string Report(string name, Dictionary<string, List<ExecutionShape>> differences)
    {
        var text = new StringBuilder($"{name}: {differences.Count} differences (- expected, + actual)\n");
        foreach (var (difference, shapes) in differences.Take(MaxReportedDifferences))
            text.Append('\n').Append(difference).Append("in ").Append(shapes.Count).Append(" shapes, first: ").Append(shapes[0]).Append('\n');
        return text.ToString();
    }
}
