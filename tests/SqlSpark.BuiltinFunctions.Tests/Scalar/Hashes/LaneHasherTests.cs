using System.Security.Cryptography;
using SqlSpark.BuiltinFunctions.Scalar.Hashes;
using SqlSpark.Core.Columnar;
using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Hashes;

public sealed class LaneHasherTests
{
    private const int LongestLength = 300;

    [Fact]
    public void Md5_digests_are_those_of_the_platform() => Agrees<Md5>(static bytes => MD5.HashData(bytes));

    [Fact]
    public void Sha1_digests_are_those_of_the_platform() => Agrees<Sha1>(static bytes => SHA1.HashData(bytes));

    [Fact]
    public void Sha256_digests_are_those_of_the_platform() => Agrees<Sha256>(static bytes => SHA256.HashData(bytes));

    [Theory]
    [InlineData("", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f")]
    [InlineData("abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525")]
    public void Sha224_digests_are_those_of_the_standard(string text, string expected)
    {
        using var values = new PinnedValues([System.Text.Encoding.ASCII.GetBytes(text)]);
        var hasher = new LaneHasher<Sha224>();
        hasher.Hash(values.Views);
        var digest = new byte[Sha224.DigestLength];
        hasher.CopyDigest(0, digest);
        Assert.Equal(expected, Convert.ToHexStringLower(digest));
    }

    // Every length around the ends of blocks, in lanes beside each of the others.
    private static void Agrees<THash>(Func<byte[], byte[]> reference)
        where THash : struct, ILaneHash
    {
        var random = new Random(7);
        var hasher = new LaneHasher<THash>();
        var digest = new byte[THash.DigestLength];
        for (var count = 1; count <= LaneHasher<THash>.LaneCount; count++)
            for (var length = 0; length <= LongestLength; length++)
            {
                var bytes = Enumerable.Range(0, count).Select(i => RandomBytes(random, i == 0 ? length : random.Next(LongestLength))).ToArray();
                using var values = new PinnedValues(bytes);
                hasher.Hash(values.Views);
                for (var lane = 0; lane < count; lane++)
                {
                    hasher.CopyDigest(lane, digest);
                    Assert.Equal(reference(bytes[lane]), digest);
                }
            }
    }

    private static byte[] RandomBytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private sealed unsafe class PinnedValues : IDisposable
    {
        private readonly System.Buffers.MemoryHandle[] _pins;

        public PinnedValues(byte[][] values)
        {
            _pins = Array.ConvertAll(values, static value => new Memory<byte>(value).Pin());
            Views = new Utf8View[values.Length];
            for (var i = 0; i < values.Length; i++)
                Views[i] = values[i].Length <= Utf8View.MaxInlineLength ? Utf8View.Inline(values[i]) : new Utf8View((byte*)_pins[i].Pointer, values[i].Length);
        }

        public Utf8View[] Views { get; }

        public void Dispose() => Array.ForEach(_pins, static pin => pin.Dispose());
    }
}
