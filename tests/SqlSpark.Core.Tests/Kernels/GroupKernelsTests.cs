using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed unsafe class GroupKernelsTests
{
    [Fact]
    public void Few_groups_are_summed_and_counted_by_code() => RandomData.ForSeeds(random =>
    {
        var length = random.Length() * random.Next(1, 3);
        var groups = random.Next(1, GroupKernels.FewGroups + 1);
        var words = random.Selected(length);
        var all = new byte[length];
        for (var i = 0; i < length; i++)
            all[i] = (byte)random.Next(groups);
        var codes = new byte[length];
        GroupKernels.MaskCodes(all, Rows.Of(words, length), codes);
        for (var i = 0; i < length; i++)
            Assert.Equal(Rows.Of(words, length).Contains(i) ? all[i] : GroupKernels.NoGroup, codes[i]);

        var values = random.Values<long>(length);
        var doubles = values.Select(v => (double)(v % 1000)).ToArray();
        var sums = new Int128[groups];
        var doubleSums = new double[groups];
        var counts = new long[groups];
        Array.Fill(sums, 10);
        Array.Fill(counts, 10);
        Array.Fill(doubleSums, 10);
        GroupKernels.SumFew(values, codes, sums);
        GroupKernels.SumFew(doubles, codes, doubleSums);
        GroupKernels.CountFew(codes, counts);
        for (var group = 0; group < groups; group++)
        {
            var members = Enumerable.Range(0, length).Where(i => codes[i] == group).ToArray();
            Assert.Equal(members.Aggregate((BigInteger)10, (sum, i) => sum + values[i]), (BigInteger)sums[group]);
            Assert.Equal(10 + members.Sum(i => doubles[i]), doubleSums[group]);
            Assert.Equal(10 + members.Length, counts[group]);
        }

        Check(random.Values<sbyte>(length));
        Check(random.Values<short>(length));
        Check(random.Values<int>(length));

        void Check<T>(T[] narrow)
            where T : unmanaged, IBinaryInteger<T>
        {
            var narrowSums = new Int128[groups];
            GroupKernels.SumFew<T>(narrow, codes, narrowSums);
            for (var group = 0; group < groups; group++)
                Assert.Equal(Enumerable.Range(0, length).Where(i => codes[i] == group).Sum(i => long.CreateTruncating(narrow[i])), (long)narrowSums[group]);
        }
    });

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public void More_rows_are_counted_than_a_byte_can_count(int groups)
    {
        // All rows of a lane are of one group, in a part, between parts and past the last whole vector.
        var codes = new byte[(3 * 255 * 64) + 17];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = i % 64 == 63 ? GroupKernels.NoGroup : (byte)(i % 64 % groups);
        var counts = new long[groups];
        GroupKernels.CountFew(codes, counts);
        Assert.Equal(Enumerable.Range(0, groups).Select(g => codes.LongCount(c => c == g)), counts);
    }

    [Fact]
    public void States_are_updated_by_address() => RandomData.ForSeeds(random =>
    {
        var length = random.Length();
        var words = random.Selected(length);
        var values = random.Values<long>(length);
        var doubles = random.Values<double>(length);
        var narrow = random.Values<int>(length);
        var states = new State[5];
        var groups = new int[length];
        var addresses = new nint[length];
        fixed (State* first = states)
        {
            for (var i = 0; i < length; i++)
            {
                groups[i] = random.Next(states.Length);
                addresses[i] = (nint)(first + groups[i]);
            }

            var rows = Rows.Of(words, length);
            GroupKernels.Count(rows, addresses, 0);
            GroupKernels.Add<int, long>(narrow, rows, addresses, 8);
            GroupKernels.Extreme<long, LessThanOperation>(values, rows, addresses, 16, 32);
            GroupKernels.Extreme<double, GreaterThanOperation>(doubles, rows, addresses, 24, 33);
        }

        for (var group = 0; group < states.Length; group++)
        {
            var members = Enumerable.Range(0, length).Where(i => groups[i] == group && Rows.Of(words, length).Contains(i)).ToArray();
            ref var state = ref states[group];
            Assert.Equal(members.Length, state.Count);
            Assert.Equal(members.Sum(i => (long)narrow[i]), state.NarrowSum);
            Assert.Equal(members.Length > 0 ? 1 : 0, state.HasMin);
            if (members.Length == 0)
                continue;
            Assert.Equal(members.Min(i => values[i]), state.Min);
            Assert.All(members, i => Assert.False(SparkOrder.IsLess(states[group].Max, doubles[i])));
        }
    });

    private struct State
    {
        public long Count;
        public long NarrowSum;
        public long Min;
        public double Max;
        public byte HasMin;
        public byte HasMax;
    }
}
