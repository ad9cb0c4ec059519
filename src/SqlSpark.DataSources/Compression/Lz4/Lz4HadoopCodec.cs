using System.Buffers.Binary;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Lz4;

/// <summary>
/// Parquet's deprecated LZ4. Hadoop's form is a sequence of chunks: the big-endian uncompressed length of the chunk, then LZ4 blocks, each
/// behind its big-endian compressed length, until that length is reached. What does not add up as that is read as an LZ4 frame, if it starts as one,
/// else as a bare LZ4 block: older Arrow versions wrote both. Written is Hadoop's form with one block.
/// </summary>
/// <param name="account">Who pays for the table of the encoder.</param>
internal sealed class Lz4HadoopCodec(MemoryAccount account) : IBlockCodec
{
    private const int LengthBytes = sizeof(int);
    private readonly MatchTable _table = new(account, MatchTable.FastBits);

    public CompressionCodec Codec => CompressionCodec.Lz4Hadoop;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        if (TryDecodeHadoop(source, buffer, byteLength))
            return;
        var written = Lz4Frame.IsFrame(source) ? Lz4Frame.Decode(source, buffer, byteLength) : Lz4Decoder.Decode(source, buffer, byteLength);
        if (written != byteLength)
            throw new MalformedDataException($"The LZ4 block holds {written} bytes instead of {byteLength}.", source.Length);
    }

    public int MaxCompressedLength(int byteLength) => checked(Lz4Encoder.MaxEncodedLength(byteLength) + (2 * LengthBytes));

    public int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0)
    {
        var length = Lz4Encoder.Encode(source, target[(2 * LengthBytes)..], _table);
        BinaryPrimitives.WriteInt32BigEndian(target, source.Length);
        BinaryPrimitives.WriteInt32BigEndian(target[LengthBytes..], length);
        return (2 * LengthBytes) + length;
    }

    public void Dispose() => _table.Dispose();

    // Whether this is Hadoop's form shows only in that every length adds up and every block decodes.
    private static bool TryDecodeHadoop(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        var output = 0;
        while (source.Length >= LengthBytes)
        {
            var chunkLength = ReadLength(ref source);
            if (chunkLength > (uint)(byteLength - output))
                return false;
            var chunkEnd = output + (int)chunkLength;
            do
            {
                if (source.Length < LengthBytes)
                    return false;
                var blockLength = ReadLength(ref source);
                if (blockLength > (uint)source.Length || !TryDecodeBlock(source[..(int)blockLength], buffer, chunkEnd, ref output))
                    return false;
                source = source[(int)blockLength..];
            }
            while (output < chunkEnd);
        }

        return source.IsEmpty && output == byteLength;
    }

    private static uint ReadLength(ref ReadOnlySpan<byte> source)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(source);
        source = source[LengthBytes..];
        return length;
    }

    private static bool TryDecodeBlock(ReadOnlySpan<byte> block, Span<byte> buffer, int end, ref int output)
    {
        try
        {
            output += Lz4Decoder.Decode(block, buffer[output..], end - output);
            return true;
        }
        catch (MalformedDataException)
        {
            return false;
        }
    }
}
