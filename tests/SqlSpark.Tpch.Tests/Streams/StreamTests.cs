using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace SqlSpark.Tpch.Streams;

public sealed class StreamTests
{
    [Fact]
    public void A_row_begins_where_it_does_however_many_numbers_were_drawn_before() => Prop.ForAll(
        Gen.Choose(0, 50).Zip(Gen.Choose(0, 7)).ToArbitrary(),
        pair =>
        {
            var (row, drawn) = pair;
            var sought = new LehmerStream(209208115, 7);
            sought.Seek(row + 1);
            var walked = new LehmerStream(209208115, 7);
            walked.Seek(row);
            walked.BeginRow();
            for (var i = 0; i < drawn; i++)
                walked.Next();
            walked.BeginRow();
            return sought.Next() == walked.Next();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Keys_reach_from_one_to_their_count_in_every_generator()
    {
        foreach (var (count, isWide) in new[] { (3L, false), (Lehmer.MaxExactRange + 1L, false), (3L, true), (6_000_000_000L, true) })
        {
            var stream = new KeyStream(1808217256, 1, count, isWide);
            var keys = Enumerable.Range(0, 1000).Select(_ => stream.Next()).ToArray();
            Assert.All(keys, key => Assert.InRange(key, 1, count));
            Assert.True(keys.Max() > count / 2 && keys.Min() <= (count / 2) + 1);
        }
    }

    [Fact]
    public void The_64_bit_generator_jumps_as_many_draws() => Prop.ForAll(
        Gen.Choose(0, 100).ToArbitrary(),
        row =>
        {
            var sought = new KeyStream(851767375, 3, long.MaxValue / 2, isWide: true);
            sought.Seek(row);
            var walked = new KeyStream(851767375, 3, long.MaxValue / 2, isWide: true);
            for (var i = 0; i < row * 3; i++)
                walked.Next();
            return sought.Next() == walked.Next();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_64_bit_generator_begins_rows_where_it_seeks_them()
    {
        var walked = new KeyStream(851767375, 7, long.MaxValue / 2, isWide: true);
        walked.Seek(0);
        for (var row = 0; row < 20; row++)
        {
            var sought = new KeyStream(851767375, 7, long.MaxValue / 2, isWide: true);
            sought.Seek(row);
            walked.BeginRow();
            Assert.Equal(sought.Next(), walked.Next());
        }
    }
}
