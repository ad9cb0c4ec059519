using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>
/// Random programs give what the one-row reference gives, row by row and error by error. A failure prints the shrunk program, the seed
/// it was generated from, and what replays the run. The programs are the same in each run, unless <c>SQLSPARK_RANDOM_PROGRAMS</c> says how many others there shall be.
/// </summary>
public sealed class ProgramPropertyTests
{
    private const int QuickCount = 60;
    private const int SlowCount = 1_000;

    [Fact]
    [Trait("Category", "Kernels")]
    public void Random_programs_agree_with_the_reference() => Check(Config.QuickThrowOnFailure.WithMaxTest(QuickCount).WithReplay(20_240_101, 20_240_101));

    [Fact]
    [Trait("Category", "Slow")]
    public void Many_random_programs_agree_with_the_reference() => Check(
        int.TryParse(Environment.GetEnvironmentVariable("SQLSPARK_RANDOM_PROGRAMS"), out var count)
            ? Config.QuickThrowOnFailure.WithMaxTest(count)
            : Config.QuickThrowOnFailure.WithMaxTest(SlowCount).WithReplay(20_261_127, 20_261_127));

    private static void Check(Config config) =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue).Select(ProgramGenerator.Generate), ProgramShrinker.Shrink), ProgramCheck.Run).Check(config);
}
