using System.IO.Compression;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Compression.Lz4;
using SqlSpark.DataSources.Compression.Snappy;
using SqlSpark.DataSources.Compression.Streams;
using SqlSpark.DataSources.Compression.Zstd;
using SqlSpark.DataSources.Parquet.Encodings;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>Text on its way into a file: buffered, and compressed where that is asked for. Neither commits nor disposes the file.</summary>
internal sealed class TextTarget : IDisposable
{
    private const int FlushBytes = 256 << 10;

    private readonly IWritableFile _file;
    private readonly ITextCompressor? _compressor;

    /// <param name="file">Where the text goes.</param>
    /// <param name="codec">How it is compressed.</param>
    /// <param name="account">Pays for the buffer.</param>
    public TextTarget(IWritableFile file, FileCodec codec, MemoryAccount account)
    {
        _file = file;
        Text = new EncodingBuffer(account);
        _compressor = codec switch
        {
            FileCodec.Gzip => new StreamCompressor(file, static target => new GZipStream(target, CompressionLevel.Optimal)),
            FileCodec.Deflate => new StreamCompressor(file, static target => new ZLibStream(target, CompressionLevel.Optimal)),
            FileCodec.Snappy => new BlockCompressor(file, new SnappyCodec(account), account),
            FileCodec.Lz4 => new BlockCompressor(file, new Lz4RawCodec(account), account),
            FileCodec.Zstd => new BlockCompressor(file, ZstdCodec.Create(account), account),
            _ => null,
        };
    }

    /// <summary>The text that is not in the file yet. Writers append to it and call <see cref="FlushIfLarge"/> now and then.</summary>
    public EncodingBuffer Text { get; }

    /// <summary>Bytes that are in the file or will be, before compression of those that still wait.</summary>
    public long EstimatedByteLength => _file.ByteLength + Text.Length;

    /// <summary>Writes the text once there is enough of it.</summary>
    public void FlushIfLarge()
    {
        if (Text.Length >= FlushBytes)
            Flush();
    }

    /// <summary>Writes the rest, and the end of the compressed data.</summary>
    public void Finish()
    {
        Flush();
        _compressor?.Finish();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _compressor?.Dispose();
        Text.Dispose();
    }

    private void Flush()
    {
        if (_compressor is null)
            _file.Append(Text.Bytes);
        else
            _compressor.Write(Text.Bytes);
        Text.Clear();
    }
}
