using System.IO.Compression;
using System.Text;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Compression.Lz4;
using SqlSpark.DataSources.Compression.Streams;

namespace SqlSpark.DataSources.Files;

/// <summary>The bytes of a file in UTF-8, one after the other.</summary>
internal abstract class ByteSource : IDisposable
{
    private const string CutOff = "The compressed data is cut off.";

    /// <summary>Whether the last read met the end of the file.</summary>
    public bool IsAtEnd { get; private protected set; }

    /// <summary>Reads until the buffer is as good as full or the file ends.</summary>
    /// <returns>How many bytes.</returns>
    public abstract int Read(Span<byte> buffer);

    /// <inheritdoc />
    public abstract void Dispose();

    /// <summary>Opens a file at a position, decompressing and decoding it.</summary>
    /// <param name="fileSystem">Where it lives.</param>
    /// <param name="path">The file.</param>
    /// <param name="start">The first byte to read; 0 where the file is compressed.</param>
    /// <param name="codec">How it is compressed.</param>
    /// <param name="account">Pays for buffers of decoders.</param>
    /// <param name="encoding">How its text is encoded.</param>
    public static ByteSource Open(
        IFileSystem fileSystem, string path, long start, FileCodec codec, MemoryAccount account, TextEncoding encoding = TextEncoding.Utf8)
    {
        var file = fileSystem.Open(path);
        ByteSource source = codec switch
        {
            FileCodec.Gzip => new GzipSource(new FileStreamAdapter(file, GzipSource.Sentinel)),
            FileCodec.Deflate => new InflateSource(new FileStreamAdapter(file, []), static input => new ZLibStream(input, CompressionMode.Decompress)),
            FileCodec.Brotli => new InflateSource(new FileStreamAdapter(file, []), static input => new BrotliStream(input, CompressionMode.Decompress)),
            FileCodec.Snappy => new HadoopBlockSource(new CompressedInput(file, account), isSnappy: true, account),
            FileCodec.Lz4 => OpenLz4(new CompressedInput(file, account), account),
            FileCodec.Bzip2 => new Bzip2Source(new CompressedInput(file, account), account),
            FileCodec.Zstd => new ZstdSource(new CompressedInput(file, account), account),
            _ => new FileSource(file, start),
        };
        return encoding switch
        {
            TextEncoding.Utf8 => source,
            TextEncoding.Latin1 or TextEncoding.Ascii => new TranscodingSource(source, encoding),
            _ => new WideSource(source, encoding),
        };
    }

    private static ByteSource OpenLz4(CompressedInput input, MemoryAccount account) => Lz4Frame.IsFrame(input.Peek(sizeof(uint)))
        ? new Lz4FrameSource(input, account)
        : new HadoopBlockSource(input, isSnappy: false, account);

    private sealed class FileSource(IReadableFile file, long position) : ByteSource
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

    /// <summary>
    /// A compressed file. The decompressors take the end of the file for that of the data; but only when the data is cut off they ask for more
    /// than there is.
    /// </summary>
    private sealed class InflateSource(FileStreamAdapter input, Func<Stream, Stream> decompressor) : ByteSource
    {
        private readonly Stream _output = decompressor(input);

        public override int Read(Span<byte> buffer)
        {
            var count = _output.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            IsAtEnd = count < buffer.Length;
            return IsAtEnd && input.HasReachedEnd ? throw new InvalidDataException(CutOff) : count;
        }

        public override void Dispose() => _output.Dispose();
    }

    /// <summary>
    /// A file in gzip, whose decompressor always looks for a further member. So one is put behind the file: what it holds comes out at the end
    /// unless the data before it is cut off.
    /// </summary>
    private sealed class GzipSource(FileStreamAdapter input) : ByteSource
    {
        private readonly GZipStream _output = new(input, CompressionMode.Decompress);
        private readonly byte[] _held = new byte[Mark.Length];
        private int _heldCount;

        /// <summary>The further member.</summary>
        public static byte[] Sentinel { get; } = Compress(Mark);

        private static ReadOnlySpan<byte> Mark => "end of the data end of the data!"u8;

        public override int Read(Span<byte> buffer)
        {
            // The last bytes are held back until it is known that they are not the mark.
            if (IsAtEnd || buffer.Length <= _held.Length)
                return 0;
            _held.AsSpan(0, _heldCount).CopyTo(buffer);
            var count = _heldCount + _output.ReadAtLeast(buffer[_heldCount..], buffer.Length - _heldCount, throwOnEndOfStream: false);
            IsAtEnd = count < buffer.Length;
            if (IsAtEnd && !buffer[..count].EndsWith(Mark))
                throw new InvalidDataException(CutOff);
            _heldCount = _held.Length;
            buffer[(count - _heldCount)..count].CopyTo(_held);
            return count - _heldCount;
        }

        public override void Dispose() => _output.Dispose();

        private static byte[] Compress(ReadOnlySpan<byte> bytes)
        {
            using var target = new MemoryStream();
            using (var stream = new GZipStream(target, CompressionLevel.Optimal))
                stream.Write(bytes);
            return target.ToArray();
        }
    }

    /// <summary>Widens single bytes in place: they are read into the last third of the buffer, and none becomes more than three.</summary>
    private sealed class TranscodingSource(ByteSource inner, TextEncoding encoding) : ByteSource
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
                else if (encoding == TextEncoding.Latin1)
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

    /// <summary>Encodes UTF-16 and UTF-32 anew. A byte order mark stays, as one of UTF-8; what is malformed becomes U+FFFD.</summary>
    private sealed class WideSource(ByteSource inner, TextEncoding encoding) : ByteSource
    {
        private const int ChunkBytes = 16 << 10;

        private readonly byte[] _bytes = new byte[ChunkBytes];
        private readonly char[] _characters = new char[ChunkBytes];
        private Decoder? _decoder;

        public override int Read(Span<byte> buffer)
        {
            // Two bytes become three at most. What the decoder holds back is less than a chunk may be shorter.
            var written = 0;
            while (!IsAtEnd && Math.Min((buffer.Length - written) / 3, ChunkBytes) - 8 is var room and >= 8)
            {
                var count = inner.Read(_bytes.AsSpan(0, room));
                IsAtEnd = inner.IsAtEnd;
                _decoder ??= DecoderOf(_bytes.AsSpan(0, count));
                var characters = _decoder.GetChars(_bytes.AsSpan(0, count), _characters, flush: IsAtEnd);
                written += Encoding.UTF8.GetBytes(_characters.AsSpan(0, characters), buffer[written..]);
            }

            return written;
        }

        public override void Dispose() => inner.Dispose();

        private Decoder DecoderOf(ReadOnlySpan<byte> start) => (encoding switch
        {
            TextEncoding.Utf16LittleEndian => Encoding.Unicode,
            TextEncoding.Utf16BigEndian => Encoding.BigEndianUnicode,
            TextEncoding.Utf16 => start is [0xFF, 0xFE, ..] ? Encoding.Unicode : Encoding.BigEndianUnicode,
            _ => start is [0xFF, 0xFE, 0, 0, ..] ? Encoding.UTF32 : new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        }).GetDecoder();
    }
}
