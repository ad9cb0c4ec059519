using System.Numerics;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

[Trait("Category", "Kernels")]
public sealed unsafe class AlpDecoderTests
{
    [Fact]
    public void Reads_the_example_of_the_format()
    {
        byte[] vector = [4, 3, 1, 0, .. BitConverter.GetBytes(3335L), 15, .. EncodingTestData.Pack([11665, 11665, 21665, 0], 15), 1, 0, .. BitConverter.GetBytes(double.NaN)];
        Assert.Equal(31, vector.Length);
        using var input = GuardedMemory.Input([0, 0, 10, 4, 0, 0, 0, 4, 0, 0, 0, .. vector]);
        var values = new double[4];
        new AlpDecoder(input.Address, input.Length).Decode(values);
        Assert.Equal([1500.0, double.NaN, 2500.0, 333.5], values);
    }

    [Fact]
    public void Doubles_come_in_any_mix_of_calls()
    {
        var random = new Random(1);
        foreach (var count in EncodingTestData.Lengths)
        {
            var (page, values) = Page<double, long>(random, count, random.Next(3, 9), 18, 64);
            Walk(random, page, values);
        }
    }

    [Fact]
    public void Floats_come_in_any_mix_of_calls()
    {
        var random = new Random(2);
        foreach (var count in EncodingTestData.Lengths)
        {
            var (page, values) = Page<float, int>(random, count, random.Next(3, 9), 10, 32);
            Walk(random, page, values);
        }
    }

    [Theory]
    [InlineData("000002040000000400000000", "small vectors")]
    [InlineData("000010040000000400000000", "large vectors")]
    [InlineData("01000A040000000400000000", "another mode")]
    [InlineData("00010A040000000400000000", "other integers")]
    [InlineData("00000AFFFFFFFF", "a negative count")]
    [InlineData("00000A0400", "a cut header")]
    [InlineData("00000A04000000", "no offsets")]
    [InlineData("00000A04000000FFFFFFFF", "an offset beyond the page")]
    [InlineData("00000A0400000004000000", "no vector")]
    [InlineData("00000A040000000400000013000000000000000000000000", "a great exponent")]
    [InlineData("00000A040000000400000001020000000000000000000000", "a factor above the exponent")]
    [InlineData("00000A040000000400000000000000000000000000000041", "a great width")]
    [InlineData("00000A040000000400000000000000000000000000000010", "cut values")]
    [InlineData("00000A0400000004000000000001000000000000000000000400FFFFFFFFFFFFFFFF", "an exception beyond the vector")]
    public void Pages_that_contradict_the_format_are_malformed(string hex, string what)
    {
        Assert.NotEmpty(what);
        using var input = GuardedMemory.Input(Convert.FromHexString(hex));
        Assert.Throws<MalformedDataException>(() => new AlpDecoder(input.Address, input.Length).Decode(new double[4]));
    }

    /// <summary>A page of random integers and powers, with exceptions, and the values that the format's formula gives.</summary>
    internal static (byte[] Bytes, T[] Values) Page<T, TInteger>(Random random, int count, int vectorBits, int maxExponent, int maxWidth)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TInteger : unmanaged, IBinaryInteger<TInteger>
    {
        List<byte> vectors = [];
        List<uint> offsets = [];
        List<T> values = [];
        var vectorCount = (count + (1 << vectorBits) - 1) >> vectorBits;
        for (var vector = 0; vector < vectorCount; vector++)
        {
            var length = Math.Min(1 << vectorBits, count - (vector << vectorBits));
            var (exponent, bitWidth) = (random.Next(maxExponent + 1), random.Next(maxWidth + 1));
            var factor = random.Next(exponent + 1);
            var least = TInteger.CreateTruncating((long)random.NextBits(random.Next(maxWidth)));
            var deltas = Enumerable.Range(0, length).Select(_ => random.NextBits(bitWidth)).ToArray();
            var (power, fraction) = (T.Parse($"1e{factor}", null), T.Parse($"1e-{exponent}", null));
            var exceptions = Enumerable.Range(0, length).Where(_ => random.Next(10) == 0).ToArray();
            var first = values.Count;
            values.AddRange(deltas.Select(d => T.CreateTruncating(unchecked(TInteger.CreateTruncating(d) + least)) * power * fraction));
            offsets.Add((uint)((4 * vectorCount) + vectors.Count));
            vectors.AddRange([(byte)exponent, (byte)factor, .. BitConverter.GetBytes((ushort)exceptions.Length)]);
            vectors.AddRange(BitConverter.GetBytes(long.CreateTruncating(least)).Take(sizeof(T)));
            vectors.Add((byte)bitWidth);
            vectors.AddRange(EncodingTestData.Pack(deltas, bitWidth));
            vectors.AddRange(exceptions.SelectMany(position => BitConverter.GetBytes((ushort)position)));
            foreach (var position in exceptions)
            {
                var bits = new byte[sizeof(T)];
                random.NextBytes(bits);
                vectors.AddRange(bits);
                values[first + position] = System.Runtime.InteropServices.MemoryMarshal.Read<T>(bits);
            }
        }

        return ([0, 0, (byte)vectorBits, .. BitConverter.GetBytes(count), .. offsets.SelectMany(BitConverter.GetBytes), .. vectors], [.. values]);
    }

    private static void Walk<T>(Random random, byte[] page, T[] values)
        where T : unmanaged
    {
        using var input = GuardedMemory.Input(page);
        var decoder = new AlpDecoder(input.Address, input.Length);
        Assert.Equal(values.Length, decoder.Count);
        for (var done = 0; done < values.Length;)
        {
            var count = Math.Min(random.Next(1, 200), values.Length - done);
            if (random.Next(3) == 0)
            {
                decoder.Skip(count);
            }
            else
            {
                using var output = GuardedMemory.Output(count * sizeof(T));
                if (sizeof(T) == 4)
                    decoder.Decode(output.Span<float>());
                else
                    decoder.Decode(output.Span<double>());
                var expected = System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan(done, count)).ToArray();
                Assert.Equal(expected, output.Span<byte>().ToArray());
            }

            done += count;
        }

        Assert.Equal(0, decoder.Remaining);
        Assert.Throws<MalformedDataException>(() => Copy(decoder).Skip(1));
        Assert.Throws<MalformedDataException>(() => Copy(decoder).Decode(new double[1]));
    }

    private static AlpDecoder Copy(AlpDecoder decoder) => decoder;
}
