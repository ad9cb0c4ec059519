using System.Text;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Testing.DuckDb;

/// <summary>A connection to an empty database in memory. Not thread-safe.</summary>
public sealed unsafe class DuckDbConnection : IDisposable
{
    private const int InlineStringLength = 12;

    private readonly DuckDbLibrary _library;
    private nint _database;
    private nint _connection;

    /// <summary>A connection; the library has been found.</summary>
    public DuckDbConnection(DuckDbLibrary library)
    {
        _library = library;
        fixed (nint* database = &_database, connection = &_connection)
        {
            if (library.Open(null, database) != 0 || library.Connect(_database, connection) != 0)
                throw new InvalidOperationException("DuckDB does not open.");
        }
    }

    /// <summary>Runs a query and gives its rows as boxed values.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="types">The types of its columns as Spark has them; the caller knows that DuckDB's are the same.</param>
    public List<object?[]> Query(string sql, params IReadOnlyList<DataType> types)
    {
        DuckDbResult result = default;
        try
        {
            fixed (byte* text = Encoding.UTF8.GetBytes(sql + "\0"))
            {
                if (_library.Query(_connection, text, &result) != 0)
                    throw new InvalidOperationException($"DuckDB: {new string((sbyte*)_library.ResultError(&result))} in {sql}");
            }

            var rows = new List<object?[]>();
            for (var chunk = _library.FetchChunk(result); chunk != 0; chunk = _library.FetchChunk(result))
            {
                ReadChunk(chunk, types, rows);
                _library.DestroyChunk(&chunk);
            }

            return rows;
        }
        finally
        {
            _library.DestroyResult(&result);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        fixed (nint* database = &_database, connection = &_connection)
        {
            if (_connection != 0)
                _library.Disconnect(connection);
            if (_database != 0)
                _library.Close(database);
        }
    }

    private void ReadChunk(nint chunk, IReadOnlyList<DataType> types, List<object?[]> rows)
    {
        var count = (int)_library.ChunkSize(chunk);
        for (var row = 0; row < count; row++)
        {
            var values = new object?[types.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = Read(_library.ChunkVector(chunk, (ulong)i), types[i], row);
            rows.Add(values);
        }
    }

    private object? Read(nint vector, DataType type, long row)
    {
        var validity = _library.VectorValidity(vector);
        if (validity != null && (validity[row >> 6] >> (int)(row & 63) & 1) == 0)
            return null;
        var data = _library.VectorData(vector);
        switch (type)
        {
            case StructType record:
                return EquatableArray.Create<object?>([.. record.Fields.Select((f, i) => Read(_library.StructChild(vector, (ulong)i), f.DataType, row))]);
            case ArrayType array:
                return ReadList(_library.ListChild(vector), array.ElementType, ((long*)data)[2 * row], ((long*)data)[(2 * row) + 1]);
            case MapType map:
                var (first, length) = (((long*)data)[2 * row], ((long*)data)[(2 * row) + 1]);
                var entries = _library.ListChild(vector);
                return new MapValue(
                    ReadList(_library.StructChild(entries, 0), map.KeyType, first, length), ReadList(_library.StructChild(entries, 1), map.ValueType, first, length));
            case BooleanType:
                return data[row] != 0;
            case ByteType:
                return ((sbyte*)data)[row];
            case ShortType:
                return ((short*)data)[row];
            case IntegerType or DateType or YearMonthIntervalType:
                return ((int*)data)[row];
            case LongType or TimestampType or TimestampNtzType or DayTimeIntervalType:
                return ((long*)data)[row];
            case TimeType:
                return ((long*)data)[row] * 1000;
            case FloatType:
                return ((float*)data)[row];
            case DoubleType:
                return ((double*)data)[row];
            case DecimalType { Precision: <= 4 }:
                return (Int128)((short*)data)[row];
            case DecimalType { Precision: <= 9 }:
                return (Int128)((int*)data)[row];
            case DecimalType { Precision: <= 18 }:
                return (Int128)((long*)data)[row];
            case DecimalType:
                return ((Int128*)data)[row];
            case StringType:
                return Encoding.UTF8.GetString(ReadBytes(data + (16 * row)));
            case BinaryType:
                return EquatableArray.Create(ReadBytes(data + (16 * row)));
            default:
                throw new NotSupportedException($"DuckDB's values of {type}");
        }
    }

    private EquatableArray<object?> ReadList(nint child, DataType type, long first, long length)
    {
        var items = new object?[length];
        for (var i = 0; i < items.Length; i++)
            items[i] = Read(child, type, first + i);
        return EquatableArray.Create<object?>(items);
    }

    private static ReadOnlySpan<byte> ReadBytes(byte* text)
    {
        var length = *(int*)text;
        return length <= InlineStringLength ? new ReadOnlySpan<byte>(text + 4, length) : new ReadOnlySpan<byte>(*(byte**)(text + 8), length);
    }
}
