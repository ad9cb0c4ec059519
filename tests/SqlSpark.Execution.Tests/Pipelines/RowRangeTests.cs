using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Execution.Pipelines;

public sealed class RowRangeTests
{
    [Fact]
    public void A_cut_keeps_a_run_of_the_live_rows() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        using var memory = new MemoryPool(64 << 20, new MemoryPoolOptions { IsChecked = true });
        using var account = memory.CreateAccount("test");
        var rowCount = random.Next(1, 300);
        using var writer = new VectorWriter(LongType.Instance, account);
        using var selection = new Selection(account);
        writer.Begin(rowCount);
        var words = selection.Begin(rowCount);
        for (var i = 0; i < words.Length; i++)
            words[i] = (ulong)random.NextInt64() << random.Next(2);
        var batch = new RecordBatch().Set(rowCount, [writer.Publish()], random.Next(3) == 0 ? null : selection.Publish());
        var skipped = random.Next(batch.LiveCount + 1);
        var taken = random.Next(batch.LiveCount - skipped + 1);
        var cut = RowRange.Cut(batch, skipped, taken, account);
        Assert.Equal(Live(batch).Skip(skipped).Take(taken), Live(cut));
        cut.Release();
    }).QuickCheckThrowOnFailure();

    private static List<int> Live(RecordBatch batch)
    {
        var rows = new List<int>();
        foreach (var row in batch.Rows)
            rows.Add(row);
        return rows;
    }
}
