using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class AggregateKernelsTests
{
    [Fact]
    public void Sums_of_integers_are_exact() => RandomData.ForSeeds(random =>
    {
        Sum<sbyte>(random);
        Sum<short>(random);
        Sum<int>(random);
        Sum<long>(random);
    });

    [Fact]
    public void Wide_sums_report_overflow() => RandomData.ForSeeds(random =>
    {
        var values = random.Values<Int128>(random.Length() % 100);
        var words = random.Selected(values.Length);
        var total = Int128.Zero;
        var (exact, leaves) = (BigInteger.Zero, false);
        foreach (var row in Rows.Of(words, values.Length))
        {
            exact += values[row];
            leaves |= (BigInteger)Int128.CreateTruncating(exact) != exact;
            if (leaves)
                break;
        }

        Assert.Equal(leaves, AggregateKernels.AddInt128(values, Rows.Of(words, values.Length), ref total));
        if (!leaves)
            Assert.Equal(exact, (BigInteger)total);
    });

    [Fact]
    public void Sums_of_doubles_are_close_to_exact_ones() => RandomData.ForSeeds(random =>
    {
        var values = new double[random.Length()];
        var singles = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = singles[i] = (float)(random.NextDouble() * 1000);
        var words = random.Selected(values.Length);
        var expected = 0m;
        foreach (var row in Rows.Of(words, values.Length))
            expected += (decimal)values[row];
        var sum = AggregateKernels.Sum(values, Rows.Of(words, values.Length));
        Assert.Equal((double)expected, sum, 1e-9 * (1 + sum));
        Assert.Equal((double)expected, AggregateKernels.Sum(singles, Rows.Of(words, values.Length)), 1e-9 * (1 + sum));
    });

    [Fact]
    public void Dead_rows_do_not_spoil_a_sum_of_doubles()
    {
        var values = new double[130];
        Array.Fill(values, double.NaN);
        values[3] = 1.5;
        values[129] = 2;
        var words = new ulong[3];
        Bitmaps.Set(words, 3);
        Bitmaps.Set(words, 129);
        Assert.Equal(3.5, AggregateKernels.Sum(values, Rows.Of(words, 130)));
    }

    [Fact]
    public void Sums_of_doubles_do_not_depend_on_the_machine()
    {
        var random = new Random(5);
        var values = new double[4096];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextDouble() - 0.5;
        var partial = new double[32];
        for (var i = 0; i < values.Length; i++)
            partial[i % 32] += values[i];
        var lanes = new double[8];
        for (var i = 0; i < 8; i++)
            lanes[i] = partial[i] + partial[i + 8] + (partial[i + 16] + partial[i + 24]);
        var expected = lanes[0] + lanes[1] + (lanes[2] + lanes[3]) + (lanes[4] + lanes[5] + (lanes[6] + lanes[7]));
        Assert.Equal(expected, AggregateKernels.Sum(values, Rows.All(4096)));
    }

    [Fact]
    public void Extremes_follow_Sparks_order() => RandomData.ForSeeds(random =>
    {
        Extremes<sbyte>(random);
        Extremes<short>(random);
        Extremes<int>(random);
        Extremes<long>(random);
        Extremes<Int128>(random);
        Extremes<float>(random);
        Extremes<double>(random);
        Extremes<Utf8View>(random);
    });

    [Fact]
    public void Counts_skip_nulls() => RandomData.ForSeeds(random =>
    {
        var length = random.Length();
        var words = random.Selected(length);
        var validity = random.Validity(length);
        var expected = Enumerable.Range(0, length).Count(i => Rows.Of(words, length).Contains(i) && Bitmaps.IsValid(validity, i));
        Assert.Equal(expected, AggregateKernels.Count(validity, Rows.Of(words, length)));
        if (validity.Length > 0)
            Assert.Equal(expected, AggregateKernels.CountTrue(validity, Rows.Of(words, length)));
    });

    private static void Sum<T>(Random random)
        where T : unmanaged, IBinaryInteger<T>
    {
        var values = random.Values<T>(random.Length());
        var words = random.Selected(values.Length);
        var expected = BigInteger.Zero;
        foreach (var row in Rows.Of(words, values.Length))
            expected += BigInteger.CreateChecked(values[row]);
        Assert.Equal(expected, (BigInteger)AggregateKernels.Sum<T>(values, Rows.Of(words, values.Length)));
    }

    private static void Extremes<T>(Random random)
        where T : unmanaged
    {
        var values = random.Values<T>(random.Length());
        var words = random.Selected(values.Length);
        var live = values.Where((_, i) => Rows.Of(words, values.Length).Contains(i)).ToArray();
        Assert.Equal(live.Length > 0, AggregateKernels.TryMin<T>(values, Rows.Of(words, values.Length), out var smallest));
        Assert.Equal(live.Length > 0, AggregateKernels.TryMax<T>(values, Rows.Of(words, values.Length), out var largest));
        if (live.Length == 0)
            return;
        Array.Sort(live, SparkOrder.Compare);
        Assert.True(SparkOrder.AreEqual(live[0], smallest));
        Assert.True(SparkOrder.AreEqual(live[^1], largest));
    }
}
