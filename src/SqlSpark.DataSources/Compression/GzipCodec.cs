using System.IO.Compression;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression;

/// <summary>
/// Gzip (RFC 1952) by the base class library. Reads members one after the other as one block; checksums are verified. Levels are zlib's from 1 to 9, 6 by default.
/// </summary>
internal sealed unsafe class GzipCodec : IBlockCodec
{
    private const int DefaultLevel = 6;
    private const int MaxLevel = 9;

    // Header and trailer of a member; a stored block of deflate adds 5 bytes to every 16 KiB at worst.
    private const int FramingBytes = 64;
    private const int StoredBlockBytes = 16 << 10;
    private const int StoredBlockOverhead = 5;

    public CompressionCodec Codec => CompressionCodec.Gzip;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        if (source.IsEmpty)
            throw new MalformedDataException("The gzip stream is empty.", 0);
        var target = buffer[..byteLength];
        fixed (byte* start = source)
        {
            using var bytes = new UnmanagedMemoryStream(start, source.Length);
            using var gzip = new GZipStream(bytes, CompressionMode.Decompress);
            try
            {
                var count = gzip.ReadAtLeast(target, byteLength, throwOnEndOfStream: false);
                if (count != byteLength)
                    throw new MalformedDataException($"The gzip stream holds {count} bytes instead of {byteLength}.", bytes.Position);
                if (gzip.ReadByte() >= 0)
                    throw new MalformedDataException($"The gzip stream holds more than {byteLength} bytes.", bytes.Position);
            }
            catch (InvalidDataException exception)
            {
                throw new MalformedDataException("The gzip stream is damaged: " + exception.Message, bytes.Position);
            }
        }
    }

    public int MaxCompressedLength(int byteLength) =>
        checked(byteLength + FramingBytes + (((byteLength / StoredBlockBytes) + 1) * StoredBlockOverhead));

    public int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0)
    {
        var options = new ZLibCompressionOptions { CompressionLevel = level == 0 ? DefaultLevel : Math.Clamp(level, 1, MaxLevel) };
        fixed (byte* start = target)
        {
            using var bytes = new UnmanagedMemoryStream(start, 0, target.Length, FileAccess.Write);
            using (var gzip = new GZipStream(bytes, options, leaveOpen: true))
                gzip.Write(source);
            return (int)bytes.Length;
        }
    }

    public void Dispose()
    {
    }
}
