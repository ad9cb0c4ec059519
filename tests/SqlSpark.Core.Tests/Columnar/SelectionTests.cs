using SqlSpark.Core.Columnar;
using SqlSpark.Core.Tests.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Columnar;

[Trait("Category", "Kernels")]
public sealed class SelectionTests
{
    [Fact]
    public void Indices_are_the_set_bits() => RandomData.ForSeeds(random =>
    {
        using var factory = new VectorFactory();
        using var selection = new Selection(factory.Account);
        for (var i = 0; i < 3; i++)
        {
            var length = random.Length();
            var words = random.Bitmap(length);
            words.CopyTo(selection.Begin(length));
            selection.Publish();
            var expected = Enumerable.Range(0, length).Where(row => Bitmaps.Get(words, row)).ToArray();
            Assert.Equal(expected.Length, selection.Count);
            Assert.Equal(expected, selection.Indices.ToArray());
            Assert.Equal(expected, selection.Indices.ToArray());
        }
    });

    [Fact]
    public void Bits_past_the_end_do_not_count()
    {
        using var factory = new VectorFactory();
        using var selection = new Selection(factory.Account);
        selection.Begin(65).Fill(ulong.MaxValue);
        Assert.Equal(65, selection.Publish().Count);
        Assert.True(selection.Rows.IsAll);
    }

    [Fact]
    public void A_retained_selection_survives_the_next_batch()
    {
        using var factory = new VectorFactory();
        using var selection = new Selection(factory.Account);
        selection.Begin(64)[0] = 0b110;
        var kept = selection.Publish().Retain();
        selection.Begin(64)[0] = 0b001;
        selection.Publish();
        Assert.Equal([1, 2], kept.Indices.ToArray());
        Assert.Equal([0], selection.Indices.ToArray());
        kept.Dispose();
    }
}
