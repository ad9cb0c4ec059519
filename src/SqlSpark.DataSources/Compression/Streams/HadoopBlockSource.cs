using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Compression.Lz4;
using SqlSpark.DataSources.Compression.Snappy;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>
/// Snappy and LZ4 as Hadoop's codecs write them, and Spark by them: chunks, each the length of its text and then blocks, each behind its own
/// length, until they hold as much. Lengths are numbers of four bytes, the most significant one first.
/// </summary>
/// <remarks>Hadoop: <c>BlockCompressorStream</c>, <c>BlockDecompressorStream</c>.</remarks>
internal sealed unsafe class HadoopBlockSource(CompressedInput input, bool isSnappy, MemoryAccount account) : PieceSource(input)
{
    private const int MaxChunkBytes = 256 << 20;

    private readonly ScratchBuffer _text = new(account);
    private long _chunkLeft;

    /// <inheritdoc />
    public override void Dispose()
    {
        _text.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    private protected override bool TryDecodePiece(out byte* text, out long byteLength)
    {
        text = null;
        byteLength = 0;
        if (_chunkLeft == 0)
        {
            if (Input.IsAtEnd)
                return false;
            _chunkLeft = Input.TakeUInt32BigEndian();
            if (_chunkLeft > MaxChunkBytes)
                throw new MalformedDataException($"A chunk of compressed data says that it holds {_chunkLeft} bytes.", Input.Offset - sizeof(uint));
            if (_chunkLeft == 0)
                return true;
        }

        var length = Input.TakeUInt32BigEndian();
        var offset = Input.Offset;
        if (length is 0 or > MaxChunkBytes)
            throw new MalformedDataException($"A block of compressed data says that it has {length} bytes.", offset - sizeof(uint));
        var block = Input.Take((int)length);
        try
        {
            byteLength = Decode(block, out text);
        }
        catch (MalformedDataException exception)
        {
            throw new MalformedDataException(exception.Reason, offset + Math.Max(exception.ByteOffset, 0));
        }

        _chunkLeft -= byteLength;
        return true;
    }

    private int Decode(ReadOnlySpan<byte> block, out byte* text)
    {
        var most = isSnappy ? SnappyDecoder.DecodedLength(block) : _chunkLeft;
        if (most > _chunkLeft)
            throw new MalformedDataException("A block of compressed data holds more than its chunk.", 0);
        text = _text.Get<byte>(most + IBlockCodec.SlackBytes);
        var buffer = new Span<byte>(text, (int)most + IBlockCodec.SlackBytes);
        if (!isSnappy)
            return Lz4Decoder.Decode(block, buffer, (int)most);
        SnappyDecoder.Decode(block, buffer, (int)most);
        return (int)most;
    }
}
