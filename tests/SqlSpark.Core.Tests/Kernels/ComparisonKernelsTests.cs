using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class ComparisonKernelsTests
{
    [Fact]
    public void Bytes_compare_as_the_reference() => AllOperations<sbyte>();

    [Fact]
    public void Shorts_compare_as_the_reference() => AllOperations<short>();

    [Fact]
    public void Ints_compare_as_the_reference() => AllOperations<int>();

    [Fact]
    public void Longs_compare_as_the_reference() => AllOperations<long>();

    [Fact]
    public void Wide_integers_compare_as_the_reference() => AllOperations<Int128>();

    [Fact]
    public void Floats_compare_as_the_reference() => AllOperations<float>();

    [Fact]
    public void Doubles_compare_as_the_reference() => AllOperations<double>();

    [Fact]
    public void Strings_compare_as_the_reference() => AllOperations<Utf8View>();

    [Fact]
    public void NaN_equals_NaN_and_is_larger_than_everything()
    {
        double[] values = [double.NaN, double.PositiveInfinity, -0.0, double.NaN, 1];
        double[] others = [-double.NaN, double.NaN, 0.0, double.PositiveInfinity, 1];
        var result = new ulong[1];

        ComparisonKernels.Compare<double, EqualOperation>(values, others, result);
        Assert.Equal(0b10101UL, result[0]);
        ComparisonKernels.Compare<double, LessThanOperation>(values, others, result);
        Assert.Equal(0b00010UL, result[0]);
        ComparisonKernels.Compare<double, GreaterThanOperation>(values, others, result);
        Assert.Equal(0b01000UL, result[0]);
    }

    [Fact]
    public void Bits_past_the_end_are_zero()
    {
        var result = new ulong[] { ulong.MaxValue, ulong.MaxValue };
        ComparisonKernels.CompareConstant<int, NotEqualOperation>(new int[70], 1, result);
        Assert.Equal([ulong.MaxValue, 0x3FUL], result);
    }

    private static void AllOperations<T>()
        where T : unmanaged
    {
        RandomData.ForSeeds(random =>
        {
            Check<T, EqualOperation>(random, (order, _) => order == 0);
            Check<T, NotEqualOperation>(random, (order, _) => order != 0);
            Check<T, LessThanOperation>(random, (order, _) => order < 0);
            Check<T, LessThanOrEqualOperation>(random, (order, _) => order <= 0);
            Check<T, GreaterThanOperation>(random, (order, _) => order > 0);
            Check<T, GreaterThanOrEqualOperation>(random, (order, _) => order >= 0);
        });
    }

    private static void Check<T, TOp>(Random random, Func<int, int, bool> holds)
        where T : unmanaged
        where TOp : struct, IComparisonOperation
    {
        var length = random.Length();
        var start = length > 64 && random.Chance(30) ? 64 : 0;         // a slice
        var left = random.Values<T>(length).AsSpan(start);
        var right = random.Values<T>(length).AsSpan(start);
        var constant = random.Value<T>(random.Next(4));
        var words = random.Selected(left.Length);
        var rows = Rows.Of(words, left.Length);
        var result = new ulong[Bitmaps.WordCount(left.Length)];
        var expected = new ulong[result.Length];
        var expectedConstant = new ulong[result.Length];
        for (var i = 0; i < left.Length; i++)
        {
            Bitmaps.Assign(expected, i, holds(Order(left[i], right[i]), 0));
            Bitmaps.Assign(expectedConstant, i, holds(Order(left[i], constant), 0));
        }

        ComparisonKernels.Compare<T, TOp>(left, right, result);
        Assert.Equal(expected, result);
        ComparisonKernels.CompareConstant<T, TOp>(left, constant, result);
        Assert.Equal(expectedConstant, result);

        for (var i = 0; i < result.Length; i++)
        {
            expected[i] &= rows.Word(i);
            expectedConstant[i] &= rows.Word(i);
        }

        ComparisonKernels.CompareLive<T, TOp>(left, right, rows, result);
        Assert.Equal(expected, result);
        ComparisonKernels.CompareConstantLive<T, TOp>(left, constant, rows, result);
        Assert.Equal(expectedConstant, result);
    }

    /// <summary>Written apart from the kernels: by the framework's comparers, which put NaN first.</summary>
    private static int Order<T>(T left, T right)
        where T : unmanaged
    {
        switch (left, right)
        {
            case (double a, double b):
                return double.IsNaN(a) || double.IsNaN(b) ? double.IsNaN(a).CompareTo(double.IsNaN(b)) : a.CompareTo(b);
            case (float a, float b):
                return float.IsNaN(a) || float.IsNaN(b) ? float.IsNaN(a).CompareTo(float.IsNaN(b)) : a.CompareTo(b);
            case (Utf8View a, Utf8View b):
                return a.Bytes.SequenceCompareTo(b.Bytes);
            default:
                return Comparer<T>.Default.Compare(left, right);
        }
    }
}
