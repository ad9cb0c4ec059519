using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Compression.Snappy;

/// <summary>Raw Snappy. There is one level.</summary>
/// <param name="account">Who pays for the table of the encoder.</param>
internal sealed class SnappyCodec(MemoryAccount account) : IBlockCodec
{
    private readonly MatchTable _table = new(account, MatchTable.FastBits);

    public CompressionCodec Codec => CompressionCodec.Snappy;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength) =>
        SnappyDecoder.Decode(source, buffer, byteLength);

    public int MaxCompressedLength(int byteLength) => SnappyEncoder.MaxEncodedLength(byteLength);

    public int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0) =>
        SnappyEncoder.Encode(source, target, _table);

    public void Dispose() => _table.Dispose();
}
