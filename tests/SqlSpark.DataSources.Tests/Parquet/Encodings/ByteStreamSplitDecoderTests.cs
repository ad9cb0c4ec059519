using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

[Trait("Category", "Kernels")]
public sealed unsafe class ByteStreamSplitDecoderTests
{
    [Fact]
    public void Reads_the_example_of_the_format()
    {
        using var input = GuardedMemory.Input(Convert.FromHexString("AA00A3BB11B4CC22C5DD33D6"));
        var values = new uint[3];
        new ByteStreamSplitDecoder(input.Address, input.Length, 4).Decode<uint>(values);
        Assert.Equal([0xDDCCBBAA, 0x33221100, 0xD6C5B4A3], values);
    }

    [Fact]
    public void Values_of_any_width_are_put_together()
    {
        var random = new Random(1);
        foreach (var width in new[] { 1, 2, 3, 4, 5, 8, 12, 16, 17 })
        {
            foreach (var count in EncodingTestData.Lengths)
            {
                var values = new byte[count * width];
                random.NextBytes(values);
                var streams = new byte[values.Length];
                for (var i = 0; i < count; i++)
                    for (var stream = 0; stream < width; stream++)
                        streams[(stream * count) + i] = values[(i * width) + stream];
                using var input = GuardedMemory.Input(streams);
                var decoder = new ByteStreamSplitDecoder(input.Address, input.Length, width);
                var skipped = Math.Min(random.Next(40), count);
                decoder.Skip(skipped);
                var first = random.Next(count - skipped + 1);
                foreach (var step in new[] { first, count - skipped - first })
                {
                    using var output = GuardedMemory.Output(step * width);
                    decoder.Decode(output.Address, step);
                    Assert.Equal(values.AsSpan(skipped * width, step * width).ToArray(), output.Span<byte>().ToArray());
                    skipped += step;
                }

                Assert.Equal(0, decoder.Remaining);
                Assert.Throws<MalformedDataException>(() => Copy(decoder).Skip(1));
                Assert.Throws<MalformedDataException>(() => Copy(decoder).Decode(null, 1));

                using var source = GuardedMemory.Input(values);
                using var target = GuardedMemory.Output(values.Length);
                ByteStreams.Split(source.Address, width, count, target.Address);
                Assert.Equal(streams, target.Span<byte>().ToArray());
            }
        }
    }

    [Fact]
    public void Streams_of_unequal_length_are_malformed()
    {
        using var input = GuardedMemory.Input(new byte[13]);
        Assert.Throws<MalformedDataException>(() => new ByteStreamSplitDecoder(input.Address, 13, 4));
    }

    private static ByteStreamSplitDecoder Copy(ByteStreamSplitDecoder decoder) => decoder;
}
