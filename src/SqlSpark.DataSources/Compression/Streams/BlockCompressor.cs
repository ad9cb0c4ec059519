using System.Buffers.Binary;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>Compresses text in blocks on its way into a file: Snappy and LZ4 as Hadoop's codecs read them, Zstandard as one frame after the other.</summary>
/// <param name="file">Where the blocks go; not owned.</param>
/// <param name="codec">The format; owned.</param>
/// <param name="account">Pays for buffers.</param>
internal sealed class BlockCompressor(IWritableFile file, IBlockCodec codec, MemoryAccount account) : ITextCompressor
{
    // Hadoop's buffers have 256 KiB, of which compressed blocks may take less than they hold.
    private const int HadoopBlockBytes = 128 << 10;
    private const int FrameBytes = 1 << 20;
    private const int LengthBytes = sizeof(uint);

    private readonly NativeBuffer _text = account.Allocate(BlockBytesOf(codec));
    private readonly NativeBuffer _block = account.Allocate(codec.MaxCompressedLength(BlockBytesOf(codec)) + (2 * LengthBytes));
    private int _length;
    private bool _hasWritten;

    /// <inheritdoc />
    public void Write(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var room = _text.AsSpan<byte>()[_length..BlockBytesOf(codec)];
            var count = Math.Min(room.Length, text.Length);
            text[..count].CopyTo(room);
            _length += count;
            text = text[count..];
            if (count == room.Length)
                WriteBlock();
        }
    }

    /// <inheritdoc />
    public void Finish()
    {
        if (_length > 0 || !_hasWritten)
            WriteBlock();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _text.Release();
        _block.Release();
        codec.Dispose();
    }

    private static int BlockBytesOf(IBlockCodec codec) => codec.Codec == CompressionCodec.Zstd ? FrameBytes : HadoopBlockBytes;

    private void WriteBlock()
    {
        _hasWritten = true;
        var text = _text.AsSpan<byte>()[.._length];
        var block = _block.AsSpan<byte>();
        _length = 0;
        if (codec.Codec == CompressionCodec.Zstd)
        {
            file.Append(block[..codec.Compress(text, block)]);
            return;
        }

        BinaryPrimitives.WriteInt32BigEndian(block, text.Length);
        var length = 0;
        if (!text.IsEmpty)
        {
            length = codec.Compress(text, block[(2 * LengthBytes)..]);
            BinaryPrimitives.WriteInt32BigEndian(block[LengthBytes..], length);
            length += LengthBytes;
        }

        file.Append(block[..(LengthBytes + length)]);
    }
}
