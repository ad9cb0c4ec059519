using System.Buffers;
using System.IO.Compression;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression;

/// <summary>Brotli (RFC 7932) by the base class library. Levels are qualities from 1 to 11, 4 by default.</summary>
internal sealed class BrotliCodec : IBlockCodec
{
    private const int DefaultQuality = 4;
    private const int MaxQuality = 11;
    private const int WindowBits = 22;

    public CompressionCodec Codec => CompressionCodec.Brotli;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        using var decoder = new BrotliDecoder();
        var status = decoder.Decompress(source, buffer[..byteLength], out var consumed, out var written);
        if (status != OperationStatus.Done)
        {
            throw new MalformedDataException(status switch
            {
                OperationStatus.NeedMoreData => "The Brotli stream is cut off.",
                OperationStatus.DestinationTooSmall => $"The Brotli stream holds more than {byteLength} bytes.",
                _ => "The Brotli stream is damaged.",
            }, consumed);
        }

        if (written != byteLength)
            throw new MalformedDataException($"The Brotli stream holds {written} bytes instead of {byteLength}.", consumed);
        if (consumed != source.Length)
            throw new MalformedDataException("Bytes follow the end of the Brotli stream.", consumed);
    }

    public int MaxCompressedLength(int byteLength) => BrotliEncoder.GetMaxCompressedLength(byteLength);

    public int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0)
    {
        var quality = level == 0 ? DefaultQuality : Math.Clamp(level, 1, MaxQuality);
        if (!BrotliEncoder.TryCompress(source, target, out var written, quality, WindowBits))
            throw new ArgumentException("Shorter than MaxCompressedLength.", nameof(target));
        return written;
    }

    public void Dispose()
    {
    }
}
