using System.Runtime.InteropServices;

namespace SqlSpark.Testing.DuckDb;

/// <summary>
/// DuckDB's C library, as an oracle. Found by the environment variable <c>DUCKDB_LIBRARY</c> (a path), or in the npm package
/// <c>@duckdb/node-bindings-*</c> in <c>node_modules</c> of the repository or a folder above it.
/// </summary>
public sealed unsafe class DuckDbLibrary
{
    /// <summary>The environment variable with the path of the library.</summary>
    public const string PathVariable = "DUCKDB_LIBRARY";

    private DuckDbLibrary(nint library)
    {
        Open = (delegate* unmanaged<byte*, nint*, int>)NativeLibrary.GetExport(library, "duckdb_open");
        Connect = (delegate* unmanaged<nint, nint*, int>)NativeLibrary.GetExport(library, "duckdb_connect");
        Disconnect = (delegate* unmanaged<nint*, void>)NativeLibrary.GetExport(library, "duckdb_disconnect");
        Close = (delegate* unmanaged<nint*, void>)NativeLibrary.GetExport(library, "duckdb_close");
        Query = (delegate* unmanaged<nint, byte*, DuckDbResult*, int>)NativeLibrary.GetExport(library, "duckdb_query");
        ResultError = (delegate* unmanaged<DuckDbResult*, byte*>)NativeLibrary.GetExport(library, "duckdb_result_error");
        DestroyResult = (delegate* unmanaged<DuckDbResult*, void>)NativeLibrary.GetExport(library, "duckdb_destroy_result");
        FetchChunk = (delegate* unmanaged<DuckDbResult, nint>)NativeLibrary.GetExport(library, "duckdb_fetch_chunk");
        DestroyChunk = (delegate* unmanaged<nint*, void>)NativeLibrary.GetExport(library, "duckdb_destroy_data_chunk");
        ChunkSize = (delegate* unmanaged<nint, ulong>)NativeLibrary.GetExport(library, "duckdb_data_chunk_get_size");
        ChunkVector = (delegate* unmanaged<nint, ulong, nint>)NativeLibrary.GetExport(library, "duckdb_data_chunk_get_vector");
        VectorData = (delegate* unmanaged<nint, byte*>)NativeLibrary.GetExport(library, "duckdb_vector_get_data");
        VectorValidity = (delegate* unmanaged<nint, ulong*>)NativeLibrary.GetExport(library, "duckdb_vector_get_validity");
        ListChild = (delegate* unmanaged<nint, nint>)NativeLibrary.GetExport(library, "duckdb_list_vector_get_child");
        StructChild = (delegate* unmanaged<nint, ulong, nint>)NativeLibrary.GetExport(library, "duckdb_struct_vector_get_child");
    }

    /// <summary>The library, or null where it is not at hand: such tests skip.</summary>
    public static DuckDbLibrary? Instance { get; } = Load();

    internal delegate* unmanaged<byte*, nint*, int> Open { get; }

    internal delegate* unmanaged<nint, nint*, int> Connect { get; }

    internal delegate* unmanaged<nint*, void> Disconnect { get; }

    internal delegate* unmanaged<nint*, void> Close { get; }

    internal delegate* unmanaged<nint, byte*, DuckDbResult*, int> Query { get; }

    internal delegate* unmanaged<DuckDbResult*, byte*> ResultError { get; }

    internal delegate* unmanaged<DuckDbResult*, void> DestroyResult { get; }

    internal delegate* unmanaged<DuckDbResult, nint> FetchChunk { get; }

    internal delegate* unmanaged<nint*, void> DestroyChunk { get; }

    internal delegate* unmanaged<nint, ulong> ChunkSize { get; }

    internal delegate* unmanaged<nint, ulong, nint> ChunkVector { get; }

    internal delegate* unmanaged<nint, byte*> VectorData { get; }

    internal delegate* unmanaged<nint, ulong*> VectorValidity { get; }

    internal delegate* unmanaged<nint, nint> ListChild { get; }

    internal delegate* unmanaged<nint, ulong, nint> StructChild { get; }

    private static DuckDbLibrary? Load()
    {
        foreach (var path in Candidates())
        {
            if (NativeLibrary.TryLoad(path, out var library))
                return new DuckDbLibrary(library);
        }

        return null;
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path)
            yield return path;
        var (system, file) = OperatingSystem.IsWindows() ? ("win32", "duckdb.dll") : OperatingSystem.IsMacOS() ? ("darwin", "libduckdb.dylib") : ("linux", "libduckdb.so");
        var package = $"node-bindings-{system}-{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        for (var folder = new DirectoryInfo(RepositoryRoot.Path); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "node_modules", "@duckdb", package, file);
    }
}

/// <summary><c>duckdb_result</c>, whose fields are nobody's business.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DuckDbResult
{
    private fixed ulong _fields[6];
}
