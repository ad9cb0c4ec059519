using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class CodeKernelsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(129)]
    [InlineData(256)]
    public void Rows_of_byte_codes_keep_their_bit_where_the_entry_has_one(int entryCount) => Check<byte>(entryCount);

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(65_536)]
    public void Rows_of_short_codes_keep_their_bit_where_the_entry_has_one(int entryCount) => Check<ushort>(entryCount);

    [Theory]
    [InlineData(3)]
    [InlineData(70_000)]
    public void Rows_of_int_codes_keep_their_bit_where_the_entry_has_one(int entryCount) => Check<int>(entryCount);

    private static void Check<TCode>(int entryCount)
        where TCode : unmanaged, INumberBase<TCode> => RandomData.ForSeeds(random =>
    {
        foreach (var rowCount in new[] { 0, 1, 63, 64, 65, 127, 128, 1000 })
        {
            var marks = random.Bitmap(entryCount);
            var rows = random.Bitmap(rowCount);
            var codes = new TCode[rowCount];
            for (var i = 0; i < rowCount; i++)
                codes[i] = TCode.CreateTruncating(random.Next(entryCount));
            var kept = rows.ToArray();
            CodeKernels.KeepMarked<TCode>(codes, marks, kept);
            for (var i = 0; i < rowCount; i++)
                Assert.Equal(Bitmaps.Get(rows, i) && Bitmaps.Get(marks, int.CreateTruncating(codes[i])), Bitmaps.Get(kept, i));
            for (var i = rowCount; i < kept.Length * 64; i++)
                Assert.False(Bitmaps.Get(kept, i));
        }
    });
}
