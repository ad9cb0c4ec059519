using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

public sealed class XorShiftRandomTests
{
    /// <summary>The first number for a seed, as Spark's rand(seed) gives it.</summary>
    [Theory]
    [InlineData(0, 0.7604953758285915)]
    [InlineData(1, 0.6363787615254752)]
    public void Gives_the_numbers_of_Spark(long seed, double expected) => Assert.Equal(expected, new XorShiftRandom(seed).NextDouble());

    [Fact]
    public void Fills_the_interval_evenly()
    {
        var random = new XorShiftRandom(5);
        var counts = new int[10];
        for (var i = 0; i < 10_000; i++)
            counts[(int)(random.NextDouble() * 10)]++;
        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
    }
}
