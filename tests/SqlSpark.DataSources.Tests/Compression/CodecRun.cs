using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Compression;
using SqlSpark.DataSources.Files;
using Xunit;

namespace SqlSpark.DataSources.Tests.Compression;

/// <summary>Runs codecs over guarded memory with an account that must return to zero.</summary>
internal sealed class CodecRun : IDisposable
{
    private readonly MemoryAccount _account = MemoryPool.Shared.CreateAccount("codec test");
    private readonly GuardedMemory _source = new(4 << 20);
    private readonly GuardedMemory _target = new(4 << 20);

    public CodecRun(CompressionCodec codec)
        : this(account => BlockCodecs.TryCreate(codec, account, out var created) ? created : throw new InvalidOperationException(codec.ToString()))
    {
    }

    public CodecRun(Func<MemoryAccount, IBlockCodec> create) => Codec = create(_account);

    public IBlockCodec Codec { get; }

    public byte[] Compress(byte[] bytes, int level = 0)
    {
        var bound = Codec.MaxCompressedLength(bytes.Length);
        var target = _target.Take(bound);
        var length = Codec.Compress(_source.Place(bytes), target, level);
        Assert.InRange(length, 0, bound);
        Assert.True(_target.IsIntact(bound));
        return target[..length].ToArray();
    }

    public byte[] Decompress(byte[] block, int byteLength, int slack = 0)
    {
        var target = _target.Take(byteLength + slack);
        try
        {
            if (slack == 0)
                Codec.Decompress(_source.Place(block), target);
            else
                Codec.Decompress(_source.Place(block), target, byteLength);
        }
        finally
        {
            Assert.True(_target.IsIntact(byteLength + slack));
        }

        return target[..byteLength].ToArray();
    }

    /// <summary>Decompressing gives the bytes, or what a codec throws for damage, and nothing else.</summary>
    public bool Survives(byte[] block, int byteLength, int slack = 0)
    {
        try
        {
            Decompress(block, byteLength, slack);
            return true;
        }
        catch (MalformedDataException exception)
        {
            Assert.NotEmpty(exception.Reason);
            Assert.InRange(exception.ByteOffset, -1, block.Length);
            return false;
        }
    }

    public void Dispose()
    {
        Codec.Dispose();
        Assert.Equal(0, _account.UsedBytes);
        _account.Dispose();
        _source.Dispose();
        _target.Dispose();
    }
}
