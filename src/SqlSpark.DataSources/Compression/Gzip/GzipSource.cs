namespace SqlSpark.DataSources.Compression.Gzip;

/// <summary>
/// The bytes of a block, then a member that holds <see cref="EndMark"/>. The library's stream ends quietly in the middle of a
/// trailer, and before bytes that are no member; the mark comes out only if the block ended where it should.
/// </summary>
internal sealed unsafe class GzipSource : Stream
{
    /// <summary>The only byte of the last member.</summary>
    public const byte EndMark = (byte)'E';

    private byte* _start;
    private int _length;
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length;

    /// <summary>How much of the block was read.</summary>
    public override long Position
    {
        get => Math.Min(_position, _length);
        set => throw new NotSupportedException();
    }

    // A stored block of one byte, and its CRC-32.
    private static ReadOnlySpan<byte> EndMember =>
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 1, 1, 0, 0xFE, 0xFF, EndMark, 0x92, 0x5A, 0xB4, 0xD4, 1, 0, 0, 0];

    /// <summary>Starts over with a block.</summary>
    /// <param name="start">Its first byte, which must stay where it is while this is read.</param>
    /// <param name="length">How many bytes.</param>
    public void Reset(byte* start, int length)
    {
        _start = start;
        _length = length;
        _position = 0;
    }

    public override int Read(Span<byte> buffer)
    {
        var rest = _position < _length ? new ReadOnlySpan<byte>(_start + _position, _length - _position) : EndMember[(_position - _length)..];
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
