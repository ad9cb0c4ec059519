using System.Runtime.InteropServices;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Zstandard by the system's libzstd. Levels are its own, from 1 to 22, 3 by default.</summary>
internal sealed unsafe class NativeZstdCodec(NativeZstd library) : IBlockCodec
{
    private const int DefaultLevel = 3;
    private const int MaxLevel = 22;

    private NativeZstdContext? _decompression;
    private NativeZstdContext? _compression;

    public CompressionCodec Codec => CompressionCodec.Zstd;

    public void Decompress(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        _decompression ??= new NativeZstdContext(library.CreateDecompression, library.FreeDecompression);
        nuint result;
        fixed (byte* input = source)
        fixed (byte* output = buffer[..byteLength])
            result = library.Decompress(_decompression.DangerousGetHandle(), output, (nuint)byteLength, input, (nuint)source.Length);
        if (library.IsError(result) != 0)
            throw new MalformedDataException($"The zstd block is damaged: {Describe(result)}.", -1);
        if (result != (nuint)byteLength)
            throw new MalformedDataException($"The zstd block holds {result} bytes instead of {byteLength}.", source.Length);
    }

    public int MaxCompressedLength(int byteLength) => ZstdCodec.MaxCompressedLength(byteLength);

    public int Compress(ReadOnlySpan<byte> source, Span<byte> target, int level = 0)
    {
        _compression ??= new NativeZstdContext(library.CreateCompression, library.FreeCompression);
        nuint result;
        fixed (byte* input = source)
        fixed (byte* output = target)
        {
            result = library.Compress(_compression.DangerousGetHandle(), output, (nuint)target.Length, input, (nuint)source.Length,
                level == 0 ? DefaultLevel : Math.Clamp(level, 1, MaxLevel));
        }

        return library.IsError(result) == 0 ? (int)result : throw new ArgumentException(Describe(result), nameof(target));
    }

    public void Dispose()
    {
        _decompression?.Dispose();
        _compression?.Dispose();
    }

    private string Describe(nuint result) => Marshal.PtrToStringUTF8((nint)library.ErrorName(result)) ?? "";
}
