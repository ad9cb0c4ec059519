using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class RadixSorterTests : IDisposable
{
    private readonly MemoryPool _pool = new(1L << 30, new MemoryPoolOptions { IsChecked = true });
    private readonly MemoryAccount _account;

    public RadixSorterTests() => _account = _pool.CreateAccount("test");

    public void Dispose()
    {
        _account.Dispose();
        _pool.Dispose();
    }

    [Fact]
    public void Sorts_as_the_framework_does_and_stably() => RandomData.ForSeeds(random =>
    {
        using var sorter = new RadixSorter(_account);
        for (var repeat = 0; repeat < 2; repeat++)
        {
            var keys = Keys(random, random.Length());
            var rows = keys.Select((_, i) => i * 3).ToArray();
            var expected = keys.Zip(rows).OrderBy(p => p.First).ToArray();
            sorter.Sort(keys, rows);
            Assert.Equal(expected, keys.Zip(rows));
        }
    });

    [Fact]
    public void Many_wide_keys_are_sorted()
    {
        using var sorter = new RadixSorter(_account);
        var random = new Random(11);
        foreach (var bits in new[] { 12, 40, 64 })
        {
            var keys = new ulong[200_000];
            for (var i = 0; i < keys.Length; i++)
                keys[i] = random.Value<ulong>(1) >> (64 - bits);
            var rows = Enumerable.Range(0, keys.Length).ToArray();
            var expected = keys.Zip(rows).OrderBy(p => p.First).ToArray();
            sorter.Sort(keys, rows);
            Assert.Equal(expected, keys.Zip(rows));
        }
    }

    [Theory]
    [InlineData(0x0F0F_0F0F_0F0F_0F0F, 200_000)]        // packed with their positions
    [InlineData(0x7F7F_7F7F_7F7F_7F3F, 200_000)]        // too wide for it
    [InlineData(0x0101_0000_8000_0001, 1_000)]
    [InlineData(0x8000_0000_0000_0001, 60)]
    public void Bits_that_all_keys_share_do_not_count(ulong varying, int length)
    {
        using var sorter = new RadixSorter(_account);
        var random = new Random(length);
        var shared = random.Value<ulong>(1) & ~varying;
        var keys = new ulong[length];
        for (var i = 0; i < length; i++)
            keys[i] = ((ulong)random.NextInt64() << 1 & varying) | (random.Value<ulong>(1) & varying & 0xFFFF) | shared;
        var rows = Enumerable.Range(0, length).Select(i => length - i).ToArray();
        var expected = keys.Zip(rows).OrderBy(p => p.First).ToArray();
        sorter.Sort(keys, rows);
        Assert.Equal(expected, keys.Zip(rows));
    }

    [Theory]
    [InlineData(24, 24)]
    [InlineData(24, 40)]
    [InlineData(20, 33)]
    [InlineData(0, 9)]
    public void Many_words_are_sorted_part_by_part(int lowestBit, int bitCount)
    {
        var random = new Random(bitCount);
        var mask = ulong.MaxValue >> (64 - bitCount);
        foreach (var isSkewed in new[] { false, true })
        {
            var words = new ulong[150_000];
            for (var i = 0; i < words.Length; i++)
            {
                var key = (ulong)random.NextInt64() & mask;
                words[i] = ((isSkewed && i % 100 != 0 ? key & 0x7F : key) << lowestBit) | ((uint)i & ((1U << lowestBit) - 1));
            }

            var expected = words.OrderBy(w => w >> lowestBit & mask).ToArray();
            var other = new ulong[words.Length];
            Assert.Equal(expected, RadixSorter.SortBits(words, other, lowestBit, bitCount) ? other : words);
        }
    }

    [Theory]
    [InlineData(0, 64)]
    [InlineData(20, 24)]
    [InlineData(5, 13)]
    [InlineData(63, 1)]
    [InlineData(7, 0)]
    public void Words_are_sorted_stably_by_some_of_their_bits(int lowestBit, int bitCount) => RandomData.ForSeeds(random =>
    {
        var mask = bitCount == 0 ? 0 : ulong.MaxValue >> (64 - bitCount);
        for (var repeat = 0; repeat < 2; repeat++)
        {
            var words = Keys(random, random.Length());
            var expected = words.OrderBy(w => w >> lowestBit & mask).ToArray();
            var other = new ulong[words.Length];
            Assert.Equal(expected, RadixSorter.SortBits(words, other, lowestBit, bitCount) ? other : words);
        }
    });

    [Fact]
    public void Equal_keys_are_put_in_the_order_of_the_ties() => RandomData.ForSeeds(random =>
    {
        using var sorter = new RadixSorter(_account);
        var keys = random.Values<ulong>(random.Length()).Select(k => k & 3).ToArray();
        var rows = Enumerable.Range(0, keys.Length).ToArray();
        random.Shuffle(rows);
        var expected = keys.Zip(rows).OrderBy(p => p.First).ThenByDescending(p => p.Second).ToArray();
        sorter.Sort(keys, rows, default(Descending));
        Assert.Equal(expected, keys.Zip(rows));
    });

    [Fact]
    public void Comparisons_alone_sort_stably() => RandomData.ForSeeds(random =>
    {
        using var sorter = new RadixSorter(_account);
        var rows = random.Values<int>(random.Length());
        var expected = rows.OrderBy(r => r & 0xF).ToArray();
        sorter.Sort(rows, default(ByLowBits));
        Assert.Equal(expected, rows);
    });

    private static ulong[] Keys(Random random, int length)
    {
        var keys = random.Values<ulong>(length);
        var (shift, offset) = (random.Next(64), random.Value<ulong>(random.Next(4)));
        return keys.Select(k => unchecked((k >> shift) + offset)).ToArray();
    }

    private readonly struct Descending : IRowOrder
    {
        public int Compare(int left, int right) => right.CompareTo(left);
    }

    private readonly struct ByLowBits : IRowOrder
    {
        public int Compare(int left, int right) => (left & 0xF).CompareTo(right & 0xF);
    }
}
