using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;
using Xunit;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>What sorts allocate on the managed heap while rows come in.</summary>
public sealed class SortAllocationTests : IDisposable
{
    private const int BatchRows = 1024;
    private const int WarmUpBatches = 40;
    private const int MeasuredBatches = 120;

    private static readonly DataType[] Types = [LongType.Instance, StringType.Instance];
    private static readonly SortKey[] Keys = [new SortKey(0, IsAscending: true, NullsFirst: true)];

    private readonly MemoryPool _pool = new(1L << 30, new MemoryPoolOptions { IsChecked = false });     // checks allocate
    private readonly MemoryAccount _account;

    public SortAllocationTests() => _account = _pool.CreateAccount("test");

    public void Dispose()
    {
        _account.Dispose();
        _pool.Dispose();
    }

    [Fact]
    public void A_sort_allocates_nothing_for_a_batch_that_needs_no_new_page()
    {
        using var input = Descending();
        using var sink = new SortSink([.. Types], [.. Keys], [0, 1], _account);
        var context = new TaskContext(_account, BatchRows, CancellationToken.None);
        using var local = (SortLocal)sink.CreateLocal(context);
        var withoutPage = 0;
        foreach (var (batch, number) in input.Batches.Select((b, i) => (b, i)))
        {
            var (bytesBefore, usedBefore) = (GC.GetAllocatedBytesForCurrentThread(), local.UsedBytes);
            local.Consume(batch, context);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
            if (number < WarmUpBatches || local.UsedBytes != usedBefore)
                continue;
            Assert.Equal(0, bytes);
            withoutPage++;
        }

        Assert.True(withoutPage > MeasuredBatches / 2, $"{withoutPage} batches without a new page");
    }

    // Every row is smaller than all before it: each batch passes the filter, and the rows are pruned again and again.
    [Fact]
    public void A_top_n_allocates_nothing_once_it_is_warm()
    {
        using var input = Descending();
        using var sink = new TopNSink([.. Types], [.. Keys], [0, 1], 100, 0, _account);
        var context = new TaskContext(_account, BatchRows, CancellationToken.None);
        using var local = sink.CreateLocal(context);
        foreach (var batch in input.Batches.Take(WarmUpBatches))
            local.Consume(batch, context);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = WarmUpBatches; i < input.Batches.Count; i++)
            local.Consume(input.Batches[i], context);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private TestBatches Descending()
    {
        var input = new TestBatches(Types, _account);
        var rows = Enumerable.Range(0, (WarmUpBatches + MeasuredBatches) * BatchRows).Select(i => new object?[] { (long)-i, "text" }).ToArray();
        input.Add(rows, BatchRows, TestEncoding.Flat, new Random(1), b => b);
        return input;
    }
}
