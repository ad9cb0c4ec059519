using SqlSpark.Core.Memory;
using Xunit;

namespace SqlSpark.Core.Tests.Memory;

public sealed class SizeClassesTests
{
    [Fact]
    public void Every_length_gets_the_smallest_class_that_holds_it()
    {
        for (var byteLength = 0; byteLength <= SizeClasses.MaxClassBytes; byteLength++)
        {
            var sizeClass = SizeClasses.IndexOf(byteLength);
            if (SizeClasses.BytesOf(sizeClass) < byteLength || (sizeClass > 0 && SizeClasses.BytesOf(sizeClass - 1) >= byteLength))
                Assert.Fail($"{byteLength} bytes get class {sizeClass} of {SizeClasses.BytesOf(sizeClass)} bytes.");
        }
    }

    [Fact]
    public void Classes_grow_are_aligned_and_end_at_1_MiB()
    {
        for (var sizeClass = 0; sizeClass < SizeClasses.Count; sizeClass++)
        {
            Assert.Equal(0, SizeClasses.BytesOf(sizeClass) % SizeClasses.Alignment);
            Assert.True(sizeClass == 0 || SizeClasses.BytesOf(sizeClass) > SizeClasses.BytesOf(sizeClass - 1));
        }

        Assert.Equal(SizeClasses.MaxClassBytes, SizeClasses.BytesOf(SizeClasses.Count - 1));
    }

    [Fact]
    public void Spans_are_whole_units_and_hold_whole_blocks()
    {
        for (var sizeClass = 0; sizeClass < SizeClasses.Count; sizeClass++)
        {
            var spanBytes = SizeClasses.SpanBytesOf(sizeClass);
            Assert.Equal(0, spanBytes % SizeClasses.UnitBytes);
            Assert.Equal(0, spanBytes % SizeClasses.BytesOf(sizeClass));
            Assert.True(spanBytes >= 2 * SizeClasses.BytesOf(sizeClass));
        }
    }

    [Theory]
    [InlineData(0, 64)]
    [InlineData(64, 64)]
    [InlineData(65, 128)]
    [InlineData(129, 192)]
    [InlineData(193, 256)]
    [InlineData(256 << 10, 256 << 10)]
    [InlineData((256 << 10) + 1, 384 << 10)]
    [InlineData(1 << 20, 1 << 20)]
    [InlineData((1 << 20) + 1, (1 << 20) + (64 << 10))]
    public void A_block_is_charged_its_class_or_whole_units(long byteLength, long charge) =>
        Assert.Equal(charge, SizeClasses.ChargeOf(byteLength));
}
