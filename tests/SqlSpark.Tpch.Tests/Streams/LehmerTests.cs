using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace SqlSpark.Tpch.Streams;

public sealed class LehmerTests
{
    private static readonly Gen<uint> States = Gen.Choose(1, int.MaxValue - 1).Select(s => (uint)s);

    [Fact]
    public void The_ten_thousandth_number_from_1_is_the_published_one()
    {
        var state = 1u;
        for (var i = 0; i < 10_000; i++)
            state = Lehmer.Next(state);

        // Park and Miller, "Random Number Generators: Good Ones Are Hard to Find", 1988.
        Assert.Equal(1_043_618_065u, state);
    }

    [Fact]
    public void Products_are_those_of_whole_numbers() => Prop.ForAll(
        Gen.Two(States).ToArbitrary(),
        pair => Lehmer.Multiply(pair.Item1, pair.Item2) == (ulong)pair.Item1 * pair.Item2 % Lehmer.Modulus).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1u, int.MaxValue - 1u)]
    [InlineData(int.MaxValue - 1u, int.MaxValue - 1u)]
    public void Products_at_the_edge_are_reduced(uint a, uint b) => Assert.Equal((uint)((ulong)a * b % Lehmer.Modulus), Lehmer.Multiply(a, b));

    [Fact]
    public void A_jump_ends_where_as_many_draws_do() => Prop.ForAll(
        States.Zip(Gen.Choose(0, 1000)).ToArbitrary(),
        pair =>
        {
            var state = pair.Item1;
            for (var i = 0; i < pair.Item2; i++)
                state = Lehmer.Next(state);
            return state == Lehmer.Multiply(pair.Item1, Lehmer.Power(pair.Item2));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Long_jumps_repeat_with_the_period() =>
        Assert.Equal(Lehmer.Power(12_345), Lehmer.Power(12_345 + (1000L * (Lehmer.Modulus - 1))));

    [Fact]
    public void Scaling_by_whole_numbers_equals_that_in_doubles() => Prop.ForAll(
        States.Zip(Gen.Choose(1, (int)Lehmer.MaxExactRange)).ToArbitrary(),
        pair => Lehmer.Scale(pair.Item1, (uint)pair.Item2) == Lehmer.ScaleWide(pair.Item1, pair.Item2)).Check(
            Config.QuickThrowOnFailure.WithMaxTest(100_000));

    // The numbers next to the places where the scaled value steps: the nearest that doubles come to being off.
    [Theory]
    [InlineData(2u)]
    [InlineData(7u)]
    [InlineData(99_901u)]
    [InlineData(Lehmer.MaxExactRange)]
    public void Scaling_steps_where_doubles_do(uint range)
    {
        for (var step = 1L; step < range; step++)
        {
            var state = (uint)(((step * Lehmer.Modulus) + range - 1) / range);
            Assert.Equal(step, Lehmer.Scale(state, range));
            Assert.Equal(step, Lehmer.ScaleWide(state, range));
            Assert.Equal(step - 1, Lehmer.Scale(state - 1, range));
            Assert.Equal(step - 1, Lehmer.ScaleWide(state - 1, range));
        }
    }
}
