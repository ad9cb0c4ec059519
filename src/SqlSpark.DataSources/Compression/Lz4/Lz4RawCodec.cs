using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Lz4;

/// <summary>One LZ4 block. There is one level.</summary>
/// <param name="account">Who pays for the table of the encoder.</param>
internal sealed class Lz4RawCodec(MemoryAccount account) : IBlockCodec
{
    private readonly MatchTable _table = new(account, MatchTable.FastBits);

    public CompressionCodec Codec => CompressionCodec.Lz4Raw;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        var written = Lz4Decoder.Decode(source, buffer, byteLength);
        if (written != byteLength)
            throw new MalformedDataException($"The LZ4 block holds {written} bytes instead of {byteLength}.", source.Length);
    }

    public int MaxCompressedLength(int byteLength) => Lz4Encoder.MaxEncodedLength(byteLength);

    public int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0) =>
        Lz4Encoder.Encode(source, target, _table);

    public void Dispose() => _table.Dispose();
}
