using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Columnar;

[Trait("Category", "Kernels")]
public sealed class RecordBatchTests : IDisposable
{
    private readonly VectorFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void A_batch_without_columns_has_rows()
    {
        var batch = new RecordBatch().Set(5, []);
        Assert.Equal((5, 5, 0), (batch.RowCount, batch.LiveCount, batch.ColumnCount));
        Assert.True(batch.Rows.IsAll);
    }

    [Fact]
    public void A_selection_decides_which_rows_are_live()
    {
        using var selection = new Selection(_factory.Account);
        selection.Begin(70)[0] = 0b1010;
        selection.Begin(70).Fill(0b1010);
        var batch = new RecordBatch().Set(70, [_factory.Flat(IntegerType.Instance, [.. Enumerable.Range(0, 70).Select(i => (object?)i)])], selection.Publish());
        Assert.Equal(4, batch.LiveCount);
        Assert.Equal([1, 3, 65, 67], batch.Selection!.Indices.ToArray());
    }

    [Fact]
    public void A_retained_batch_survives_its_source()
    {
        var writer = new VectorWriter(StringType.Instance, _factory.Account);
        var selection = new Selection(_factory.Account);
        writer.Begin(2);
        writer.SetBytes(0, "a value that is not inline"u8);
        selection.Begin(2)[0] = 0b01;
        var batch = new RecordBatch { PartitionOrdinal = 3, Sequence = 9 }.Set(2, [writer.Publish()], selection.Publish());
        var kept = batch.Retain();

        writer.Begin(2);
        writer.Publish();
        selection.Begin(2)[0] = 0b11;
        selection.Publish();
        writer.Dispose();
        selection.Dispose();

        Assert.Equal((3, 9L, 1), (kept.PartitionOrdinal, kept.Sequence, kept.LiveCount));
        Assert.Equal([0], kept.Selection!.Indices.ToArray());
        Assert.Equal("a value that is not inline", BoxedValues.Get(kept[0], 0));
        kept.Release();
    }

    [Fact]
    public void A_shell_takes_over_the_columns_of_another_batch()
    {
        using var selection = new Selection(_factory.Account);
        selection.Begin(3)[0] = 0b100;
        var source = new RecordBatch { PartitionOrdinal = 1, Sequence = 2 }.Set(3, [_factory.Flat(IntegerType.Instance, [1, 2, 3])]);
        var batch = new RecordBatch().Set(source, selection.Publish());
        Assert.Same(source[0], batch[0]);
        Assert.Equal((1, 2L, 3, 1), (batch.PartitionOrdinal, batch.Sequence, batch.RowCount, batch.LiveCount));
    }
}
