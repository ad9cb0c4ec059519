using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Compression;

namespace SqlSpark.Benchmarks.Compression;

/// <summary>A page, a codec and the buffers for both directions.</summary>
internal sealed class CodecPage : IDisposable
{
    private readonly MemoryPool _pool = new(1L << 28);
    private readonly MemoryAccount _account;
    private readonly IBlockCodec _codec;
    private readonly byte[] _page;
    private readonly byte[] _target;
    private readonly byte[] _decoded;
    private byte[] _block;

    public CodecPage(string column, Func<MemoryAccount, IBlockCodec> create)
    {
        _account = _pool.CreateAccount("benchmark");
        _codec = create(_account);
        _page = ColumnPages.Create(column);
        _target = new byte[_codec.MaxCompressedLength(_page.Length)];
        _decoded = new byte[_page.Length + IBlockCodec.SlackBytes];
        _block = _target[..Compress()];
    }

    public byte[] Page => _page;

    /// <summary>The page in compressed form; another writer's may be put in its place.</summary>
    public byte[] Block
    {
        get => _block;
        set => _block = value;
    }

    public int Compress() => _codec.Compress(_page, _target);

    public byte[] Decompress()
    {
        _codec.Decompress(_block, _decoded, _page.Length);
        return _decoded;
    }

    public void Dispose()
    {
        _codec.Dispose();
        _account.Dispose();
        _pool.Dispose();
    }
}
