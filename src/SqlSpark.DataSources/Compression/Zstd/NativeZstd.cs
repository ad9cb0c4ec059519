using System.Runtime.InteropServices;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>The functions of the system's libzstd that are used here, or nothing where there is no such library.</summary>
internal sealed unsafe class NativeZstd
{
    private static readonly string[] Names = ["libzstd.so.1", "libzstd.1.dylib", "libzstd.dylib", "libzstd.dll", "zstd.dll", "libzstd"];
    private static readonly Lazy<NativeZstd?> Loaded = new(TryLoad);

    private NativeZstd(nint library)
    {
        CreateDecompression = (delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "ZSTD_createDCtx");
        FreeDecompression = (delegate* unmanaged<nint, nuint>)NativeLibrary.GetExport(library, "ZSTD_freeDCtx");
        Decompress = (delegate* unmanaged<nint, byte*, nuint, byte*, nuint, nuint>)NativeLibrary.GetExport(library, "ZSTD_decompressDCtx");
        DecompressionBytes = (delegate* unmanaged<nint, nuint>)NativeLibrary.GetExport(library, "ZSTD_sizeof_DCtx");
        CreateCompression = (delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "ZSTD_createCCtx");
        FreeCompression = (delegate* unmanaged<nint, nuint>)NativeLibrary.GetExport(library, "ZSTD_freeCCtx");
        Compress = (delegate* unmanaged<nint, byte*, nuint, byte*, nuint, int, nuint>)NativeLibrary.GetExport(library, "ZSTD_compressCCtx");
        CompressionBytes = (delegate* unmanaged<nint, nuint>)NativeLibrary.GetExport(library, "ZSTD_sizeof_CCtx");
        IsError = (delegate* unmanaged<nuint, uint>)NativeLibrary.GetExport(library, "ZSTD_isError");
        ErrorName = (delegate* unmanaged<nuint, byte*>)NativeLibrary.GetExport(library, "ZSTD_getErrorName");
    }

    /// <summary>The library, loaded when first asked for; null where it is missing.</summary>
    public static NativeZstd? Instance => Loaded.Value;

    /// <summary>Makes a context for <see cref="Decompress"/>; null if there is no memory.</summary>
    public delegate* unmanaged<nint> CreateDecompression { get; }

    /// <summary>Frees what <see cref="CreateDecompression"/> made.</summary>
    public delegate* unmanaged<nint, nuint> FreeDecompression { get; }

    /// <summary>Decompresses frames: context, target, its length, source, its length; the result is a length or an error.</summary>
    public delegate* unmanaged<nint, byte*, nuint, byte*, nuint, nuint> Decompress { get; }

    /// <summary>How many bytes a context for decompression takes.</summary>
    public delegate* unmanaged<nint, nuint> DecompressionBytes { get; }

    /// <summary>Makes a context for <see cref="Compress"/>; null if there is no memory.</summary>
    public delegate* unmanaged<nint> CreateCompression { get; }

    /// <summary>Frees what <see cref="CreateCompression"/> made.</summary>
    public delegate* unmanaged<nint, nuint> FreeCompression { get; }

    /// <summary>Compresses into one frame: context, target, its length, source, its length, level; the result is a length or an error.</summary>
    public delegate* unmanaged<nint, byte*, nuint, byte*, nuint, int, nuint> Compress { get; }

    /// <summary>How many bytes a context for compression takes, which depends on the levels it was used for.</summary>
    public delegate* unmanaged<nint, nuint> CompressionBytes { get; }

    /// <summary>Whether a result is an error.</summary>
    public delegate* unmanaged<nuint, uint> IsError { get; }

    /// <summary>The name of an error, as UTF-8 that ends with a zero.</summary>
    public delegate* unmanaged<nuint, byte*> ErrorName { get; }

    private static NativeZstd? TryLoad()
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
                return new NativeZstd(library);
        }

        return null;
    }
}
