using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class GatherKernelsTests
{
    [Fact]
    public void Values_are_gathered_by_row_number() => RandomData.ForSeeds(random =>
    {
        Gather<sbyte>(random);
        Gather<short>(random);
        Gather<int>(random);
        Gather<long>(random);
        Gather<double>(random);
        Gather<Int128>(random);
        GatherWiden<sbyte, int>(random);
        GatherWiden<int, Int128>(random);
        GatherWiden<short, long>(random);
    });

    [Fact]
    public void Entries_are_looked_up_by_code() => RandomData.ForSeeds(random =>
    {
        foreach (var entryCount in new[] { 1, 2, 8, 9, 16, 17, 32, 33, 256 })
        {
            LookUp<byte, sbyte>(random, entryCount);
            LookUp<byte, int>(random, entryCount);
            LookUp<byte, long>(random, entryCount);
            LookUp<byte, Int128>(random, entryCount);
            LookUp<ushort, short>(random, entryCount);
            LookUp<ushort, double>(random, entryCount);
        }
    });

    [Fact]
    public void Bits_are_gathered_by_row_number() => RandomData.ForSeeds(random =>
    {
        var words = random.Bitmap(300);
        var indices = Indices(random, 300);
        var result = new ulong[Bitmaps.WordCount(indices.Length)];
        GatherKernels.GatherBits(words, indices, result);
        for (var i = 0; i < result.Length * 64; i++)
            Assert.Equal(i < indices.Length && Bitmaps.Get(words, indices[i]), Bitmaps.Get(result, i));
    });

    [Fact]
    public void Live_rows_are_merged_and_others_stay() => RandomData.ForSeeds(random =>
    {
        Merge<sbyte>(random);
        Merge<short>(random);
        Merge<int>(random);
        Merge<float>(random);
        Merge<long>(random);
        Merge<ListEntry>(random);
        Merge<Int128>(random);
    });

    [Fact]
    public void Widening_keeps_values() => RandomData.ForSeeds(random =>
    {
        Widen<sbyte, short>(random);
        Widen<sbyte, int>(random);
        Widen<sbyte, long>(random);
        Widen<sbyte, Int128>(random);
        Widen<short, int>(random);
        Widen<short, long>(random);
        Widen<int, long>(random);
        Widen<int, double>(random);
        Widen<short, double>(random);
        Widen<sbyte, double>(random);
        Widen<int, float>(random);
        Widen<long, Int128>(random);
        Widen<long, double>(random);
        Widen<long, float>(random);
        Widen<float, double>(random);
    });

    private static int[] Indices(Random random, int length)
    {
        var indices = new int[random.Length()];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = random.Next(length);
        return indices;
    }

    private static void Gather<T>(Random random)
        where T : unmanaged
    {
        var values = random.Values<T>(200);
        var indices = Indices(random, 200);
        var result = new T[indices.Length];
        GatherKernels.Gather<T>(values, indices, result);
        Assert.Equal(indices.Select(i => values[i]), result);
    }

    private static void LookUp<TCode, T>(Random random, int entryCount)
        where TCode : unmanaged, INumberBase<TCode>
        where T : unmanaged
    {
        var entries = random.Values<T>(entryCount);
        var codes = Indices(random, entryCount);
        var result = new T[codes.Length + 1];
        var beyond = result[^1] = random.Value<T>(1);
        GatherKernels.LookUp<TCode, T>(entries, codes.Select(TCode.CreateChecked).ToArray(), result);
        Assert.Equal(codes.Select(code => entries[code]).Append(beyond), result);
    }

    private static void GatherWiden<TFrom, TTo>(Random random)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var values = random.Values<TFrom>(200);
        var indices = Indices(random, 200);
        var result = new TTo[indices.Length];
        GatherKernels.GatherWiden<TFrom, TTo>(values, indices, result);
        Assert.Equal(indices.Select(i => TTo.CreateChecked(values[i])), result);
    }

    private static void Widen<TFrom, TTo>(Random random)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var values = random.Values<TFrom>(random.Length());
        var result = new TTo[values.Length];
        WidenKernels.Widen<TFrom, TTo>(values, result);
        Assert.Equal(values.Select(v => TTo.CreateChecked(v)), result);
    }

    private static void Merge<T>(Random random)
        where T : unmanaged
    {
        var length = random.Length();
        var (source, target) = (random.Values<T>(length), random.Values<T>(length));
        var constant = random.Value<T>(1);
        var words = random.Selected(length);
        var expected = target.Select((v, i) => Rows.Of(words, length).Contains(i) ? source[i] : v).ToArray();
        var filled = target.Select((v, i) => Rows.Of(words, length).Contains(i) ? constant : v).ToArray();
        var copy = target.ToArray();
        GatherKernels.Merge<T>(source, Rows.Of(words, length), target);
        Assert.Equal(expected, target);
        GatherKernels.Fill(constant, Rows.Of(words, length), copy);
        Assert.Equal(filled, copy);
    }
}
