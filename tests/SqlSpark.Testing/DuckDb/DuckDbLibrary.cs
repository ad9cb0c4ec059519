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

    private readonly nint _library;

    private DuckDbLibrary(nint library) => _library = library;

    /// <summary>The library, or null where it is not at hand: such tests skip.</summary>
    public static DuckDbLibrary? Instance { get; } = Load();

    internal delegate* unmanaged<byte*, nint*, int> Open => (delegate* unmanaged<byte*, nint*, int>)Export("duckdb_open");

    internal delegate* unmanaged<nint, nint*, int> Connect => (delegate* unmanaged<nint, nint*, int>)Export("duckdb_connect");

    internal delegate* unmanaged<nint*, void> Disconnect => (delegate* unmanaged<nint*, void>)Export("duckdb_disconnect");

    internal delegate* unmanaged<nint*, void> Close => (delegate* unmanaged<nint*, void>)Export("duckdb_close");

    internal delegate* unmanaged<nint, byte*, DuckDbResult*, int> Query => (delegate* unmanaged<nint, byte*, DuckDbResult*, int>)Export("duckdb_query");

    internal delegate* unmanaged<DuckDbResult*, byte*> ResultError => (delegate* unmanaged<DuckDbResult*, byte*>)Export("duckdb_result_error");

    internal delegate* unmanaged<DuckDbResult*, void> DestroyResult => (delegate* unmanaged<DuckDbResult*, void>)Export("duckdb_destroy_result");

    internal delegate* unmanaged<DuckDbResult, nint> FetchChunk => (delegate* unmanaged<DuckDbResult, nint>)Export("duckdb_fetch_chunk");

    internal delegate* unmanaged<nint*, void> DestroyChunk => (delegate* unmanaged<nint*, void>)Export("duckdb_destroy_data_chunk");

    internal delegate* unmanaged<nint, ulong> ChunkSize => (delegate* unmanaged<nint, ulong>)Export("duckdb_data_chunk_get_size");

    internal delegate* unmanaged<nint, ulong, nint> ChunkVector => (delegate* unmanaged<nint, ulong, nint>)Export("duckdb_data_chunk_get_vector");

    internal delegate* unmanaged<nint, byte*> VectorData => (delegate* unmanaged<nint, byte*>)Export("duckdb_vector_get_data");

    internal delegate* unmanaged<nint, ulong*> VectorValidity => (delegate* unmanaged<nint, ulong*>)Export("duckdb_vector_get_validity");

    internal delegate* unmanaged<nint, nint> ListChild => (delegate* unmanaged<nint, nint>)Export("duckdb_list_vector_get_child");

    internal delegate* unmanaged<nint, ulong, nint> StructChild => (delegate* unmanaged<nint, ulong, nint>)Export("duckdb_struct_vector_get_child");

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

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);
}

/// <summary><c>duckdb_result</c>, whose fields are nobody's business.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DuckDbResult
{
    private fixed ulong _fields[6];
}
