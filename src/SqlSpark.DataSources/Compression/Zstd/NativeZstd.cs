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
        CreateCompression = (delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "ZSTD_createCCtx");
        FreeCompression = (delegate* unmanaged<nint, nuint>)NativeLibrary.GetExport(library, "ZSTD_freeCCtx");
        Compress = (delegate* unmanaged<nint, byte*, nuint, byte*, nuint, int, nuint>)NativeLibrary.GetExport(library, "ZSTD_compressCCtx");
        IsError = (delegate* unmanaged<nuint, uint>)NativeLibrary.GetExport(library, "ZSTD_isError");
        ErrorName = (delegate* unmanaged<nuint, byte*>)NativeLibrary.GetExport(library, "ZSTD_getErrorName");
    }

    /// <summary>The library, loaded when first asked for; null where it is missing.</summary>
    public static NativeZstd? Instance => Loaded.Value;

    public delegate* unmanaged<nint> CreateDecompression { get; }

    public delegate* unmanaged<nint, nuint> FreeDecompression { get; }

    public delegate* unmanaged<nint, byte*, nuint, byte*, nuint, nuint> Decompress { get; }

    public delegate* unmanaged<nint> CreateCompression { get; }

    public delegate* unmanaged<nint, nuint> FreeCompression { get; }

    public delegate* unmanaged<nint, byte*, nuint, byte*, nuint, int, nuint> Compress { get; }

    public delegate* unmanaged<nuint, uint> IsError { get; }

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
