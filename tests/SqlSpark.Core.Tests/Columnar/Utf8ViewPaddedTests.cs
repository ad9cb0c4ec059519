using Xunit;

namespace SqlSpark.Core.Columnar;

public sealed unsafe class Utf8ViewPaddedTests
{
    [Fact]
    public void FromPadded_makes_the_views_that_the_constructor_makes()
    {
        var bytes = new byte[48];
        Array.Fill(bytes, (byte)0xEE);
        for (var length = 0; length <= 24; length++)
        {
            for (var i = 0; i < length; i++)
                bytes[i] = (byte)('a' + i);
            fixed (byte* start = bytes)
            {
                var expected = new Utf8View(start, length);
                var actual = Utf8View.FromPadded(start, length);
                Assert.Equal((expected.Head, expected.Tail, expected.Length), (actual.Head, actual.Tail, actual.Length));
            }
        }
    }
}
