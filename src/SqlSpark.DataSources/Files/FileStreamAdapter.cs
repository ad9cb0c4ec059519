namespace SqlSpark.DataSources.Files;

/// <summary>A file as a stream that is read from the beginning to the end, for decompression. Owns the file.</summary>
/// <param name="file">The file.</param>
/// <param name="trailer">Bytes that follow those of the file.</param>
internal sealed class FileStreamAdapter(IReadableFile file, byte[] trailer) : Stream
{
    private long _position;

    /// <summary>Whether somebody asked for bytes when there were none left.</summary>
    public bool HasReachedEnd { get; private set; }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => file.ByteLength + trailer.Length;

    /// <inheritdoc />
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        var count = _position < file.ByteLength ? file.Read(_position, buffer) : 0;
        if (count == 0 && _position >= file.ByteLength && _position < Length)
        {
            var rest = trailer.AsSpan((int)(_position - file.ByteLength));
            count = Math.Min(rest.Length, buffer.Length);
            rest[..count].CopyTo(buffer);
        }

        _position += count;
        HasReachedEnd |= count == 0 && buffer.Length > 0;
        return count;
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
