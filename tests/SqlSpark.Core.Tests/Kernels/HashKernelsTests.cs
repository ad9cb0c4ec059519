using System.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Tests.Columnar;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class HashKernelsTests
{
    [Fact]
    public void Columns_hash_as_their_rows() => RandomData.ForSeeds(random =>
    {
        using var factory = new VectorFactory();
        using var hasher = new VectorHasher(factory.Account);
        var length = random.Length() % 600;
        var keys = new Vector[random.Next(1, 4)];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = factory.RandomColumn(VectorFactory.RandomType(random), random, length);
        var words = random.Selected(length);
        var hashes = new ulong[length];

        for (var repeat = 0; repeat < 2; repeat++)
        {
            hasher.Hash(keys, Rows.Of(words, length), hashes);
            foreach (var row in Rows.Of(words, length))
            {
                var expected = HashKernels.HashRow(keys[0], row);
                for (var i = 1; i < keys.Length; i++)
                    expected = HashKernels.Combine(expected, HashKernels.HashRow(keys[i], row));
                Assert.Equal(expected, hashes[row]);
            }
        }
    });

    [Fact]
    public void Dictionaries_of_one_key_position_do_not_mix_up()
    {
        using var factory = new VectorFactory();
        using var hasher = new VectorHasher(factory.Account);
        var hashes = new ulong[4];
        foreach (var entry in new[] { 1, 2, 1 })
        {
            hasher.Hash([factory.Dictionary(IntegerType.Instance, [entry], [0, 0, null, 0])], Rows.All(4), hashes);
            Assert.Equal([HashKernels.Hash(entry), HashKernels.Hash(entry), HashKernels.NullHash, HashKernels.Hash(entry)], hashes);
        }
    }

    [Fact]
    public void Equal_rows_hash_equal_in_any_encoding_and_width() => RandomData.ForSeeds(random =>
    {
        using var factory = new VectorFactory();
        var type = VectorFactory.RandomType(random);
        var left = factory.RandomColumn(type, random, 40);
        var right = factory.RandomColumn(type, random, 40);
        for (var l = 0; l < left.Length; l++)
        {
            for (var r = 0; r < right.Length; r++)
            {
                if (VectorComparer.AreEqual(left, l, right, r))
                    Assert.Equal(HashKernels.HashRow(left, l), HashKernels.HashRow(right, r));
            }
        }
    });

    [Fact]
    public void Numbers_hash_by_value()
    {
        Assert.Equal(HashKernels.Hash((sbyte)-5), HashKernels.Hash(-5L));
        Assert.Equal(HashKernels.Hash((short)-5), HashKernels.Hash((Int128)(-5)));
        Assert.Equal(HashKernels.Hash(-5), HashKernels.Hash(-5L));
        Assert.NotEqual(HashKernels.Hash((Int128)1 << 64), HashKernels.Hash((Int128)0));
        Assert.Equal(HashKernels.Hash(0.0), HashKernels.Hash(-0.0));
        Assert.Equal(HashKernels.Hash(double.NaN), HashKernels.Hash(BitConverter.Int64BitsToDouble(-1)));
        Assert.Equal(HashKernels.Hash(0.0f), HashKernels.Hash(-0.0f));
    }

    [Fact]
    public void Dense_hashes_normalize_zero_and_NaN() => RandomData.ForSeeds(random =>
    {
        var values = random.Values<double>(random.Length());
        var hashes = new ulong[values.Length];
        HashKernels.Hash<double>(values, hashes);
        Assert.Equal(values.Select(v => HashKernels.Hash(v)), hashes);
    });

    [Fact]
    public void Strings_hash_by_their_bytes() => RandomData.ForSeeds(random =>
    {
        var text = Encoding.UTF8.GetBytes(random.Text(random.Next(4)) + random.Text(2));
        var padded = new byte[text.Length + 1];
        text.CopyTo(padded, 0);
        Assert.Equal(HashKernels.HashBytes(text), HashKernels.HashBytes(padded.AsSpan(0, text.Length)));
        Assert.NotEqual(HashKernels.HashBytes(text), HashKernels.HashBytes(padded));
        for (var i = 0; i < text.Length; i++)
        {
            var other = (byte[])text.Clone();
            other[i] ^= 1;
            Assert.NotEqual(HashKernels.HashBytes(text), HashKernels.HashBytes(other));
        }
    });

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(1 << 20)]
    [InlineData(1L << 40)]
    public void Regular_keys_spread_over_high_and_low_bits(long step)
    {
        const int Count = 1 << 16;
        var values = new long[Count];
        for (var i = 0; i < Count; i++)
            values[i] = i * step;
        var hashes = new ulong[Count];
        HashKernels.Hash<long>(values, hashes);
        Spread(hashes);
        HashKernels.Combine(hashes, (ulong[])hashes.Clone());       // the same key twice
        Spread(hashes);

        static void Spread(ulong[] hashes)
        {
            // Of n balls in n boxes about 1 - 1/e of the boxes are hit.
            Assert.InRange(hashes.Select(h => h >> 48).Distinct().Count(), 0.6 * Count, 0.66 * Count);
            Assert.InRange(hashes.Select(h => h & 0xFFFF).Distinct().Count(), 0.6 * Count, 0.66 * Count);
        }
    }
}
