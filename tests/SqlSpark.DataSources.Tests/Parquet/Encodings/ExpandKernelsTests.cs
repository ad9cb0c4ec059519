using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Parquet.Encodings;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

[Trait("Category", "Kernels")]
public sealed unsafe class ExpandKernelsTests
{
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(0.97)]
    public void Values_go_to_the_valid_rows_and_zero_to_the_others(double share)
    {
        Check<byte>(share);
        Check<ushort>(share);
        Check<uint>(share);
        Check<ulong>(share);
        Check<Utf8View>(share);
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(0.97)]
    public void Bits_go_to_the_valid_rows(double share)
    {
        var random = new Random(7);
        foreach (var count in EncodingTestData.Lengths)
        {
            for (var round = 0; round < 10; round++)
            {
                var firstRow = random.Next(140);
                var validity = random.Validity(firstRow + count, share);
                var valid = Enumerable.Range(firstRow, count).Count(row => Bitmaps.Get(validity, row));
                using var words = GuardedMemory.Output(Bitmaps.WordCount(firstRow + count) * 8);
                random.NextBytes(words.Span<byte>());
                var before = words.Span<ulong>().ToArray();
                ExpandKernels.ExpandBitsInPlace(words.Span<ulong>(), validity, firstRow, count, valid);
                var next = firstRow;
                for (var row = 0; row < words.Length * 8; row++)
                {
                    var expected = row < firstRow || row >= firstRow + count
                        ? Bitmaps.Get(before, row)
                        : Bitmaps.Get(validity, row) && Bitmaps.Get(before, next++);
                    Assert.Equal(expected, Bitmaps.Get(words.Span<ulong>(), row));
                }
            }
        }
    }

    [Fact]
    public void Levels_become_validity()
    {
        var random = new Random(8);
        foreach (var count in EncodingTestData.Lengths)
        {
            var firstRow = random.Next(140);
            using var levels = GuardedMemory.Output(count);
            foreach (ref var level in levels.Span<byte>())
                level = (byte)random.Next(4);
            using var words = GuardedMemory.Output(Bitmaps.WordCount(firstRow + count) * 8);
            var before = words.Span<ulong>().ToArray();
            Assert.Equal(levels.Span<byte>().Count((byte)3), ExpandKernels.ToValidity(levels.Span<byte>(), 3, words.Span<ulong>(), firstRow));
            for (var row = 0; row < words.Length * 8; row++)
            {
                var expected = row < firstRow || row >= firstRow + count ? Bitmaps.Get(before, row) : levels.Span<byte>()[row - firstRow] == 3;
                Assert.Equal(expected, Bitmaps.Get(words.Span<ulong>(), row));
            }
        }
    }

    private static void Check<T>(double share)
        where T : unmanaged
    {
        var random = new Random(sizeof(T));
        foreach (var count in EncodingTestData.Lengths)
        {
            var firstRow = random.Next(140);
            var validity = random.Validity(firstRow + count, share);
            var valid = Enumerable.Range(firstRow, count).Count(row => Bitmaps.Get(validity, row));
            using var values = GuardedMemory.Output(valid * sizeof(T));
            random.NextBytes(values.Span<byte>());
            using var rows = GuardedMemory.Output(count * sizeof(T));
            ExpandKernels.Expand(values.Span<T>(), validity, firstRow, rows.Span<T>());
            var next = 0;
            var expected = new T[count];
            for (var row = 0; row < count; row++)
                expected[row] = Bitmaps.Get(validity, firstRow + row) ? values.Span<T>()[next++] : default;
            Assert.Equal(MemoryMarshal.AsBytes(expected.AsSpan()).ToArray(), rows.Span<byte>().ToArray());

            using var inPlace = GuardedMemory.Output(count * sizeof(T));
            values.Span<T>().CopyTo(inPlace.Span<T>());
            ExpandKernels.ExpandInPlace(inPlace.Span<T>(), validity, firstRow, valid);
            Assert.Equal(MemoryMarshal.AsBytes(expected.AsSpan()).ToArray(), inPlace.Span<byte>().ToArray());
        }
    }
}
