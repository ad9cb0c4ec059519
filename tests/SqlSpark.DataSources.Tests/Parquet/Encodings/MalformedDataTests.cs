using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

/// <summary>
/// Damaged pages end in an exception or in wrong values, and never in an access outside of the page or the target: either would
/// end the process, for the memory around both is guarded.
/// </summary>
[Trait("Category", "Kernels")]
public sealed unsafe class MalformedDataTests
{
    private const int Rounds = 1500;
    private const int Count = 300;

    private delegate void Decode(byte* data, int byteLength);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Damaged_runs_do_no_harm(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var bitWidth = random.Next(33);
            var page = RleBitPackedDecoderTests.Stream(random, bitWidth, Count).Bytes;
            Try(random, page, (data, length) => Read<byte>(values => new RleBitPackedDecoder(data, length, bitWidth).DecodeBelow(values, 200)));
            Try(random, page, (data, length) => Read<int>(values => new RleBitPackedDecoder(data, length, bitWidth).DecodeBelow(values, 1000)));
            Try(random, page, (data, length) => Read<ushort>(values => RleBitPackedDecoder.OfIndices(data, length).Decode(values)));
            Try(random, page, (data, length) => new RleBitPackedDecoder(data, length, bitWidth).Skip(Count));
            Try(random, page, (data, length) => Read<ulong>(words => new RleBitPackedDecoder(data, length, 1).DecodeBits(words, 7, 64 * words.Length - 7)));
            Try(random, page, (data, length) => Read<byte>(values => LevelDecoder.OfPageV1(data, length, 3, out _).Decode(values)));
            Try(random, page, (data, length) => Read<byte>(values => LevelDecoder.OfBitPacked(data, length, 5, values.Length, out _).Decode(values)));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Damaged_differences_do_no_harm(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var bitWidth = random.Next(65);
            var values = Enumerable.Range(0, Count).Select(_ => (long)random.NextBits(bitWidth)).ToArray();
            var page = DeltaBinaryPackedDecoderTests.Encode(values, 128 << random.Next(3), 4, random.Next(2) == 0);
            Try(random, page, (data, length) => Read<int>(to => new DeltaBinaryPackedDecoder(data, length).Decode(to)));
            Try(random, page, (data, length) => Read<long>(to => new DeltaBinaryPackedDecoder(data, length).Decode(to)));
            Try(random, page, (data, length) => new DeltaBinaryPackedDecoder(data, length).Skip(Count - 5));
            Try(random, page, (data, length) => Assert.InRange(new DeltaBinaryPackedDecoder(data, length).MeasureBytes(), 0, length));
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Damaged_byte_arrays_do_no_harm(int seed)
    {
        var random = new Random(seed);
        using var pool = new MemoryPool(1L << 26);
        using var account = pool.CreateAccount("test");
        using var heap = new StringHeap(account);
        for (var round = 0; round < Rounds / 2; round++)
        {
            var values = random.ByteArrays(Count, random.Next(2, 60));
            byte[] plain = [.. values.SelectMany(v => BitConverter.GetBytes(v.Length).Concat(v))];
            Try(random, plain, (data, length) => ReadViews(to => new PlainByteArrayDecoder(data, length).Decode(to)));
            Try(random, plain, (data, length) => new PlainByteArrayDecoder(data, length).Skip(Count));
            var lengths = DeltaByteArrayDecoderTests.EncodeLengths(values);
            Try(random, lengths, (data, length) => ReadViews(to => new DeltaLengthByteArrayDecoder(data, length).Decode(to)));
            Try(random, lengths, (data, length) => new DeltaLengthByteArrayDecoder(data, length).Skip(Count - 2));
            var prefixes = DeltaByteArrayDecoderTests.EncodePrefixes(values);
            heap.Reset();
            Try(random, prefixes, (data, length) => ReadViews(to => new DeltaByteArrayDecoder(data, length).Decode(to, heap)));
            Try(random, prefixes, (data, length) => new DeltaByteArrayDecoder(data, length).Skip(Count - 2));
        }
    }

    // The page whole, cut, and with some bytes changed.
    private static void Try(Random random, byte[] page, Decode decode)
    {
        var bytes = page[..(random.Next(3) == 0 ? random.Next(page.Length + 1) : page.Length)];
        for (var changes = random.Next(4); changes > 0 && bytes.Length > 0; changes--)
            bytes[random.Next(3) == 0 ? random.Next(Math.Min(bytes.Length, 12)) : random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
        using var input = GuardedMemory.Input(bytes);
        try
        {
            decode(input.Address, input.Length);
        }
        catch (MalformedDataException error)
        {
            Assert.InRange(error.ByteOffset, 0, Math.Max(input.Length, 4));
            Assert.NotEmpty(error.Message);
        }
        catch (Core.Errors.SqlSparkException error)
        {
            Assert.Equal("MEMORY_LIMIT_EXCEEDED", error.Condition);
        }
    }

    private static void Read<T>(Action<Span<T>> decode)
        where T : unmanaged
    {
        using var output = GuardedMemory.Output(Count * sizeof(T));
        decode(output.Span<T>());
    }

    // What the views point to is read as well.
    private static void ReadViews(Action<Span<Utf8View>> decode)
    {
        using var output = GuardedMemory.Output(Count * sizeof(Utf8View));
        decode(output.Span<Utf8View>());
        var sum = 0;
        foreach (ref readonly var view in output.Span<Utf8View>())
        {
            foreach (var value in view.Bytes)
                sum += value;
        }

        Assert.True(sum >= 0);
    }
}
