using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class CodeKernelsTests
{
    [Fact]
    public void Rows_with_marked_codes_are_kept() => RandomData.ForSeeds(random =>
    {
        Check<byte>(random, 256);
        Check<byte>(random, random.Next(1, 100));
        Check<ushort>(random, 1000);
        Check<int>(random, 100_000);
    });

    private static void Check<TCode>(Random random, int entryCount)
        where TCode : unmanaged, INumberBase<TCode>
    {
        var codes = Enumerable.Range(0, random.Length()).Select(_ => random.Next(entryCount)).ToArray();
        var marks = new ulong[Bitmaps.WordCount(entryCount)];
        for (var entry = 0; entry < entryCount; entry++)
            Bitmaps.Assign(marks, entry, random.Next(3) == 0);
        var rows = new ulong[Bitmaps.WordCount(codes.Length)];
        for (var row = 0; row < codes.Length; row++)
            Bitmaps.Assign(rows, row, random.Next(4) != 0);
        var expected = (ulong[])rows.Clone();
        for (var row = 0; row < codes.Length; row++)
        {
            if (!Bitmaps.Get(marks, codes[row]))
                Bitmaps.Clear(expected, row);
        }

        CodeKernels.KeepMarked<TCode>(Array.ConvertAll(codes, TCode.CreateTruncating), marks, rows);
        Assert.Equal(expected, rows);
    }
}
