using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Compression.Snappy;

/// <summary>Raw Snappy. There is one level.</summary>
internal sealed class SnappyCodec(MemoryAccount account) : IBlockCodec
{
    public CompressionCodec Codec => CompressionCodec.Snappy;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength) =>
        SnappyDecoder.Decode(source, buffer, byteLength);

    public int MaxCompressedLength(int byteLength) => SnappyEncoder.MaxEncodedLength(byteLength);

    public int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0) => SnappyEncoder.Encode(source, target);

    public void Dispose() => _ = account;
}
