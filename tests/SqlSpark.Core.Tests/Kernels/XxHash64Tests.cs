using System.Text;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

public sealed class XxHash64Tests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void Hashes_are_those_of_xxh64(string text, ulong expected) => Assert.Equal(expected, XxHash64.Hash(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Numbers_hash_as_their_bytes_do()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var value = random.NextInt64() * 2;
            Assert.Equal(XxHash64.Hash(BitConverter.GetBytes(value)), XxHash64.Hash(value));
            Assert.Equal(XxHash64.Hash(BitConverter.GetBytes((int)value)), XxHash64.Hash((int)value));
        }
    }
}
