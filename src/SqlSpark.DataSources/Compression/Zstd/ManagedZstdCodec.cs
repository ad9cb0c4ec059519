using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Zstandard without libzstd. There is one level.</summary>
/// <param name="account">Who pays for the scratch memory.</param>
internal sealed class ManagedZstdCodec(MemoryAccount account) : IBlockCodec
{
    private ZstdScratch? _decoding;
    private ZstdEncoder? _encoder;

    public CompressionCodec Codec => CompressionCodec.Zstd;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        _decoding ??= new ZstdScratch(account);
        var written = ZstdDecoder.Decode(source, buffer, byteLength, _decoding);
        if (written != byteLength)
            throw new MalformedDataException($"The zstd block holds {written} bytes instead of {byteLength}.", source.Length);
    }

    public int MaxCompressedLength(int byteLength) => ZstdCodec.MaxCompressedLength(byteLength);

    public int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0)
    {
        _encoder ??= new ZstdEncoder(account);
        return _encoder.Encode(source, target);
    }

    public void Dispose()
    {
        _decoding?.Dispose();
        _decoding = null;
        _encoder?.Dispose();
        _encoder = null;
    }
}
