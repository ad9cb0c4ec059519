using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression;

/// <summary>
/// Compresses and decompresses blocks whose uncompressed size is known beforehand: pages of columns, spilled and shuffled
/// blocks. One instance a worker: it keeps scratch memory from call to call and is not thread-safe.
/// </summary>
internal interface IBlockCodec : IDisposable
{
    /// <summary>The format.</summary>
    CompressionCodec Codec { get; }

    /// <summary>Decompresses a whole block into a target without slack.</summary>
    /// <param name="source">The compressed block; nothing outside of it is read.</param>
    /// <param name="target">As long as the block is uncompressed; nothing outside of it is written.</param>
    /// <exception cref="MalformedDataException">
    /// <paramref name="source"/> is no valid block, or one of another size. The content of the target is unspecified then.
    /// </exception>
    void Decompress(ReadOnlySpan<byte> source, Span<byte> target) => Decompress(source, target, target.Length);

    /// <summary>
    /// Decompresses a whole block into the first <paramref name="byteLength"/> bytes of a buffer. The rest of the buffer is
    /// slack that may be overwritten with anything: <see cref="SlackBytes"/> of it let the decoder keep to its fast path up to the end.
    /// </summary>
    /// <param name="source">The compressed block; nothing outside of it is read.</param>
    /// <param name="buffer">The target and its slack; nothing outside of it is written.</param>
    /// <param name="byteLength">The size of the block when uncompressed, at most the length of the buffer.</param>
    /// <exception cref="MalformedDataException">
    /// <paramref name="source"/> is no valid block, or one of another size. The content of the buffer is unspecified then.
    /// </exception>
    void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength);

    /// <summary>How many bytes a block of <paramref name="byteLength"/> bytes has at most when compressed.</summary>
    int MaxCompressedLength(int byteLength);

    /// <summary>Compresses a block.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="target">At least <see cref="MaxCompressedLength"/> bytes, other memory than the source.</param>
    /// <param name="level">The effort on the format's own scale, clamped to it; 0 is the format's default. Ignored where there is one level only.</param>
    /// <returns>How many bytes of <paramref name="target"/> the compressed block takes; what lies behind is unspecified.</returns>
    int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0);

    /// <summary>The slack after a target that decoders can make use of, in bytes.</summary>
    const int SlackBytes = 64;
}
