using System.Runtime.InteropServices;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Zstandard by the system's libzstd. Levels are its own, from 1 to 22, 3 by default.</summary>
/// <param name="library">The library.</param>
/// <param name="account">Who pays for the contexts.</param>
internal sealed unsafe class NativeZstdCodec(NativeZstd library, MemoryAccount account) : IBlockCodec
{
    private const int DefaultLevel = 3;
    private const int MaxLevel = 22;

    private NativeZstdContext? _decompression;
    private NativeZstdContext? _compression;

    public CompressionCodec Codec => CompressionCodec.Zstd;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        _decompression ??= new NativeZstdContext(
            library.CreateDecompression, library.FreeDecompression, library.DecompressionBytes, account);
        nuint result;
        fixed (byte* input = source)
        fixed (byte* output = buffer[..byteLength])
            result = library.Decompress(_decompression.Address, output, (nuint)byteLength, input, (nuint)source.Length);
        _decompression.Charge();
        if (library.IsError(result) != 0)
            throw new MalformedDataException($"The zstd block is damaged: {Describe(result)}.", -1);
        if (result != (nuint)byteLength)
            throw new MalformedDataException($"The zstd block holds {result} bytes instead of {byteLength}.", source.Length);
    }

    public int MaxCompressedLength(int byteLength) => ZstdCodec.MaxCompressedLength(byteLength);

    public int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0)
    {
        _compression ??= new NativeZstdContext(
            library.CreateCompression, library.FreeCompression, library.CompressionBytes, account);
        nuint result;
        fixed (byte* input = source)
        fixed (byte* output = target)
        {
            result = library.Compress(_compression.Address, output, (nuint)target.Length, input, (nuint)source.Length,
                level == 0 ? DefaultLevel : Math.Clamp(level, 1, MaxLevel));
        }

        _compression.Charge();
        return library.IsError(result) == 0 ? (int)result : throw new ArgumentException(Describe(result), nameof(target));
    }

    public void Dispose()
    {
        _decompression?.Dispose();
        _compression?.Dispose();
    }

    private string Describe(nuint result) => Marshal.PtrToStringUTF8((nint)library.ErrorName(result)) ?? "";
}
