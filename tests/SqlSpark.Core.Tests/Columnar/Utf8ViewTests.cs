using System.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Tests.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Columnar;

[Trait("Category", "Kernels")]
public sealed unsafe class Utf8ViewTests
{
    [Fact]
    public void A_view_takes_16_bytes() => Assert.Equal(16, sizeof(Utf8View));

    [Fact]
    public void The_default_view_is_the_empty_string()
    {
        Assert.Equal("", default(Utf8View).ToString());
        Assert.Equal(default, Utf8View.Inline([]));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(4, true)]
    [InlineData(12, true)]
    [InlineData(13, false)]
    [InlineData(100, false)]
    public void Up_to_12_bytes_are_inline(int length, bool isInline)
    {
        var bytes = new byte[length + 1];
        new Random(1).NextBytes(bytes);
        fixed (byte* address = bytes)
        {
            var view = new Utf8View(address, length);
            Assert.Equal((isInline, length), (view.IsInline, view.Length));
            Assert.True(view.Bytes.SequenceEqual(bytes.AsSpan(0, length)));
            if (isInline)
                Assert.Equal(view, Utf8View.Inline(bytes.AsSpan(0, length)));
            else
                Assert.Equal((nint)address, (nint)view.Address);
        }
    }

    [Fact]
    public void Longer_values_cannot_be_inline() => Assert.Throws<ArgumentOutOfRangeException>(() => Utf8View.Inline(new byte[13]));

    [Fact]
    public void Views_compare_as_their_bytes() => RandomData.ForSeeds(random =>
    {
        var views = random.Views(12);
        foreach (var left in views)
        {
            foreach (var right in views)
            {
                Assert.Equal(left.Bytes.SequenceEqual(right.Bytes), left == right);
                Assert.Equal(left.Bytes.SequenceEqual(right.Bytes), left.Head == right.Head && left != right == false);
                Assert.Equal(Math.Sign(left.Bytes.SequenceCompareTo(right.Bytes)), Math.Sign(left.CompareTo(right)));
                if (left == right)
                    Assert.Equal(left.GetHashCode(), right.GetHashCode());
            }
        }
    });

    [Fact]
    public void Malformed_bytes_become_replacement_characters() => Assert.Equal("a\uFFFDb", Utf8View.Inline([(byte)'a', 0xFF, (byte)'b']).ToString());

    [Fact]
    public void Text_comes_back() => Assert.Equal("日本語", Utf8View.Inline(Encoding.UTF8.GetBytes("日本語")).ToString());
}
