using SqlSpark.Core.Collections;
using SqlSpark.Testing.DuckDb;

namespace SqlSpark.Sql.Differential;

/// <summary>A database of DuckDB with the tables of a case.</summary>
internal sealed class DuckDbSide : IDisposable
{
    private static readonly string[] DataErrors = ["Out of Range Error", "Conversion Error", "More than one row returned"];

    private readonly DuckDbConnection _connection;

    public DuckDbSide(DuckDbLibrary library)
    {
        _connection = new DuckDbConnection(library);
        _connection.Query("SET threads = 1", []);
    }

    public void Load(EquatableArray<RandomTable> tables)
    {
        foreach (var table in tables)
            _connection.Query(table.Create(Dialect.DuckDb), []);
    }

    public Answer Run(Query query)
    {
        var types = query.Types;
        var columns = types.Select((t, i) => SqlTypes.DuckDbCast(Query.ColumnName(i), t));
        try
        {
            return new Answer.OfRows(types, _connection.Query($"SELECT {string.Join(", ", columns)} FROM ({query.In(Dialect.DuckDb)}) AS query{query.FinalOrder?.Order(Dialect.DuckDb)}", types));
        }
        catch (InvalidOperationException error)
        {
            var message = error.Message;
            var isOfData = DataErrors.Any(e => message.Contains(e, StringComparison.Ordinal));
            return new Answer.OfError(message.Split('\n')[0].Split(" in SELECT ")[0], isOfData, IsUnsupported: !isOfData, message);
        }
    }

    /// <summary>The answer without DuckDB's optimizer, which has bugs of its own.</summary>
    public Answer RunPlain(Query query)
    {
        _connection.Query("PRAGMA disable_optimizer", []);
        try
        {
            return Run(query);
        }
        finally
        {
            _connection.Query("PRAGMA enable_optimizer", []);
        }
    }

    public void Dispose() => _connection.Dispose();
}
