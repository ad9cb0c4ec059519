using System.Diagnostics.CodeAnalysis;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Compression.Lz4;
using SqlSpark.DataSources.Compression.Snappy;
using SqlSpark.DataSources.Compression.Zstd;

namespace SqlSpark.DataSources.Compression;

/// <summary>Makes the codec of a format.</summary>
internal static class BlockCodecs
{
    /// <summary>Makes a codec, unless there is none for the format (LZO): that is for the caller to report, who knows the file.</summary>
    /// <param name="codec">The format.</param>
    /// <param name="account">Who pays for the scratch memory.</param>
    /// <param name="blockCodec">The codec, owned by the caller.</param>
    public static bool TryCreate(CompressionCodec codec, MemoryAccount account, [NotNullWhen(true)] out IBlockCodec? blockCodec)
    {
        blockCodec = codec switch
        {
            CompressionCodec.Uncompressed => new UncompressedCodec(),
            CompressionCodec.Snappy => new SnappyCodec(account),
            CompressionCodec.Gzip => new GzipCodec(),
            CompressionCodec.Brotli => new BrotliCodec(),
            CompressionCodec.Lz4Hadoop => new Lz4HadoopCodec(account),
            CompressionCodec.Lz4Raw => new Lz4RawCodec(account),
            CompressionCodec.Zstd => ZstdCodec.Create(account),
            _ => null,
        };
        return blockCodec is not null;
    }
}
