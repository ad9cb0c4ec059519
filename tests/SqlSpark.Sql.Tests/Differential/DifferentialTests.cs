using SqlSpark.Sql.Golden;
using SqlSpark.Testing.DuckDb;
using Xunit;
using Xunit.Abstractions;

namespace SqlSpark.Sql.Differential;

/// <summary>Random queries answer as in DuckDB: docs/testing.md.</summary>
public sealed class DifferentialTests(EngineMatrix engines, ITestOutputHelper output) : IClassFixture<EngineMatrix>
{
    private static readonly ExecutionShape[] Shapes =
    [
        new(4096, 1, Optimizes: true), new(1, 1, Optimizes: true), new(63, 2, Optimizes: true), new(64, 2, Optimizes: true), new(65, 8, Optimizes: true), new(4096, 2, Optimizes: true, IsChecked: false),
    ];

    [SkippableFact]
    public void Random_queries_answer_as_in_DuckDb()
    {
        Skip.If(DuckDbLibrary.Instance is null, $"DuckDB's library is not at hand: {DuckDbLibrary.PathVariable}");
        var run = new RandomRun("differential", Features.Of(engines.Of(ExecutionShape.Reference)), (seed, tables) =>
        {
            var shape = Shapes[seed % Shapes.Length];
            return new DifferentialCheck(engines.Of(shape), shape, tables);
        });
        var (counts, differences) = run.Run(usualCount: 400);
        output.WriteLine(counts);
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }
}
