using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Compression.Lz4;

/// <summary>One LZ4 block. There is one level.</summary>
internal sealed class Lz4RawCodec(MemoryAccount account) : IBlockCodec
{
    public CompressionCodec Codec => CompressionCodec.Lz4Raw;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength) =>
        Lz4Decoder.Decode(source, buffer, byteLength);

    public int MaxCompressedLength(int byteLength) => Lz4Encoder.MaxEncodedLength(byteLength);

    public int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0) => Lz4Encoder.Encode(source, target);

    public void Dispose() => _ = account;
}
