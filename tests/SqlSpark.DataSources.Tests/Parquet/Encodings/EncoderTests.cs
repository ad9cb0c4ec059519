using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

/// <summary>What the encoders write, the decoders read; those are tested against the format by themselves.</summary>
[Trait("Category", "Kernels")]
public sealed unsafe class EncoderTests : IDisposable
{
    private readonly MemoryPool _pool = new(1L << 30);
    private readonly MemoryAccount _account;
    private readonly EncodingBuffer _target;

    public EncoderTests()
    {
        _account = _pool.CreateAccount("test");
        _target = new EncodingBuffer(_account);
    }

    public void Dispose()
    {
        _target.Dispose();
        Assert.Equal(0, _account.UsedBytes);
        _account.Dispose();
        _pool.Dispose();
    }

    [Fact]
    public void Runs_and_packed_values_of_every_width_are_read_back()
    {
        var random = new Random(1);
        for (var bitWidth = 0; bitWidth <= 32; bitWidth++)
        {
            foreach (var count in EncodingTestData.Lengths)
            {
                var values = WithRuns(random, count, () => (uint)random.NextBits(bitWidth));
                _target.Clear();
                fixed (uint* from = values)
                    RleBitPackedEncoder.Encode(from, count, bitWidth, _target);
                using var input = GuardedMemory.Input(_target.Bytes);
                var back = new uint[count];
                var decoder = new RleBitPackedDecoder(input.Address, input.Length, bitWidth);
                decoder.Decode<uint>(back);
                Assert.Equal(values, back);
            }
        }
    }

    [Fact]
    public void A_run_is_stored_as_one_only_where_that_is_shorter()
    {
        Assert.Equal([200, 1, 3], Runs([.. Enumerable.Repeat(3U, 100)], 2));
        Assert.Equal([3, 0b10101010, 0b01], Runs([2, 2, 2, 2, 1, 0, 0, 0], 2));

        // 12 equal values of two bits would be a run of three bytes and another header; packed they are three.
        var mixed = Enumerable.Range(0, 8).Select(i => (uint)(i % 4)).Concat(Enumerable.Repeat(1U, 12)).Concat((uint[])[0, 2, 0, 2]).ToArray();
        Assert.Equal(1 + 6, Runs(mixed, 2).Length);

        // The first two of the equal ones fill up the eight before them.
        var wide = Enumerable.Range(0, 6).Select(i => (uint)i * 100).Concat(Enumerable.Repeat(7U, 40)).ToArray();
        Assert.Equal([3, 76, 7, 0], [Runs(wide, 16)[0], .. Runs(wide, 16)[^3..]]);
    }

    [Fact]
    public void Indices_levels_and_bits_are_read_back()
    {
        var random = new Random(2);
        foreach (var count in EncodingTestData.Lengths)
        {
            var indices = WithRuns(random, count, () => random.Next(300));
            _target.Clear();
            RleBitPackedEncoder.EncodeIndices(indices, 300, _target);
            using (var input = GuardedMemory.Input(_target.Bytes))
            {
                var back = new int[count];
                RleBitPackedDecoder.OfIndices(input.Address, input.Length).DecodeBelow<int>(back, 300);
                Assert.Equal(indices, back);
            }

            var levels = WithRuns(random, count, () => (byte)random.Next(4));
            _target.Clear();
            RleBitPackedEncoder.EncodeLevels(levels, 3, _target);
            using (var input = GuardedMemory.Input(_target.Bytes))
            {
                var back = new byte[count];
                LevelDecoder.OfPageV2(input.Address, input.Length, 3).Decode(back);
                Assert.Equal(levels, back);
            }

            foreach (var share in new[] { 0, 0.5, 0.99, 1 })
            {
                var firstRow = random.Next(130);
                var words = random.Validity(firstRow + count, share);
                _target.Clear();
                RleBitPackedEncoder.EncodeBits(words, firstRow, count, _target);
                using var input = GuardedMemory.Input(_target.Bytes);
                var back = new ulong[words.Length];
                new RleBitPackedDecoder(input.Address, input.Length, 1).DecodeBits(back, firstRow, count);
                for (var row = firstRow; row < firstRow + count; row++)
                    Assert.Equal(Bitmaps.Get(words, row), Bitmaps.Get(back, row));

                _target.Clear();
                PlainEncoder.EncodeBooleans(words, firstRow, count, _target);
                Assert.Equal((count + 7) / 8, _target.Length);
                using var plain = GuardedMemory.Input(_target.Bytes);
                var plainBack = new ulong[words.Length];
                new PlainBooleanDecoder(plain.Address, plain.Length).DecodeBits(plainBack, firstRow, count);
                Assert.Equal(back, plainBack);
            }
        }
    }

    [Fact]
    public void Differences_are_written_by_the_letter_of_the_format()
    {
        var random = new Random(3);
        for (var bitWidth = 0; bitWidth <= 64; bitWidth++)
        {
            foreach (var count in EncodingTestData.Lengths)
            {
                var longs = Enumerable.Range(0, count).Select(_ => (long)random.NextBits(bitWidth)).ToArray();
                _target.Clear();
                DeltaBinaryPackedEncoder.Encode(longs, _target);
                using var input = GuardedMemory.Input(_target.Bytes);
                var decoder = new DeltaBinaryPackedDecoder(input.Address, input.Length);
                Assert.Equal(input.Length, decoder.MeasureBytes());
                var longsBack = new long[count];
                decoder.Decode(longsBack);
                Assert.Equal(longs, longsBack);

                var ints = longs.Select(v => unchecked((int)v)).ToArray();
                _target.Clear();
                DeltaBinaryPackedEncoder.Encode(ints, _target);
                using var narrow = GuardedMemory.Input(_target.Bytes);
                var intsBack = new int[count];
                new DeltaBinaryPackedDecoder(narrow.Address, narrow.Length).Decode(intsBack);
                Assert.Equal(ints, intsBack);
            }
        }
    }

