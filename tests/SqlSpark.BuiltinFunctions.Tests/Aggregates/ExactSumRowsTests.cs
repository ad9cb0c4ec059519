using System.Numerics;
using SqlSpark.BuiltinFunctions.Aggregates;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Aggregates;

public sealed class ExactSumRowsTests
{
    private const int GroupCount = 5;

    /// <summary>Lengths of batches, and how many of a thousand values are next to the bounds of their type.</summary>
    public static TheoryData<int, int> Shapes => new()
    {
        { 0, 0 }, { 1, 1000 }, { 63, 500 }, { 64, 1 }, { 65, 1000 }, { 4096, 0 }, { 4096, 1 }, { 4096, 900 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Adds_exactly_whatever_the_values(int length, int largePerMille)
    {
        Check<sbyte>(length, largePerMille);
        Check<short>(length, largePerMille);
        Check<int>(length, largePerMille);
        Check<long>(length, largePerMille);
    }

    [Fact]
    public void A_sum_of_128_bits_keeps_its_place_at_both_ends()
    {
        foreach (var end in new[] { Int128.MaxValue, Int128.MinValue, Int128.MaxValue - long.MaxValue, (Int128)long.MinValue, long.MaxValue })
        {
            var state = default(ExactSumState);
            state.Add(end, 1);
            Assert.Equal(end, state.Sum);
            Assert.False(state.HasOverflowed);
            state.Add(end > 0 ? 1 : -1, 1);
            Assert.Equal(end == Int128.MaxValue || end == Int128.MinValue, state.HasOverflowed);
            state.Remove(end > 0 ? 1 : -1, 1);
            Assert.Equal(end, state.Sum);
            Assert.Equal(1, state.Count);
        }
    }

    private static unsafe void Check<T>(int length, int largePerMille)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        using var pool = new MemoryPool(1L << 30, new MemoryPoolOptions { IsChecked = true });
        using var account = pool.CreateAccount("test");
        var states = account.Allocate(GroupCount * 32, zeroed: true);
        var random = new Random(length + largePerMille);
        var rows = new ExactSumRows();
        var (sums, counts) = (new BigInteger[GroupCount], new long[GroupCount]);
        var (values, addresses, words) = (new T[length], new nint[length], new ulong[Bitmaps.WordCount(length)]);
        for (var batch = 0; batch < 200; batch++)
        {
            var isAll = batch % 2 == 0;
            for (var row = 0; row < length; row++)
            {
                var group = random.Next(GroupCount);
                var isLarge = random.Next(1000) < largePerMille;
                values[row] = !isLarge ? T.CreateTruncating(random.Next(-100, 100)) : group % 2 == 0 ? T.MaxValue : T.MinValue;
                addresses[row] = (nint)states.Address + (group * 32);
                var isLive = isAll || random.Next(2) == 0;
                Bitmaps.Assign(words, row, isLive);
                if (!isLive)
                    continue;
                sums[group] += long.CreateTruncating(values[row]);
                counts[group]++;
            }

            rows.Add<T>(values, isAll ? Rows.All(length) : Rows.Of(words, length), addresses);
        }

        for (var group = 0; group < GroupCount; group++)
        {
            var state = *(ExactSumState*)((nint)states.Address + (group * 32));
            Assert.Equal(sums[group], (BigInteger)state.Sum);
            Assert.Equal(counts[group], state.Count);
        }

        states.Release();
    }
}
