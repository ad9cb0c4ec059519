using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Types;

/// <summary>The rules of Spark's DecimalPrecision, with values worked out from its documentation.</summary>
public sealed class DecimalTypeTests
{
    [Theory]
    [InlineData(10, 2, 5, 3, 12, 3)]
    [InlineData(38, 0, 38, 0, 38, 0)]
    [InlineData(38, 18, 38, 10, 38, 9)]
    [InlineData(38, 38, 38, 0, 38, 6)]
    public void Sums(int p1, int s1, int p2, int s2, int p, int s) =>
        Assert.Equal(new DecimalType(p, s), DecimalType.ForAdd(new(p1, s1), new(p2, s2)));

    [Theory]
    [InlineData(10, 2, 5, 3, 16, 5)]
    [InlineData(38, 18, 38, 18, 38, 6)]
    [InlineData(20, 10, 20, 10, 38, 17)]
    [InlineData(38, 2, 38, 2, 38, 4)]
    public void Products(int p1, int s1, int p2, int s2, int p, int s) =>
        Assert.Equal(new DecimalType(p, s), DecimalType.ForMultiply(new(p1, s1), new(p2, s2)));

    [Theory]
    [InlineData(10, 2, 5, 3, 19, 8)]
    [InlineData(10, 0, 10, 0, 21, 11)]
    [InlineData(38, 18, 38, 18, 38, 6)]
    [InlineData(3, 0, 1, 0, 9, 6)]
    public void Quotients(int p1, int s1, int p2, int s2, int p, int s) =>
        Assert.Equal(new DecimalType(p, s), DecimalType.ForDivide(new(p1, s1), new(p2, s2)));

    [Theory]
    [InlineData(10, 2, 5, 3, 5, 3)]
    [InlineData(10, 2, 15, 3, 11, 3)]
    public void Remainders(int p1, int s1, int p2, int s2, int p, int s) =>
        Assert.Equal(new DecimalType(p, s), DecimalType.ForRemainder(new(p1, s1), new(p2, s2)));

    [Fact]
    public void Without_loss_of_precision_scales_are_kept_and_cut_at_38()
    {
        Assert.Equal(new DecimalType(38, 36), DecimalType.ForMultiply(new(38, 18), new(38, 18), allowPrecisionLoss: false));
        Assert.Equal(new DecimalType(38, 18), DecimalType.ForAdd(new(38, 18), new(38, 10), allowPrecisionLoss: false));
        Assert.Equal(new DecimalType(38, 18), DecimalType.ForDivide(new(38, 18), new(38, 18), allowPrecisionLoss: false));
    }

    [Fact]
    public void Integers_have_their_decimals()
    {
        Assert.Equal(new DecimalType(3, 0), DecimalType.ForType(ByteType.Instance));
        Assert.Equal(new DecimalType(5, 0), DecimalType.ForType(ShortType.Instance));
        Assert.Equal(new DecimalType(10, 0), DecimalType.ForType(IntegerType.Instance));
        Assert.Equal(new DecimalType(20, 0), DecimalType.ForType(LongType.Instance));
        Assert.Equal(new DecimalType(14, 7), DecimalType.ForType(FloatType.Instance));
        Assert.Equal(new DecimalType(30, 15), DecimalType.ForType(DoubleType.Instance));
        Assert.Null(DecimalType.ForType(StringType.Instance));
    }

    [Fact]
    public void The_wider_of_two_holds_both()
    {
        Assert.Equal(new DecimalType(11, 3), DecimalType.Wider(new(10, 2), new(5, 3)));
        Assert.True(new DecimalType(11, 3).IsWiderThan(new DecimalType(10, 2)));
        Assert.False(new DecimalType(10, 3).IsWiderThan(new DecimalType(10, 2)));
        Assert.True(new DecimalType(10, 0).IsWiderThan(IntegerType.Instance));
        Assert.False(new DecimalType(9, 0).IsWiderThan(IntegerType.Instance));
        Assert.False(new DecimalType(38, 0).IsWiderThan(DoubleType.Instance));
    }
}