    [Fact]
    public void Differences_of_int32_use_32_bits_at_most()
    {
        var values = Enumerable.Range(0, 129).Select(i => i % 2 == 0 ? int.MinValue : int.MaxValue).ToArray();
        DeltaBinaryPackedEncoder.Encode(values, _target);
        using var input = GuardedMemory.Input(_target.Bytes);
        var back = new int[values.Length];
        new DeltaBinaryPackedDecoder(input.Address, input.Length).Decode(back);
        Assert.Equal(values, back);

        // Differences are 1 and -1 in 32 bits: two bits each, where 33 would be needed to say what they are.
        Assert.True(_target.Length < 100);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(400)]
    public void Byte_arrays_are_written_by_the_letter_of_the_format(int maxLength)
    {
        var random = new Random(maxLength);
        using var heap = new StringHeap(_account);
        foreach (var count in EncodingTestData.Lengths)
        {
            var values = random.ByteArrays(count, maxLength);
            var views = values.Select(v => heap.Copy(v)).ToArray();
            _target.Clear();
            ByteArrayEncoder.EncodePlain(views, _target);
            Assert.Equal([.. values.SelectMany(v => BitConverter.GetBytes(v.Length).Concat(v))], _target.Bytes.ToArray());
            _target.Clear();
            ByteArrayEncoder.EncodeFixedLength(views, _target);
            Assert.Equal([.. values.SelectMany(v => v)], _target.Bytes.ToArray());

            var back = new Utf8View[count];
            _target.Clear();
            ByteArrayEncoder.EncodeDeltaLength(views, _target);
            using var lengths = GuardedMemory.Input(_target.Bytes);
            new DeltaLengthByteArrayDecoder(lengths.Address, lengths.Length).Decode(back);
            Assert.Equal(views, back);

            _target.Clear();
            ByteArrayEncoder.EncodeDelta(views, _target);
            using var deltas = GuardedMemory.Input(_target.Bytes);
            new DeltaByteArrayDecoder(deltas.Address, deltas.Length).Decode(back, heap);
            Assert.Equal(views, back);
        }
    }

    [Fact]
    public void Decimals_timestamps_and_streams_are_read_back()
    {
        var random = new Random(4);
        foreach (var count in EncodingTestData.Lengths)
        {
            for (var width = 1; width <= 16; width++)
            {
                var decimals = Enumerable.Range(0, count).Select(_ => (Int128)(new UInt128(random.NextBits(64), random.NextBits(64))) >> (128 - (8 * width))).ToArray();
                _target.Clear();
                PlainEncoder.EncodeDecimals(decimals, width, _target);
                Assert.Equal(count * width, _target.Length);
                using var input = GuardedMemory.Input(_target.Bytes);
                var back = new Int128[count];
                BigEndianDecimals.FromFixed(input.Address, width, back);
                Assert.Equal(decimals, back);
            }

            var longs = Enumerable.Range(0, count).Select(_ => random.NextInt64(1L << 60)).ToArray();
            _target.Clear();
            PlainEncoder.EncodeInt96(longs, _target);
            using var timestamps = GuardedMemory.Input(_target.Bytes);
            var longsBack = new long[count];
            Int96Timestamps.ToMicroseconds(timestamps.Address, longsBack);
            Assert.Equal(longs, longsBack);

            _target.Clear();
            PlainEncoder.EncodeStreams(MemoryMarshal.AsBytes(longs.AsSpan()), 8, _target);
            using var streams = GuardedMemory.Input(_target.Bytes);
            new ByteStreamSplitDecoder(streams.Address, streams.Length, 8).Decode<long>(longsBack);
            Assert.Equal(longs, longsBack);

            _target.Clear();
            PlainEncoder.Encode<long>(longs, _target);
            Assert.Equal(MemoryMarshal.AsBytes(longs.AsSpan()).ToArray(), _target.Bytes.ToArray());
        }
    }

    [Fact]
    public void The_buffer_grows_and_keeps_what_it_has()
    {
        var random = new Random(5);
        List<byte> expected = [];
        for (var i = 0; i < 3000; i++)
        {
            var value = random.NextBits(random.Next(65));
            _target.WriteUnsigned(value);
            expected.WriteUnsigned(value);
            _target.WriteSigned((long)value);
            expected.WriteSigned((long)value);
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            _target.Write(bytes);
            expected.AddRange(bytes);
        }

        Assert.Equal([.. expected], _target.Bytes.ToArray());
    }

    private static T[] WithRuns<T>(Random random, int count, Func<T> next)
    {
        var values = new T[count];
        for (var i = 0; i < count;)
        {
            var end = Math.Min(count, i + (random.Next(4) == 0 ? random.Next(1, 200) : 1));
            values.AsSpan(i..end).Fill(next());
            i = end;
        }

        return values;
    }

    private byte[] Runs(uint[] values, int bitWidth)
    {
        _target.Clear();
        fixed (uint* from = values)
            RleBitPackedEncoder.Encode(from, values.Length, bitWidth, _target);
        return _target.Bytes.ToArray();
    }
}
