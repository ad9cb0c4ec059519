using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Memory.Blocks;
using SqlSpark.Core.Memory.Pages;
using Xunit;

namespace SqlSpark.Core.Tests.Memory.Blocks;

public sealed class ChunkTests
{
    private const int UnitCount = 1024;

    [Fact]
    public void Takes_the_first_run_that_fits_as_a_plain_scan_does() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ListOf(200).ToArbitrary(), steps =>
        {
            var chunk = CreateChunk();
            var used = new bool[UnitCount];
            var runs = new List<(int First, int Units)>();
            foreach (var step in steps)
            {
                if (step % 3 == 0 && runs.Count > 0)
                {
                    var run = runs[step / 3 % runs.Count];
                    runs.Remove(run);
                    used.AsSpan(run.First, run.Units).Clear();
                    chunk.ReturnRun(run.First, run.Units, 0);
                    continue;
                }

                var units = step % 5 == 0 ? 1 + (step / 15 % 256) : 1 + (step / 15 % 40);
                var expected = FindFirst(used, units);
                Assert.Equal(expected >= 0, chunk.TryTakeRun(units, out var first));
                if (expected < 0)
                    continue;
                Assert.Equal(expected, first);
                used.AsSpan(first, units).Fill(true);
                runs.Add((first, units));
            }

            Assert.Equal(runs.Count == 0, chunk.IsEmpty);
            chunk.Unmap();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_whole_chunk_is_one_run()
    {
        var chunk = CreateChunk();
        Assert.True(chunk.TryTakeRun(UnitCount, out var first));
        Assert.Equal(0, first);
        Assert.False(chunk.TryTakeRun(1, out _));
        Assert.Equal(Chunk.Bytes, chunk.ResidentBytes);
        chunk.ReturnRun(0, UnitCount, 7);
        Assert.False(chunk.IsEmptySince(6));
        Assert.True(chunk.IsEmptySince(7));
        chunk.Discard(6);
        Assert.Equal(Chunk.Bytes, chunk.ResidentBytes);
        chunk.Discard(7);
        Assert.Equal(0, chunk.ResidentBytes);
        chunk.Unmap();
    }

    private static Chunk CreateChunk()
    {
        Assert.True(PageSource.Default.TryMap(Chunk.Bytes, hugePages: false, out var pages));
        return new Chunk(new PageMapping(PageSource.Default, pages));
    }

    private static int FindFirst(bool[] used, int units)
    {
        for (var first = 0; first + units <= used.Length; first++)
        {
            if (used.AsSpan(first, units).IndexOf(true) < 0)
                return first;
        }

        return -1;
    }
}
