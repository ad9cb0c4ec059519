using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>A compressed file whose text is decoded piece by piece.</summary>
/// <param name="input">The compressed bytes; owned from now on.</param>
internal abstract unsafe class PieceSource(CompressedInput input) : ByteSource
{
    private byte* _next;
    private long _left;

    private protected CompressedInput Input => input;

    /// <inheritdoc />
    public sealed override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written < buffer.Length)
        {
            if (_left == 0 && !TryDecodePiece(out _next, out _left))
            {
                IsAtEnd = true;
                break;
            }

            var count = (int)Math.Min(_left, buffer.Length - written);
            new ReadOnlySpan<byte>(_next, count).CopyTo(buffer[written..]);
            _next += count;
            _left -= count;
            written += count;
        }

        return written;
    }

    /// <inheritdoc />
    public override void Dispose() => input.Dispose();

    /// <summary>Decodes further text, which stays where it is until the next call. It may be none.</summary>
    /// <returns>False at the end of the file.</returns>
    private protected abstract bool TryDecodePiece(out byte* text, out long byteLength);
}
