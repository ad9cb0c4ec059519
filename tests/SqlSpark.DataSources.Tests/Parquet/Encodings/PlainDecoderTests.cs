using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

[Trait("Category", "Kernels")]
public sealed unsafe class PlainDecoderTests
{
    [Fact]
    public void Values_are_read_skipped_expanded_and_selected()
    {
        Check<byte>();
        Check<short>();
        Check<int>();
        Check<long>();
        Check<double>();
        Check<Int128>();
    }

    [Fact]
    public void Fixed_length_byte_arrays_become_views()
    {
        var random = new Random(4);
        for (var width = 1; width <= 40; width++)
        {
            var bytes = new byte[width * 33];
            random.NextBytes(bytes);
            using var input = GuardedMemory.Input(bytes);
            var decoder = new PlainDecoder(input.Address, input.Length, width);
            decoder.Skip(2);
            using var output = GuardedMemory.Output(31 * sizeof(Utf8View));
            decoder.DecodeViews(output.Span<Utf8View>());
            for (var i = 0; i < 31; i++)
                AssertView(bytes.AsSpan((i + 2) * width, width), output.Span<Utf8View>()[i]);
            Assert.Equal(0, decoder.Remaining);
        }
    }

    [Fact]
    public void Booleans_are_bits_from_any_place_to_any_place()
    {
        var random = new Random(5);
        var bytes = new byte[300];
        random.NextBytes(bytes);
        using var input = GuardedMemory.Input(bytes);
        foreach (var count in EncodingTestData.Lengths)
        {
            for (var round = 0; round < 20; round++)
            {
                var (skipped, firstRow) = (random.Next(100), random.Next(130));
                var decoder = new PlainBooleanDecoder(input.Address, input.Length);
                decoder.Skip(skipped);
                using var output = GuardedMemory.Output(Bitmaps.WordCount(firstRow + count) * 8);
                var before = output.Span<ulong>().ToArray();
                decoder.DecodeBits(output.Span<ulong>(), firstRow, count);
                for (var row = 0; row < output.Length * 8; row++)
                {
                    var value = row - firstRow;
                    var expected = value >= 0 && value < count ? (bytes[(skipped + value) / 8] >> ((skipped + value) % 8) & 1) != 0 : Bitmaps.Get(before, row);
                    Assert.Equal(expected, Bitmaps.Get(output.Span<ulong>(), row));
                }
            }
        }

        Assert.Throws<MalformedDataException>(() => new PlainBooleanDecoder(input.Address, input.Length).Skip(2401));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(300)]
    public void Byte_arrays_become_views_of_the_page(int maxLength)
    {
        var random = new Random(maxLength);
        foreach (var count in EncodingTestData.Lengths)
        {
            var values = random.ByteArrays(count, maxLength);
            using var input = GuardedMemory.Input([.. values.SelectMany(v => BitConverter.GetBytes(v.Length).Concat(v))]);
            var decoder = new PlainByteArrayDecoder(input.Address, input.Length);
            var half = count / 2;
            using var output = GuardedMemory.Output(half * sizeof(Utf8View));
            decoder.Decode(output.Span<Utf8View>());
            for (var i = 0; i < half; i++)
                AssertView(values[i], output.Span<Utf8View>()[i]);
            decoder.Skip(Math.Min(3, count - half));
            var rest = values[Math.Min(count, half + 3)..];
            var selection = random.Validity(rest.Length, 0.3);
            using var selected = GuardedMemory.Output(Bitmaps.Count(selection) * sizeof(Utf8View));
            Assert.Equal(Bitmaps.Count(selection), decoder.DecodeSelected(selection, rest.Length, selected.Span<Utf8View>()));
            var expected = rest.Where((_, i) => Bitmaps.Get(selection, i)).ToArray();
            for (var i = 0; i < expected.Length; i++)
                AssertView(expected[i], selected.Span<Utf8View>()[i]);
            Assert.Throws<MalformedDataException>(() => Copy(decoder).Skip(1));
        }
    }

    [Theory]
    [InlineData("0500000041424344")]
    [InlineData("FFFFFFFF41424344")]
    [InlineData("00000080")]
    [InlineData("000000")]
    [InlineData("")]
    public void Byte_arrays_beyond_the_page_are_malformed(string hex)
    {
        using var input = GuardedMemory.Input(Convert.FromHexString(hex));
        Assert.Throws<MalformedDataException>(() => new PlainByteArrayDecoder(input.Address, input.Length).Decode(new Utf8View[1]));
        Assert.Throws<MalformedDataException>(() => new PlainByteArrayDecoder(input.Address, input.Length).Skip(1));
        Assert.Throws<MalformedDataException>(() => new PlainByteArrayDecoder(input.Address, input.Length).DecodeSelected([0], 1, []));
    }

    internal static void AssertView(ReadOnlySpan<byte> expected, Utf8View view)
    {
        Assert.True(expected.SequenceEqual(view.Bytes));

        // Equality of views compares the unused bytes too, so they must be as every other maker of views leaves them.
        if (expected.Length <= Utf8View.MaxInlineLength)
            Assert.Equal(Utf8View.Inline(expected), view);
    }

    private static PlainByteArrayDecoder Copy(PlainByteArrayDecoder decoder) => decoder;

    private static PlainDecoder Copy(PlainDecoder decoder) => decoder;

    private static void Check<T>()
        where T : unmanaged
    {
        var random = new Random(sizeof(T));
        foreach (var count in EncodingTestData.Lengths)
        {
            var values = new T[count + 10];
            random.NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
            using var input = GuardedMemory.Input([.. MemoryMarshal.AsBytes(values.AsSpan()), .. new byte[sizeof(T) - 1]]);
            var decoder = new PlainDecoder(input.Address, input.Length, sizeof(T));
            Assert.Equal(count + 10, decoder.Remaining);
            decoder.Skip(3);
            using var plain = GuardedMemory.Output(count * sizeof(T));
            var copy = decoder;
            copy.Decode(plain.Span<T>());
            Assert.Equal(Bytes(values.AsSpan(3, count)), plain.Span<byte>().ToArray());
            Assert.Throws<MalformedDataException>(() => Copy(copy).Skip(8));
            Assert.Throws<MalformedDataException>(() => Copy(copy).Skip(-1));

            var selection = random.Validity(count, 0.4);
            copy = decoder;
            using var selected = GuardedMemory.Output(Bitmaps.Count(selection) * sizeof(T));
            Assert.Equal(Bitmaps.Count(selection), copy.DecodeSelected(selection, count, selected.Span<T>()));
            var expected = values[3..(count + 3)].Where((_, i) => Bitmaps.Get(selection, i)).ToArray();
            Assert.Equal(Bytes<T>(expected), selected.Span<byte>().ToArray());

            var firstRow = random.Next(70);
            var validity = random.Validity(firstRow + count, 0.6);
            var validCount = Enumerable.Range(firstRow, count).Count(row => Bitmaps.Get(validity, row));
            using var expanded = GuardedMemory.Output(count * sizeof(T));
            decoder.DecodeExpanded(validity, firstRow, expanded.Span<T>(), validCount);
            var next = 3;
            var rows = Enumerable.Range(firstRow, count).Select(row => Bitmaps.Get(validity, row) ? values[next++] : default).ToArray();
            Assert.Equal(Bytes<T>(rows), expanded.Span<byte>().ToArray());
            Assert.Equal(count + 7 - validCount, decoder.Remaining);
        }
    }

    private static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();
}
