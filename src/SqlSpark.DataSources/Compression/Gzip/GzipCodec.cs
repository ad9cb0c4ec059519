using System.IO.Compression;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Gzip;

/// <summary>
/// Gzip (RFC 1952) by the base class library. Reads members one after the other as one block; checksums are verified.
/// Levels are zlib's from 1 to 9, 6 by default.
/// </summary>
internal sealed unsafe class GzipCodec : IBlockCodec
{
    private const int DefaultLevel = 6;
    private const int MaxLevel = 9;

    // Header and trailer of a member; deflate adds 5 bytes to every stored block, which zlib makes no smaller than this.
    private const int FramingBytes = 64;
    private const int StoredBlockBytes = 4 << 10;
    private const int StoredBlockOverhead = 5;

    private readonly GzipSource _source = new();

    // The library writes nothing at all for nothing.
    private static ReadOnlySpan<byte> EmptyMember => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public CompressionCodec Codec => CompressionCodec.Gzip;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        var target = buffer[..byteLength];
        if (source.IsEmpty)
            throw new MalformedDataException("The gzip stream is empty.", 0);
        fixed (byte* start = source)
        {
            _source.Reset(start, source.Length);
            using var gzip = new GZipStream(_source, CompressionMode.Decompress, leaveOpen: true);
            try
            {
                var count = gzip.ReadAtLeast(target, byteLength, throwOnEndOfStream: false);
                Span<byte> rest = stackalloc byte[2];
                var restLength = gzip.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
                if (count != byteLength || restLength == rest.Length)
                    throw new MalformedDataException($"The gzip stream does not hold {byteLength} bytes.", _source.Position);
                if (restLength == 0 || rest[0] != GzipSource.EndMark)
                    throw new MalformedDataException("The gzip stream is cut off, or bytes follow it.", _source.Position);
            }
            catch (InvalidDataException exception)
            {
                throw new MalformedDataException("The gzip stream is damaged: " + exception.Message, _source.Position);
            }
        }
    }

    public int MaxCompressedLength(int byteLength) =>
        checked(byteLength + FramingBytes + (((byteLength / StoredBlockBytes) + 1) * StoredBlockOverhead));

    public int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0)
    {
        if (source.IsEmpty)
        {
            EmptyMember.CopyTo(target);
            return EmptyMember.Length;
        }

        var options = new ZLibCompressionOptions { CompressionLevel = level == 0 ? DefaultLevel : Math.Clamp(level, 1, MaxLevel) };
        fixed (byte* start = target)
        {
            using var bytes = new UnmanagedMemoryStream(start, 0, target.Length, FileAccess.Write);
            using (var gzip = new GZipStream(bytes, options, leaveOpen: true))
                gzip.Write(source);
            return (int)bytes.Length;
        }
    }

    public void Dispose() => _source.Dispose();
}
