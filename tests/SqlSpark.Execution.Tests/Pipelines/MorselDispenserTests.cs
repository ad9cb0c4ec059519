using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Metrics;
using Xunit;

namespace SqlSpark.Execution.Pipelines;

public sealed class MorselDispenserTests
{
    [Fact]
    public void Morsels_cover_all_rows_once_in_order() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        var rowCount = (ulong)random.Next(300_000);
        Check(Adaptive(rowCount, random.Next(1, 200_000), random.Next(1, 9)), rowCount);
        Check(new MorselDispenser(rowCount, random.Next(1, 20)), rowCount);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fixed_partitions_are_cut_as_spark_cuts_them()
    {
        var dispenser = new MorselDispenser(10, 4);
        Assert.Equal([(0, 0UL, 2UL), (1, 2, 3), (2, 5, 2), (3, 7, 3)], All(dispenser).Select(m => (m.Ordinal, m.FirstRow, m.RowCount)));
    }

    [Fact]
    public void Empty_partitions_keep_their_ordinals()
    {
        var dispenser = new MorselDispenser(2, 4);
        Assert.Equal([(1, 0UL, 1UL), (3, 1, 1)], All(dispenser).Select(m => (m.Ordinal, m.FirstRow, m.RowCount)));
        Assert.Empty(All(new MorselDispenser(0, 3)));
    }

    [Fact]
    public void Morsels_get_smaller_towards_the_end()
    {
        var sizes = All(Adaptive(4_000_000, 65536, 8)).Select(m => m.RowCount).ToList();
        Assert.Equal(65536UL, sizes[0]);
        Assert.InRange(sizes[^2], 16384UL, 20000UL);
    }

    [Fact]
    public void Huge_sources_have_ordinals_that_fit()
    {
        var dispenser = Adaptive(ulong.MaxValue, 65536, 2);
        Assert.InRange(dispenser.MorselCount, 1, 1 << 20);
        Assert.True(dispenser.TryTake(out var morsel));
        Assert.True(morsel.RowCount >= ulong.MaxValue >> 20);
    }

    private static MorselDispenser Adaptive(ulong rowCount, int morselRows, int workerCount)
    {
        using var memory = new MemoryPool(1 << 20);
        using var account = memory.CreateAccount("test");
        return new MorselDispenser(
            rowCount, new RunContext(EngineFixture.Conf(("sqlspark.morsel.rows", $"{morselRows}")), account, workerCount, new QueryMetrics(), CancellationToken.None));
    }

    private static void Check(MorselDispenser dispenser, ulong rowCount)
    {
        var next = 0UL;
        var lastOrdinal = -1;
        foreach (var morsel in All(dispenser))
        {
            Assert.True(morsel.Ordinal > lastOrdinal && morsel.Ordinal < dispenser.MorselCount);
            Assert.Equal(next, morsel.FirstRow);
            Assert.True(morsel.RowCount > 0);
            lastOrdinal = morsel.Ordinal;
            next += morsel.RowCount;
        }

        Assert.Equal(rowCount, next);
    }

    private static List<Morsel> All(MorselDispenser dispenser)
    {
        var morsels = new List<Morsel>();
        while (dispenser.TryTake(out var morsel))
            morsels.Add(morsel);
        return morsels;
    }
}
