using System.Reflection;
using System.Runtime.InteropServices;

namespace SqlSpark.Benchmarks.Peers;

/// <summary>A DuckDB database in memory with one connection, through its C API. Not thread-safe.</summary>
/// <remarks>The library is the one that <c>DUCKDB_LIBRARY</c> names, else <c>libduckdb</c> where the system finds it.</remarks>
internal sealed partial class DuckDb : IDisposable
{
    private const string Library = "duckdb";

    private nint _database;
    private nint _connection;

    static DuckDb() => NativeLibrary.SetDllImportResolver(typeof(DuckDb).Assembly, Resolve);

    /// <param name="threads">How many threads a query uses.</param>
    public DuckDb(int threads)
    {
        Check(Open(null, out _database), "no database");
        Check(Connect(_database, out _connection), "no connection");
        Run($"SET threads = {threads}");
    }

    /// <summary>Runs a statement to its end and returns the rows, each with its cells as text; null for NULL.</summary>
    public List<string?[]> Run(string sql)
    {
        var state = Query(_connection, sql, out var result);
        try
        {
            if (state != 0)
                throw new InvalidOperationException(Marshal.PtrToStringUTF8(Error(ref result)));
            var rows = new List<string?[]>();
            var columnCount = ColumnCount(ref result);
            for (ulong row = 0; row < RowCount(ref result); row++)
            {
                var cells = new string?[columnCount];
                for (ulong column = 0; column < columnCount; column++)
                {
                    var text = ValueText(ref result, column, row);
                    cells[column] = Marshal.PtrToStringUTF8(text);
                    Free(text);
                }

                rows.Add(cells);
            }

            return rows;
        }
        finally
        {
            DestroyResult(ref result);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Disconnect(ref _connection);
        Close(ref _database);
    }

    private static void Check(int state, string failure)
    {
        if (state != 0)
            throw new InvalidOperationException("DuckDB: " + failure);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == Library && Environment.GetEnvironmentVariable("DUCKDB_LIBRARY") is { } file ? NativeLibrary.Load(file) : 0;

    [LibraryImport(Library, EntryPoint = "duckdb_open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string? path, out nint database);

    [LibraryImport(Library, EntryPoint = "duckdb_connect")]
    private static partial int Connect(nint database, out nint connection);

    [LibraryImport(Library, EntryPoint = "duckdb_query", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Query(nint connection, string sql, out Result result);

    [LibraryImport(Library, EntryPoint = "duckdb_result_error")]
    private static partial nint Error(ref Result result);

    [LibraryImport(Library, EntryPoint = "duckdb_column_count")]
    private static partial ulong ColumnCount(ref Result result);

    [LibraryImport(Library, EntryPoint = "duckdb_row_count")]
    private static partial ulong RowCount(ref Result result);

    [LibraryImport(Library, EntryPoint = "duckdb_value_varchar")]
    private static partial nint ValueText(ref Result result, ulong column, ulong row);

    [LibraryImport(Library, EntryPoint = "duckdb_free")]
    private static partial void Free(nint memory);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_result")]
    private static partial void DestroyResult(ref Result result);

    [LibraryImport(Library, EntryPoint = "duckdb_disconnect")]
    private static partial void Disconnect(ref nint connection);

    [LibraryImport(Library, EntryPoint = "duckdb_close")]
    private static partial void Close(ref nint database);

    // duckdb_result of duckdb.h: all of it belongs to the library.
    [StructLayout(LayoutKind.Sequential)]
    private struct Result
    {
        public ulong ColumnCount;
        public ulong RowCount;
        public ulong RowsChanged;
        public nint Columns;
        public nint ErrorMessage;
        public nint Internal;
    }
}
