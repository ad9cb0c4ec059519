using System.Buffers.Binary;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Lz4;

/// <summary>
/// Parquet's deprecated LZ4. Hadoop's form is a sequence of chunks, each the big-endian uncompressed length of the chunk,
/// then LZ4 blocks behind their big-endian compressed lengths until that length is reached. A block that does not add up as such is read as a bare LZ4 block,
/// which older Arrow versions wrote. Written is Hadoop's form.
/// </summary>
internal sealed class Lz4HadoopCodec(MemoryAccount account) : IBlockCodec
{
    private const int PrefixBytes = 2 * sizeof(int);

    public CompressionCodec Codec => CompressionCodec.Lz4Hadoop;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        if (!TryDecodeHadoop(source, buffer[..byteLength]))
            Lz4Decoder.Decode(source, buffer, byteLength);
    }

    public int MaxCompressedLength(int byteLength) => checked(Lz4Encoder.MaxEncodedLength(byteLength) + PrefixBytes);

    public int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0)
    {
        var length = Lz4Encoder.Encode(source, target[PrefixBytes..]);
        BinaryPrimitives.WriteInt32BigEndian(target, source.Length);
        BinaryPrimitives.WriteInt32BigEndian(target[sizeof(int)..], length);
        return PrefixBytes + length;
    }

    public void Dispose() => _ = account;

    private static bool TryDecodeHadoop(ReadOnlySpan<byte> source, Span<byte> target)
    {
        while (source.Length >= PrefixBytes)
        {
            var uncompressed = BinaryPrimitives.ReadUInt32BigEndian(source);
            var compressed = BinaryPrimitives.ReadUInt32BigEndian(source[sizeof(int)..]);
            source = source[PrefixBytes..];
            if (uncompressed > target.Length || compressed > source.Length)
                return false;
            try
            {
                Lz4Decoder.Decode(source[..(int)compressed], target, (int)uncompressed);
            }
            catch (MalformedDataException)
            {
                return false;
            }

            source = source[(int)compressed..];
            target = target[(int)uncompressed..];
        }

        return source.IsEmpty && target.IsEmpty;
    }
}
