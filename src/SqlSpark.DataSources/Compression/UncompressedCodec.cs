using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression;

/// <summary>Copies.</summary>
internal sealed class UncompressedCodec : IBlockCodec
{
    public CompressionCodec Codec => CompressionCodec.Uncompressed;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        if (source.Length != byteLength)
            throw new MalformedDataException($"The block has {source.Length} bytes instead of {byteLength}.", Math.Min(source.Length, byteLength));
        source.CopyTo(buffer);
    }

    public int MaxCompressedLength(int byteLength) => byteLength;

    public int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0)
    {
        source.CopyTo(target);
        return source.Length;
    }

    public void Dispose()
    {
    }
}
