using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Zstandard (RFC 8878): which implementation serves.</summary>
internal static class ZstdCodec
{
    private const int MinPlainBytes = 128 << 10;

    /// <summary>Makes a codec by libzstd.</summary>
    /// <param name="account">Who pays for the scratch memory.</param>
    public static IBlockCodec? Create(MemoryAccount account) =>
        NativeZstd.Instance is { } library ? new NativeZstdCodec(library) : null;

    /// <summary>The bound that libzstd states for itself; every encoder here keeps to it.</summary>
    public static int MaxCompressedLength(int byteLength) =>
        checked(byteLength + (byteLength >> 8) + (byteLength < MinPlainBytes ? (MinPlainBytes - byteLength) >> 11 : 0));
}
