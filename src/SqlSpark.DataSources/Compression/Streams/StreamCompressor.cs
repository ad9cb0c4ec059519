using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>Compresses by a stream of the base class library.</summary>
internal sealed class StreamCompressor : ITextCompressor
{
    private readonly WritableFileStream _target;
    private readonly Stream _compressor;

    /// <param name="file">Where the bytes go; not owned.</param>
    /// <param name="create">The compressing stream over another one.</param>
    public StreamCompressor(IWritableFile file, Func<Stream, Stream> create)
    {
        _target = new WritableFileStream(file);
        _compressor = create(_target);
    }

    /// <inheritdoc />
    public void Write(ReadOnlySpan<byte> text) => _compressor.Write(text);

    /// <inheritdoc />
    public void Finish() => _compressor.Dispose();

    /// <inheritdoc />
    public void Dispose()
    {
        // A compressor that was not finished writes its rest when it is disposed.
        _target.IsDiscarding = true;
        _compressor.Dispose();
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
