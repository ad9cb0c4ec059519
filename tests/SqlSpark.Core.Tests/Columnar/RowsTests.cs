using SqlSpark.Core.Columnar;
using SqlSpark.Core.Tests.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Columnar;

[Trait("Category", "Kernels")]
public sealed class RowsTests
{
    [Fact]
    public void Live_rows_are_enumerated_in_order() => RandomData.ForSeeds(random =>
    {
        var length = random.Length();
        var words = random.Selected(length);
        var rows = Rows.Of(words, length);
        var expected = Enumerable.Range(0, length).Where(i => words.Length == 0 || Bitmaps.Get(words, i)).ToArray();
        var actual = new List<int>();
        foreach (var row in rows)
            actual.Add(row);
        Assert.Equal(expected, actual);
        Assert.Equal((expected.Length, length), (rows.Count, rows.Length));
        Assert.Equal(expected.Length == length, rows.IsAll);
        Assert.Equal(expected.Length == 0, rows.IsEmpty);
        var bits = 0;
        for (var word = 0; word < Bitmaps.WordCount(length); word++)
            bits += System.Numerics.BitOperations.PopCount(rows.Word(word));
        Assert.Equal(expected.Length, bits);
    });

    [Fact]
    public void Words_beyond_the_rows_are_not_seen()
    {
        var rows = Rows.Of([1, ulong.MaxValue], 10, 1);
        Assert.Equal(1, rows.Words.Length);
        Assert.True(rows.Contains(0));
        Assert.False(rows.Contains(1));
    }
}

[Trait("Category", "Kernels")]
public sealed class BitmapsTests
{
    [Fact]
    public void Bits_are_written_and_read_anywhere() => RandomData.ForSeeds(random =>
    {
        var words = random.Bitmap(256);
        var expected = RandomData.ToBooleans(words, 256);
        for (var step = 0; step < 20; step++)
        {
            var count = random.Next(1, 65);
            var row = random.Next(256 - count + 1);
            var bits = random.Value<ulong>(1);
            Bitmaps.Write(words, row, bits, count);
            for (var i = 0; i < count; i++)
                expected[row + i] = (bits >> i & 1) != 0;
            Assert.Equal(expected, RandomData.ToBooleans(words, 256));
            Assert.Equal(bits & Bitmaps.LastWordMask(count), Bitmaps.Read(words, row, count));
        }
    });

    [Fact]
    public void Absent_bitmaps_read_as_all_ones() => RandomData.ForSeeds(random =>
    {
        var length = random.Length();
        var (left, right) = (random.Bitmap(length), random.Bitmap(length));
        var result = new ulong[left.Length];
        Bitmaps.And(left, [], result);
        Assert.Equal(left, result);
        Bitmaps.And([], right, result);
        Assert.Equal(right, result);
        Bitmaps.And(left, right, result);
        Assert.Equal(left.Zip(right, (a, b) => a & b), result);
        Bitmaps.AndNot(left, right, result);
        Assert.Equal(left.Zip(right, (a, b) => a & ~b), result);
        Bitmaps.Or(left, right, result);
        Assert.Equal(left.Zip(right, (a, b) => a | b), result);
        Bitmaps.SetAll(result, length);
        Assert.Equal(length, Bitmaps.Count(result));
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(64, 1)]
    [InlineData(65, 2)]
    public void Words_hold_64_rows(int rows, int words) => Assert.Equal(words, Bitmaps.WordCount(rows));
}
