using System.IO.Compression;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>The bytes of a file in UTF-8, one after the other.</summary>
internal abstract class CsvByteSource : IDisposable
{
    /// <summary>Whether the last read met the end of the file.</summary>
    public bool IsAtEnd { get; private protected set; }

    /// <summary>Reads until the buffer is as good as full or the file ends.</summary>
    /// <returns>How many bytes.</returns>
    public abstract int Read(Span<byte> buffer);

    /// <inheritdoc />
    public abstract void Dispose();

    /// <summary>Opens a file at a position, decompressing and decoding as its name and the options ask.</summary>
    public static CsvByteSource Open(IFileSystem fileSystem, string path, long start, CsvOptions options)
    {
        var file = fileSystem.Open(path);
        CsvByteSource source = CsvCodecs.Of(path, options) switch
        {
            CsvCodec.Gzip => new StreamSource(new GZipStream(new FileStreamAdapter(file), CompressionMode.Decompress)),
            CsvCodec.Deflate => new StreamSource(new ZLibStream(new FileStreamAdapter(file), CompressionMode.Decompress)),
            CsvCodec.Brotli => new StreamSource(new BrotliStream(new FileStreamAdapter(file), CompressionMode.Decompress)),
            _ => new FileSource(file, start),
        };
        return options.Encoding == CsvEncoding.Utf8 ? source : new TranscodingSource(source, options.Encoding);
    }

    private sealed class FileSource(IReadableFile file, long position) : CsvByteSource
    {
        private long _position = position;

        public override int Read(Span<byte> buffer)
        {
            var count = file.Read(_position, buffer);
            _position += count;
            IsAtEnd = count < buffer.Length;
            return count;
        }

        public override void Dispose() => file.Dispose();
    }

    private sealed class StreamSource(Stream stream) : CsvByteSource
    {
        public override int Read(Span<byte> buffer)
        {
            var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            IsAtEnd = count < buffer.Length;
            return count;
        }

        public override void Dispose() => stream.Dispose();
    }

    /// <summary>Widens single bytes in place: they are read into the last third of the buffer, and none becomes more than three.</summary>
    private sealed class TranscodingSource(CsvByteSource inner, CsvEncoding encoding) : CsvByteSource
    {
        public override int Read(Span<byte> buffer)
        {
            var written = 0;
            while (!IsAtEnd && buffer.Length - written >= 3)
            {
                var rest = buffer[written..];
                var chunk = rest[^(rest.Length / 3)..];
                var count = inner.Read(chunk);
                IsAtEnd = inner.IsAtEnd;
                written += Widen(chunk[..count], rest);
            }

            return written;
        }

        public override void Dispose() => inner.Dispose();

        private int Widen(ReadOnlySpan<byte> bytes, Span<byte> target)
        {
            var written = 0;
            foreach (var value in bytes)
            {
                if (value < 0x80)
                {
                    target[written++] = value;
                }
                else if (encoding == CsvEncoding.Latin1)
                {
                    target[written++] = (byte)(0xC0 | (value >> 6));
                    target[written++] = (byte)(0x80 | (value & 0x3F));
                }
                else
                {
                    "\uFFFD"u8.CopyTo(target[written..]);
                    written += 3;
                }
            }

            return written;
        }
    }
}
