using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

[Trait("Category", "Kernels")]
public sealed unsafe class DeltaByteArrayDecoderTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(13)]
    [InlineData(400)]
    public void Lengths_then_bytes_become_views_of_the_page(int maxLength)
    {
        var random = new Random(maxLength);
        foreach (var count in EncodingTestData.Lengths)
        {
            var values = random.ByteArrays(count, maxLength);
            using var input = GuardedMemory.Input(EncodeLengths(values));
            var decoder = new DeltaLengthByteArrayDecoder(input.Address, input.Length);
            for (var done = 0; done < count;)
            {
                var step = Math.Min(random.Next(1, 400), count - done);
                if (random.Next(3) == 0)
                {
                    decoder.Skip(step);
                }
                else
                {
                    using var output = GuardedMemory.Output(step * sizeof(Utf8View));
                    decoder.Decode(output.Span<Utf8View>());
                    for (var i = 0; i < step; i++)
                        PlainDecoderTests.AssertView(values[done + i], output.Span<Utf8View>()[i]);
                }

                done += step;
                Assert.Equal(count - done, decoder.Remaining);
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(13)]
    [InlineData(400)]
    public void Shared_beginnings_are_put_together_again(int maxLength)
    {
        var random = new Random(maxLength);
        using var pool = new MemoryPool(1L << 30);
        using var account = pool.CreateAccount("test");
        using var heap = new StringHeap(account);
        foreach (var count in EncodingTestData.Lengths)
        {
            var values = random.ByteArrays(count, maxLength);
            using var input = GuardedMemory.Input(EncodePrefixes(values));
            var decoder = new DeltaByteArrayDecoder(input.Address, input.Length);
            for (var done = 0; done < count;)
            {
                var step = Math.Min(random.Next(1, 400), count - done);
                if (random.Next(3) == 0)
                {
                    decoder.Skip(step);
                }
                else
                {
                    heap.Reset();
                    using var output = GuardedMemory.Output(step * sizeof(Utf8View));
                    decoder.Decode(output.Span<Utf8View>(), heap);
                    for (var i = 0; i < step; i++)
                        PlainDecoderTests.AssertView(values[done + i], output.Span<Utf8View>()[i]);
                }

                done += step;
                Assert.Equal(count - done, decoder.Remaining);
            }
        }
    }

    [Fact]
    public void Fixed_lengths_are_checked()
    {
        using var pool = new MemoryPool(1L << 30);
        using var account = pool.CreateAccount("test");
        using var heap = new StringHeap(account);
        byte[][] values = [[1, 2, 3], [1, 2, 4]];
        using var input = GuardedMemory.Input(EncodePrefixes(values));
        var views = new Utf8View[2];
        new DeltaByteArrayDecoder(input.Address, input.Length, 3).Decode(views, heap);
        PlainDecoderTests.AssertView(values[1], views[1]);
        Assert.Throws<MalformedDataException>(() => new DeltaByteArrayDecoder(input.Address, input.Length, 4).Decode(views, heap));
    }

    [Fact]
    public void Lengths_that_contradict_each_other_are_malformed()
    {
        using var pool = new MemoryPool(1L << 30);
        using var account = pool.CreateAccount("test");
        using var heap = new StringHeap(account);
        var views = new Utf8View[2];

        byte[] tooLong = [.. Deltas([0, 4]), .. Deltas([3, 1]), 1, 2, 3, 4];
        using var first = GuardedMemory.Input(tooLong);
        Assert.Throws<MalformedDataException>(() => new DeltaByteArrayDecoder(first.Address, first.Length).Decode(views, heap));

        byte[] negative = [.. Deltas([0, -1]), .. Deltas([3, 1]), 1, 2, 3, 4];
        using var second = GuardedMemory.Input(negative);
        Assert.Throws<MalformedDataException>(() => new DeltaByteArrayDecoder(second.Address, second.Length).Decode(views, heap));

        byte[] unequal = [.. Deltas([0, 1, 1]), .. Deltas([3, 1]), 1, 2, 3, 4];
        using var third = GuardedMemory.Input(unequal);
        Assert.Throws<MalformedDataException>(() => new DeltaByteArrayDecoder(third.Address, third.Length));

        byte[] negativeSuffix = [.. Deltas([3, -1]), 1, 2, 3];
        using var fourth = GuardedMemory.Input(negativeSuffix);
        Assert.Throws<MalformedDataException>(() => new DeltaLengthByteArrayDecoder(fourth.Address, fourth.Length).Decode(views));
        Assert.Throws<MalformedDataException>(() => new DeltaLengthByteArrayDecoder(fourth.Address, fourth.Length).Skip(2));

        byte[] cut = [.. Deltas([3, 2]), 1, 2, 3, 4];
        using var fifth = GuardedMemory.Input(cut);
        Assert.Throws<MalformedDataException>(() => new DeltaLengthByteArrayDecoder(fifth.Address, fifth.Length).Decode(views));
    }

    [Fact]
    public void Values_that_outgrow_the_memory_are_refused()
    {
        // 1000 values that all begin with 1 MB: a page of 1 MB would become 1 GB.
        var length = 1 << 20;
        byte[] bytes = [.. Deltas([0, .. Enumerable.Repeat(length, 1000)]), .. Deltas([length, .. Enumerable.Repeat(0, 1000)]), .. new byte[length]];
        using var input = GuardedMemory.Input(bytes);
        using var pool = new MemoryPool(64L << 20);
        using var account = pool.CreateAccount("test");
        using (var heap = new StringHeap(account))
        {
            var error = Assert.Throws<Core.Errors.SqlSparkException>(() => new DeltaByteArrayDecoder(input.Address, input.Length).Decode(new Utf8View[1001], heap));
            Assert.Equal("MEMORY_LIMIT_EXCEEDED", error.Condition);
        }

        Assert.Equal(0, account.UsedBytes);
    }

    internal static byte[] EncodeLengths(byte[][] values) => [.. Deltas(values.Select(v => v.Length)), .. values.SelectMany(v => v)];

    internal static byte[] EncodePrefixes(byte[][] values)
    {
        var prefixes = values.Select((value, i) => i == 0 ? 0 : value.AsSpan().CommonPrefixLength(values[i - 1])).ToArray();
        return [.. Deltas(prefixes), .. EncodeLengths([.. values.Select((value, i) => value[prefixes[i]..])])];
    }

    private static byte[] Deltas(IEnumerable<int> values) =>
        DeltaBinaryPackedDecoderTests.Encode([.. values.Select(v => (long)v)], 128, 4, isPadded: true);
}
