using System.IO.Compression;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Parquet.Encodings;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>Text on its way into a file: buffered, and compressed where that is asked for. Neither commits nor disposes the file.</summary>
internal sealed class TextTarget : IDisposable
{
    private const int FlushBytes = 256 << 10;

    private readonly IWritableFile _file;
    private readonly WritableFileStream _stream;
    private readonly Stream? _compressor;

    /// <param name="file">Where the text goes.</param>
    /// <param name="codec">How it is compressed.</param>
    /// <param name="account">Pays for the buffer.</param>
    public TextTarget(IWritableFile file, FileCodec codec, MemoryAccount account)
    {
        _file = file;
        _stream = new WritableFileStream(file);
        Text = new EncodingBuffer(account);
        _compressor = codec switch
        {
            FileCodec.Gzip => new GZipStream(_stream, CompressionLevel.Optimal),
            FileCodec.Deflate => new ZLibStream(_stream, CompressionLevel.Optimal),
            _ => null,
        };
    }

    /// <summary>The text that is not in the file yet. Writers append to it and call <see cref="FlushIfLarge"/> now and then.</summary>
    public EncodingBuffer Text { get; }

    /// <summary>Bytes that are in the file or will be, before compression of those that still wait.</summary>
    public long EstimatedByteLength => _file.ByteLength + Text.Length;

    /// <summary>Writes the text once there is enough of it.</summary>
    public void FlushIfLarge()
    {
        if (Text.Length >= FlushBytes)
            Flush();
    }

    /// <summary>Writes the rest, and the end of the compressed data.</summary>
    public void Finish()
    {
        Flush();
        _compressor?.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // A compressor that was not finished writes its rest when it is disposed.
        _stream.IsDiscarding = true;
        _compressor?.Dispose();
        Text.Dispose();
    }

    private void Flush()
    {
        if (_compressor is null)
            _file.Append(Text.Bytes);
        else
            _compressor.Write(Text.Bytes);
        Text.Clear();
    }

    /// <summary>A file as a stream that is only written.</summary>
    private sealed class WritableFileStream(IWritableFile file) : Stream
    {
        public bool IsDiscarding { get; set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => file.ByteLength;

        public override long Position
        {
            get => file.ByteLength;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (!IsDiscarding)
                file.Append(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
