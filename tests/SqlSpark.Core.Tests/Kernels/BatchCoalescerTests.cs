using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Tests.Columnar;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class BatchCoalescerTests
{
    private static readonly DataType[] Types = [IntegerType.Instance, StringType.Instance, new ArrayType(LongType.Instance)];

    [Fact]
    public void Rows_come_out_once_in_order_and_in_batches_worth_while() => RandomData.ForSeeds(random =>
    {
        const int Capacity = 64;
        using var output = new VectorFactory();
        using var coalescer = new BatchCoalescer(Types, Capacity, output.Account);
        var expected = new List<(object?, object?, object?, int)>();
        var actual = new List<(object?, object?, object?, int)>();
        var partition = 0;
        for (var i = 0; i < random.Next(40); i++)
        {
            if (random.Chance(10))
                partition++;
            using var input = new VectorFactory();
            var batch = RandomBatch(random, input, Capacity);
            batch.PartitionOrdinal = partition;
            batch.Sequence = i;
            Collect(batch, expected);
            if (coalescer.Add(batch) is { } result)
            {
                if (result.PartitionOrdinal == partition)
                    Assert.InRange(result.LiveCount, Capacity / 4, Capacity);
                Collect(result, actual);
            }

            batch.Selection?.Dispose();
        }

        if (coalescer.Flush() is { } rest)
            Collect(rest, actual);
        Assert.Equal(0, coalescer.WaitingCount);
        Assert.Null(coalescer.Flush());
        Assert.Equal(expected, actual);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Strings_of_a_dictionary_outlive_their_batch(bool isCoded)
    {
        using var factory = new VectorFactory();
        using var coalescer = new BatchCoalescer([StringType.Instance], 64, factory.Account);
        string[] texts = ["a string that is not short", "short", "another string that is not short"];
        var column = isCoded ? factory.Dictionary(StringType.Instance, texts, [0, 1, 2]) : factory.Flat(StringType.Instance, texts);
        var values = (FlatVector)(column is DictionaryVector coded ? coded.Dictionary.Values : column);
        foreach (var buffer in values.HeapBuffers)
            buffer.IsLongLived = true;
        Assert.Null(coalescer.Add(new RecordBatch().Set(3, [column])));
        factory.ReleaseAll();
        Assert.Equal(texts, VectorFactory.Read(coalescer.Flush()![0]));
    }

    [Fact]
    public void Large_batches_pass_through_untouched()
    {
        using var factory = new VectorFactory();
        using var coalescer = new BatchCoalescer([IntegerType.Instance], 64, factory.Account);
        var batch = new RecordBatch().Set(20, [factory.RandomFlat(IntegerType.Instance, new Random(1), 20)]);
        Assert.Same(batch, coalescer.Add(batch));
    }

    [Fact]
    public void Compaction_keeps_rows_and_encodings() => RandomData.ForSeeds(random =>
    {
        using var factory = new VectorFactory();
        using var compactor = new BatchCompactor(Types, factory.Account);
        for (var i = 0; i < 3; i++)
        {
            var batch = RandomBatch(random, factory, 200);
            var compact = compactor.Compact(batch);
            Assert.Null(compact.Selection);
            Assert.Equal(batch.LiveCount, compact.RowCount);
            var (expected, actual) = (new List<(object?, object?, object?, int)>(), new List<(object?, object?, object?, int)>());
            Collect(batch, expected);
            Collect(compact, actual);
            Assert.Equal(expected, actual);
            for (var column = 0; column < Types.Length && batch.Selection is not null; column++)
            {
                if (batch[column].Encoding != VectorEncoding.Lazy)
                    Assert.Equal(batch[column].Encoding, compact[column].Encoding);
                Assert.Equal(batch[column].Physical == IntegerType.Instance.PhysicalType, compact[column].Physical == IntegerType.Instance.PhysicalType);
            }

            batch.Selection?.Dispose();
        }
    });

    [Fact]
    public void Codes_stay_over_their_dictionary_and_may_be_retained()
    {
        using var factory = new VectorFactory();
        using var register = new GatherRegister(StringType.Instance, factory.Account);
        var source = factory.Dictionary(StringType.Instance, ["a", null, "c"], [0, 1, null, 2, 2], 1);
        var first = (DictionaryVector)register.Gather(source, [4, 2, 0]);
        Assert.Same(source.Dictionary, first.Dictionary);
        var kept = first.Retain();
        var second = register.Gather(source, [1, 1, 1]);
        Assert.Equal(["c", null, "a"], VectorFactory.Read(kept));
        Assert.Equal([null, null, null], VectorFactory.Read(second));
        Assert.Throws<InvalidOperationException>(() => first.Codes<byte>().Length);
        kept.Release();
    }

    [Theory]
    [InlineData(7, 64, true)]
    [InlineData(8, 64, false)]
    public void Compaction_is_worth_while_under_an_eighth(int live, int rows, bool expected)
    {
        using var factory = new VectorFactory();
        using var selection = new Selection(factory.Account);
        selection.Begin(rows)[0] = (1UL << live) - 1;
        Assert.Equal(expected, BatchCompactor.IsWorthwhile(new RecordBatch().Set(rows, [], selection.Publish())));
    }

    private static RecordBatch RandomBatch(Random random, VectorFactory factory, int capacity)
    {
        var rowCount = random.Next(capacity + 1);
        var vectors = Types.Select(t => factory.RandomColumn(t, random, rowCount)).ToArray();
        if (random.Chance(30))
            return new RecordBatch().Set(rowCount, vectors);
        var selection = new Selection(factory.Account);
        random.Bitmap(rowCount).CopyTo(selection.Begin(rowCount));
        return new RecordBatch().Set(rowCount, vectors, selection.Publish());
    }

    private static void Collect(RecordBatch batch, List<(object?, object?, object?, int)> rows)
    {
        foreach (var row in batch.Rows)
            rows.Add((BoxedValues.Get(batch[0], row), BoxedValues.Get(batch[1], row), BoxedValues.Get(batch[2], row), batch.PartitionOrdinal));
    }
}
