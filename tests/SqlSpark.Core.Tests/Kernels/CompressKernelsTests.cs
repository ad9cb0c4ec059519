using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class CompressKernelsTests
{
    [Fact]
    public void Set_bits_become_row_numbers() => RandomData.ForSeeds(random =>
    {
        var length = random.Length();
        var words = random.Bitmap(length);
        var expected = Enumerable.Range(0, length).Where(i => Bitmaps.Get(words, i)).ToArray();
        var room = random.Chance(50) ? 0 : 64;
        var indices = new int[expected.Length + room];
        Assert.Equal(expected.Length, Bitmaps.ToIndices(words, indices));
        Assert.Equal(expected, indices[..expected.Length]);
        Assert.Equal(expected.Length, CompressKernels.ToIndices(words, indices, 1000));
        Assert.Equal(expected.Select(i => i + 1000), indices[..expected.Length]);
    });

    [Fact]
    public void Values_under_set_bits_move_together() => RandomData.ForSeeds(random =>
    {
        Check<sbyte>(random);
        Check<short>(random);
        Check<int>(random);
        Check<long>(random);
        Check<double>(random);
        Check<Int128>(random);
    });

    [Fact]
    public void Bits_under_set_bits_move_together() => RandomData.ForSeeds(random =>
    {
        var (value, mask) = (random.Value<ulong>(1), random.Value<ulong>(random.Next(1, 4)));
        var expected = 0UL;
        var count = 0;
        for (var i = 0; i < 64; i++)
        {
            if ((mask >> i & 1) != 0)
                expected |= (value >> i & 1) << count++;
        }

        Assert.Equal(expected, BitKernels.Extract(value, mask));
    });

    private static void Check<T>(Random random)
        where T : unmanaged
    {
        var length = random.Length();
        var values = random.Values<T>(length);
        var words = random.Bitmap(length);
        var expected = values.Where((_, i) => Bitmaps.Get(words, i)).ToArray();
        var result = new T[expected.Length + (random.Chance(50) ? 0 : 64)];
        Assert.Equal(expected.Length, CompressKernels.Compress<T>(values, words, result));
        Assert.Equal(expected, result[..expected.Length]);
    }
}
