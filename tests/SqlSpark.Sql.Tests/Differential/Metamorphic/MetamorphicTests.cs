using SqlSpark.Sql.Golden;
using Xunit;
using Xunit.Abstractions;

namespace SqlSpark.Sql.Differential.Metamorphic;

/// <summary>Random queries answer the same however they are run and written: docs/testing.md.</summary>
public sealed class MetamorphicTests(EngineMatrix engines, ITestOutputHelper output) : IClassFixture<EngineMatrix>
{
    private static readonly long[] MemoryLimits = [200_000, 600_000, 2_000_000, 6_000_000];

    private static readonly ExecutionShape[] Shapes =
    [
        new(1, 1, Optimizes: true), new(4096, 8, Optimizes: false), new(63, 8, Optimizes: true), new(4096, 2, Optimizes: true), new(1, 2, Optimizes: false),
        new(64, 2, Optimizes: true), new(65, 1, Optimizes: false), new(4096, 8, Optimizes: true, IsChecked: false),
    ];

    [Fact]
    public void Random_queries_answer_the_same_however_they_are_run_and_written()
    {
        var features = Features.Of(engines.Of(ExecutionShape.Reference)) with { IsSparkAlone = true };
        var run = new RandomRun("metamorphic", features, (seed, tables) => new MetamorphicCheck(
            engines, MemoryLimits[seed % MemoryLimits.Length], [Shapes[seed % Shapes.Length], Shapes[(seed + 1) % Shapes.Length]], tables));
        var (counts, differences) = run.Run(usualCount: 80);
        output.WriteLine(counts);
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }
}
